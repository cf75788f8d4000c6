// Standalone validators of a contract: one ES module without imports, and its declarations.
import type { Contract } from '../contract/contract.ts'
import { join } from '../contract/json.ts'
import type { Direction } from '../contract/schema-node.ts'
import { validatorsRuntime } from '../generated/runtime-source.ts'
import { componentNames } from './components.ts'
import { exportsText, leanContractText, localNames } from './contract-text.ts'
import { requestSchemas, responseSchemas } from './judged-document.ts'

const local = localNames(validatorsRuntime)
const runtime = (name: string) => validatorsRuntime.names[name] ?? name

/** The text of `validators.js` below its header. */
export function validatorsText(contract: Contract): string {
  const guards = guardsOf(contract)
  return [
    validatorsRuntime.source,
    leanContractText(validatorsRuntime, contract),
    '/** Whether the judge would find nothing in an answer; a no only means that it has to be judged. */',
    `function ${local('isCleanAnswer')}(exchange, known) {`,
    `  return ${runtime('isClean')}(contract, exchange, known)`,
    '}',
    '',
    ...guards.map(guardText),
    exportsText(['isCleanAnswer', ...guards.map(({ guard }) => guard)], local),
  ].join('\n')
}

/** The text of `validators.d.ts` below its header. */
export function validatorTypesText(contract: Contract): string {
  const guards = guardsOf(contract).map(({ type, guard, name }) => {
    return `/** Whether a value obeys the schema ${comment(name)}. */\nexport declare function ${guard}(value: unknown): value is types.${type}\n`
  })
  return [
    `import type { Exchange } from './judge.js'`,
    `import type * as types from './types.js'`,
    '',
    '/**',
    ' * Whether the judge would find nothing at all in an answer, warnings included. A no is no verdict: it means',
    ' * that the answer has to be judged. `operation` is `GET /path/{id}`, `path` has the values in the path.',
    ' */',
    'export declare function isCleanAnswer(',
    '  exchange: Exchange,',
    '  known: { operation: string; path: Readonly<Record<string, unknown>> },',
    '): boolean',
    '',
    ...guards,
  ].join('\n')
}

type Guard = { name: string; type: string; guard: string; direction: Direction }

/** One guard for each component schema, in document order. */
function guardsOf(contract: Contract): Guard[] {
  const [asked, answered] = [requestSchemas(contract), responseSchemas(contract)]
  return [...componentNames(contract.document)].map(([name, type]) => {
    const pointer = join('/components/schemas', name)
    return {
      name,
      type,
      // The one other export must keep its name.
      guard: type === 'CleanAnswer' ? 'isCleanAnswer$' : `is${type}`,
      // What only requests carry is judged as a request: there, `writeOnly` members are due.
      direction: asked.has(pointer) && !answered.has(pointer) ? 'request' : 'response',
    }
  })
}

function guardText({ name, guard, direction }: Guard): string {
  const place = `{ pointer: ${JSON.stringify(join('/components/schemas', name))}, direction: '${direction}' }`
  return `function ${local(guard)}(value) {\n  return ${runtime('obeys')}(contract, ${place}, value)\n}\n`
}

function comment(text: string): string {
  return text.replaceAll('*/', '*\\/').replaceAll(/[\r\n\u2028\u2029]+/g, ' ')
}
