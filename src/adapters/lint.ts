// Whether a document is valid OpenAPI, by Redocly's rules for that and none of style.
import { dirname, resolve, sep } from 'node:path'
import type { BaseResolver, NormalizedProblem } from '@redocly/openapi-core'
import { ToolError } from '../errors.ts'
import type { Severity } from '../report.ts'

/** One breach of the OpenAPI Specification. Lines and columns count from 1. */
export type LintProblem = {
  /** Redocly's name of the rule: `struct`, `path-parameters-defined`. */
  rule: string
  severity: Severity
  message: string
  /** JSON Pointer into `file`. */
  pointer: string
  /** The file as it was named, or the absolute path of one that it refers to. */
  file: string
  line: number
  column: number
}

/** What the specification forbids or leaves without a meaning; what it merely advises is not here. */
const rules = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'no-identical-paths': 'error',
  'path-declaration-must-exist': 'error',
  'path-not-include-query': 'error',
  'path-parameters-defined': 'error',
  'operation-parameters-unique': 'error',
  'operation-operationId-unique': 'error',
  'security-defined': 'error',
  'spec-components-invalid-map-name': 'error',
  'no-undefined-server-variable': 'error',
  'no-server-variables-empty-enum': 'error',
  'no-example-value-and-externalValue': 'error',
  'no-enum-type-mismatch': 'error',
} as const

/** Part of `security-defined` that is advice: an API may be open to everyone. */
const advice = /^Every operation should have security defined/

/** Part of `struct` that OpenAPI 3.0.4 §4.7.24 allows: `nullable` without `type` has no effect. */
const withoutEffect = /^The `type` field must be defined when the `nullable` field is used/

type Core = typeof import('@redocly/openapi-core')

/**
 * Lints a text without reading it from disk. Files beside it to which it refers are read; the
 * network, other folders and config files are not. Problems come in the order of the text.
 *
 * Throws E_CONTRACT for a text that is no OpenAPI document at all.
 */
export async function lintDocument(given: { text: string; path: string }): Promise<LintProblem[]> {
  const core = await import('@redocly/openapi-core')
  const root = resolve(given.path)
  const found = await lintText(core, { text: given.text, root }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
    throw new ToolError('E_CONTRACT', `${given.path} is no OpenAPI document: ${why}`, {
      hint: 'Give an OpenAPI document of version 3.0 or 3.1, in YAML or JSON.',
      cause,
    })
  })
  return found
    .filter(({ ruleId, message }) => ruleId !== 'security-defined' || !advice.test(message))
    .map((problem) => describe(core, problem))
    .map((problem) => (problem.file === root ? { ...problem, file: given.path } : problem))
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)
}

async function lintText(
  core: Core,
  { text, root }: { text: string; root: string },
): Promise<NormalizedProblem[]> {
  const config = await core.createConfig({ rules })
  const resolver = new core.BaseResolver(config.resolve)
  stayInside(resolver, dirname(root))
  return core.lintDocument({
    document: core.makeDocumentFromString(text, root),
    config: config.styleguide,
    externalRefResolver: resolver,
  })
}

/** Redocly would fetch what a `$ref` names, from anywhere. */
function stayInside(resolver: BaseResolver, folder: string): void {
  const load = resolver.loadExternalRef.bind(resolver)
  resolver.loadExternalRef = async (reference) => {
    if (reference.startsWith(folder + sep)) return load(reference)
    throw new Error(`${reference} is outside the folder of the document`)
  }
}

function describe(
  core: Core,
  { ruleId, severity, message, location }: NormalizedProblem,
): LintProblem {
  const [first] = location
  const place = first === undefined ? undefined : core.getLineColLocation(first)
  return {
    rule: ruleId,
    severity: severity === 'error' && !withoutEffect.test(message) ? 'error' : 'warning',
    message: message.replaceAll(/\s*\n\s*/g, ' '),
    pointer: (first?.pointer ?? '').replace(/^#\/?$|^#/, ''),
    file: first?.source.absoluteRef ?? '',
    line: place?.start.line ?? 1,
    column: place?.start.col ?? 1,
  }
}
