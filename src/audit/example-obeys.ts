// Rule: every example in the contract obeys the schema beside it.
import { faultArgs, faultWords } from '../checks/words.ts'
import type { Contract } from '../contract/contract.ts'
import { type Evaluation, evaluate } from '../contract/evaluate.ts'
import { at, isObject, type Json, type JsonObject, join, member, tokens } from '../contract/json.ts'
import { localPointer } from '../contract/members.ts'
import type { Direction } from '../contract/schema-node.ts'
import { type WalkedPart, walkDocument } from '../contract/walk.ts'
import { breach, type ContractRule } from './contract-rule.ts'

type Example = { pointer: string; value: Json; schema: string; directions: readonly Direction[] }

const requestParts = ['requestBody', 'requestBodies', 'parameters']

/**
 * Where a message travels decides which members are due; elsewhere an example may be of either kind. The
 * first part decides: below it stand schemas, whose properties may have the same names.
 */
function directionsOf(pointer: string): readonly Direction[] {
  const both: readonly Direction[] = ['request', 'response']
  if (pointer.startsWith('/components/schemas/')) return both
  const part = tokens(pointer).find((name) => name === 'responses' || requestParts.includes(name))
  if (part === undefined) return both
  return [part === 'responses' ? 'response' : 'request']
}

/** The named examples of a part: Example Objects, each in place or by reference. */
function namedExamples(document: JsonObject, part: WalkedPart): { pointer: string; value: Json }[] {
  const { examples } = part.value
  if (!isObject(examples)) return []
  return Object.keys(examples).flatMap((name) => {
    const pointer = join(join(part.pointer, 'examples'), name)
    const target = localPointer(member(examples[name], '$ref'))
    const holder = target ?? pointer
    const value = member(at(document, holder), 'value')
    return value === undefined ? [] : [{ pointer: join(holder, 'value'), value }]
  })
}

function schemaExamples({
  value: schema,
  pointer,
}: WalkedPart): { pointer: string; value: Json }[] {
  const list = Array.isArray(schema.examples) ? schema.examples : []
  const single = ['example', 'default'].filter((name) => schema[name] !== undefined)
  return [
    ...list.map((value, index) => ({ pointer: `${pointer}/examples/${index}`, value })),
    ...single.map((name) => ({ pointer: `${pointer}/${name}`, value: schema[name] ?? null })),
  ]
}

const holders = ['MediaType', 'Parameter', 'Header']

function* examplesOf(document: JsonObject): Generator<Example> {
  for (const part of walkDocument(document)) {
    const { kind, value, pointer } = part
    const directions = directionsOf(pointer)
    if (kind === 'Schema') {
      for (const each of schemaExamples(part)) yield { ...each, schema: pointer, directions }
    }
    if (!holders.includes(kind) || value.schema === undefined) continue
    const own =
      value.example === undefined ? [] : [{ pointer: `${pointer}/example`, value: value.example }]
    const schema = join(pointer, 'schema')
    for (const each of [...own, ...namedExamples(document, part)])
      yield { ...each, schema, directions }
  }
}

/** The outcome in the direction that suits the example best. */
function judgeExample(contract: Contract, { schema, value, directions }: Example): Evaluation {
  const outcomes = directions.map((direction) =>
    evaluate({ ...contract, direction }, schema, value),
  )
  const [best] = outcomes.sort((a, b) => a.faults.length - b.faults.length)
  return best ?? { faults: [], gaps: [], visits: [] }
}

export const exampleObeys: ContractRule = {
  id: 'example-obeys',
  title: 'Example obeys its schema',
  why: 'Mocks and readers take examples at their word; one that breaks the schema contradicts the contract.',
  severity: 'error',
  message: ({ place, ...args }) =>
    `the example${place === '' ? '' : ` at ${place}`} ${faultWords(args)}`,
  *run({ contract }) {
    // Many operations may share an example, by equal schemas at that, and it is still wrong once.
    const told = new Set<string>()
    for (const example of examplesOf(contract.document)) {
      const { pointer } = example
      const { faults, gaps } = judgeExample(contract, example)
      for (const fault of faults) {
        const key = `${pointer}${fault.at} ${fault.keyword}`
        if (told.has(key)) continue
        told.add(key)
        const args = { place: fault.at, ...faultArgs(fault), schema: fault.pointer }
        yield breach(pointer + fault.at, args)
      }
      for (const gap of gaps) {
        const key = `${pointer}${gap.at} ${gap.pointer} ${gap.reason}`
        // Where the contract is at fault, the rule about keywords says so.
        if (gap.contractFault || told.has(key)) continue
        told.add(key)
        yield { kind: 'unchecked', ...gap, at: pointer + gap.at }
      }
    }
  },
}
