// The shapes of a compiled contract: what every other folder reads, and nobody changes.
import type { JsonObject } from './json.ts'
import type { SchemaResource, Vocabulary } from './schema-node.ts'

/** How sure the contract is of a part; `assumed` parts yield warnings instead of errors. */
export type Evidence = 'stated' | 'prose' | 'example' | 'assumed'

/** A place in the contract's text. Lines and columns count from 1. */
export type Location = { file: string; line: number; column: number }

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required: boolean
  style: string
  explode: boolean
  pointer: string
  /** Pointer of the schema, or undefined for a parameter without one. */
  schema: string | undefined
  /** Media type of a `content` parameter; its text is parsed by it instead of by `style`. */
  mediaType: string | undefined
}

/** One entry of a `content` map, or of a `headers` map. */
export type MediaType = { range: string; pointer: string; schema: string | undefined }
export type Header = {
  name: string
  required: boolean
  pointer: string
  schema: string | undefined
}

export type RequestBody = { pointer: string; required: boolean; content: readonly MediaType[] }

export type ResponseSpec = {
  /** `200`, `4XX` or `default`, as written. */
  status: string
  pointer: string
  headers: readonly Header[]
  /** Undefined where the contract documents no content: what comes then is unchecked, not forbidden. */
  content: readonly MediaType[] | undefined
}

export type Operation = {
  /** `GET /api/v1/providers/{id}`: the name of an operation in every report. */
  key: string
  /** The document's operationId, or undefined. */
  id: string | undefined
  method: string
  /** The templated path as written. */
  path: string
  pointer: string
  parameters: readonly Parameter[]
  requestBody: RequestBody | undefined
  responses: readonly ResponseSpec[]
  /** Whether a request without any credential must be refused (OpenAPI 3.1 §4.8.30). */
  secured: boolean
}

/** A compiled OpenAPI 3.1 document. */
export type Contract = {
  title: string
  version: string
  /** The file it came from, as the user named it. */
  path: string
  document: JsonObject
  /** The keywords and formats by which its schemas are read. */
  vocabulary: Vocabulary
  /** Where its `$dynamicRef`s may lead; undefined where it has none, or none that can be followed. */
  resources?: readonly SchemaResource[] | undefined
  operations: readonly Operation[]
  /** Base URLs of the `servers`, absolute or path-only, variables filled with their defaults. */
  servers: readonly string[]
  /** Names of secret members (`writeOnly` or `format: password`), lower-cased, without separators. */
  secrets: ReadonlyMap<string, { pointer: string; pattern: string | undefined }>
  /** Where a pointer stands in the source text; undefined where there is no text (generated code). */
  locate: (pointer: string) => Location | undefined
}
