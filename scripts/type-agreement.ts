// Holds the generated types against samples: which values the compiler takes for each component schema.
import ts from 'typescript'
import { componentNames } from '../src/codegen/components.ts'
import { typesText } from '../src/codegen/types.ts'
import type { Contract } from '../src/contract/contract.ts'
import type { Json } from '../src/contract/json.ts'
import { ToolError } from '../src/errors.ts'
import type { InvalidSample } from '../src/samples/sample.ts'
import { samplesOf } from '../src/samples/samples.ts'

/** A sample of a component schema, and what the compiler says to it; undefined if it takes it. */
export type Trial = {
  schema: string
  value: Json
  /** Undefined for a sample that obeys. */
  broken: InvalidSample | undefined
  refusal: string | undefined
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  types: [],
}

function samplesOfAll(contract: Contract): Omit<Trial, 'refusal'>[] {
  const options = { contract, direction: 'request', seed: 1, resolve: () => undefined } as const
  return [...componentNames(contract.document).keys()].flatMap((schema) => {
    const { valid, invalid } = samplesOf(`/components/schemas/${schema}`, options)
    return [
      ...valid.map(({ value }) => ({ schema, value, broken: undefined })),
      ...invalid.map((broken) => ({ schema, value: broken.value, broken })),
    ]
  })
}

/** The first complaint about each line of a text that uses the types. */
function complaints(types: string, use: string): ReadonlyMap<number, string> {
  const texts = new Map([
    ['/agreement/types.ts', types],
    ['/agreement/use.ts', use],
  ])
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.directoryExists = (path) => path.startsWith('/agreement') || ts.sys.directoryExists(path)
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path)
    return text === undefined ? undefined : ts.createSourceFile(path, text, target)
  }
  const program = ts.createProgram([...texts.keys()], options, host)
  const found = new Map<number, string>()
  for (const { file, start, messageText } of ts.getPreEmitDiagnostics(program)) {
    const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0
    const known = file?.fileName === '/agreement/use.ts' ? line : -1
    if (!found.has(known)) found.set(known, ts.flattenDiagnosticMessageText(messageText, ' '))
  }
  return found
}

/** Every sample of every component schema, written as a literal where a value of its type is due. */
export function tryTypes(contract: Contract): Trial[] {
  const samples = samplesOfAll(contract)
  const lines = samples.map(
    ({ schema, value }, index) =>
      `export const v${index}: components['schemas'][${JSON.stringify(schema)}] = ${JSON.stringify(value)}`,
  )
  const use = [`import type { components } from './types.ts'`, ...lines].join('\n')
  const found = complaints(typesText(contract), use)
  const [broken] = [found.get(-1), found.get(0)].filter((each) => each !== undefined)
  if (broken !== undefined) {
    const hint = 'Generate the types and look at what the compiler says to them.'
    throw new ToolError('E_CONTRACT', `The types of ${contract.path} do not compile: ${broken}`, {
      hint,
    })
  }
  return samples.map((sample, index) => ({ ...sample, refusal: found.get(index + 1) }))
}

/** Constraints that the types do not express: the compiler takes a value that breaks one. */
export function weakerTypes(contract: Contract): { pointer: string; hows: readonly string[] }[] {
  const found = new Map<string, Set<string>>()
  for (const { broken, refusal } of tryTypes(contract)) {
    if (broken === undefined || refusal !== undefined) continue
    const hows = found.get(broken.breaks) ?? new Set<string>()
    found.set(broken.breaks, hows.add(broken.how))
  }
  return [...found].map(([pointer, hows]) => ({ pointer, hows: [...hows] }))
}
