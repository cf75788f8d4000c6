// The TypeScript types of a contract, printed by openapi-typescript's transformer.
import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  type SchemaObject,
  STRING,
  scanDiscriminators,
  transformSchema,
} from 'openapi-typescript'
import ts from 'typescript'
import type { Contract } from '../contract/contract.ts'
import { member } from '../contract/json.ts'
import { ToolError } from '../errors.ts'
import { componentNames } from './components.ts'
import { makeExpressible } from './expressible.ts'
import { literalPrefix } from './literal-prefix.ts'

/**
 * The text of `types.ts` below its header: `paths`, `components`, `operations`, and one alias per
 * component schema.
 */
export function typesText(contract: Contract): string {
  // The transformer writes discriminators into the document that it is given.
  const copy = structuredClone(contract.document)
  makeExpressible(copy)
  // The loader has checked that the document has the parts of an OpenAPI 3.1 description.
  const document = copy as unknown as OpenAPI3
  let printed: string
  try {
    printed = astToString(transformSchema(document, transformerContext(document)))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ToolError('E_CONTRACT', `${contract.path} has no TypeScript types: ${reason}.`, {
      hint: 'Correct the schema that is named, then generate again.',
      cause,
    })
  }
  // A carriage return can come only from a comment: in a string literal it is written as \r.
  return `${printed.replaceAll(/\r\n?/g, '\n').trimEnd()}\n\n${aliases(contract)}`
}

function aliases(contract: Contract): string {
  const lines: string[] = []
  for (const [name, identifier] of componentNames(contract.document)) {
    lines.push(`export type ${identifier} = components["schemas"][${JSON.stringify(name)}]\n`)
  }
  return lines.join('')
}

/**
 * The settings of the transformer. Its own entry function is not used: that one first lints and
 * bundles with Redocly, which may read files and the network; a contract has been through both.
 */
function transformerContext(document: OpenAPI3): GlobalContext {
  const settings: Omit<GlobalContext, 'redoc'> = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // A default does not make a server send the member.
    defaultNonNullable: false,
    discriminators: scanDiscriminators(document, { silent: true }),
    // `type: object` alone allows every member; without this it would allow none.
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: prefixedString,
    transformProperty: undefined,
    resolve: (ref) => resolveRef(document, ref, { silent: true }),
  }
  // `redoc` configures the bundling that is skipped; the transformer itself never reads it.
  return settings as GlobalContext
}

/** `pattern: ^AC[a-f0-9]{32}$` as `AC${string}`, so that a `TK…` cannot be passed for it. */
function prefixedString(schema: SchemaObject): ts.TypeNode | undefined {
  if (member(schema, 'type') !== 'string' || member(schema, 'enum') !== undefined) return undefined
  if (member(schema, 'const') !== undefined) return undefined
  const pattern = member(schema, 'pattern')
  const prefix = typeof pattern === 'string' ? literalPrefix(pattern) : undefined
  if (prefix === undefined) return undefined
  const tail = ts.factory.createTemplateTail('')
  return ts.factory.createTemplateLiteralType(ts.factory.createTemplateHead(prefix), [
    ts.factory.createTemplateLiteralTypeSpan(STRING, tail),
  ])
}
