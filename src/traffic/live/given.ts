// The values that the caller gives for parameters of live probes: found by name, checked, written out.
import type { Contract, Operation, Parameter } from '../../contract/contract.ts'
import { at } from '../../contract/json.ts'
import { schemasInPlace } from '../../contract/members.ts'
import { nearest } from '../../contract/nearest.ts'
import { ToolError } from '../../errors.ts'
import { writtenText } from '../parameter-text.ts'
import { sampleValue } from '../sample-value.ts'
import { isAllowed, isSegment, type Texts, textOf } from './values.ts'

function isList({ document }: Contract, { schema }: Parameter): boolean {
  const held = schema === undefined ? undefined : at(document, schema)
  return schemasInPlace(document, held ?? true).some(({ type }) => [type].flat().includes('array'))
}

function givenKey({ parameters }: Texts, { id }: Operation, name: string): string | undefined {
  return [`${id}.${name}`, name].find((key) => parameters.has(key))
}

/**
 * The text of a parameter that was given, or of which the contract leaves no choice; undefined where neither is so.
 * @throws {ToolError} E_USAGE where the contract does not allow what was given. It is not repeated.
 */
export function knownText(
  texts: Texts,
  operation: Operation,
  parameter: Parameter,
): string | undefined {
  const { contract, parameters } = texts
  const key = givenKey(texts, operation, parameter.name)
  if (key === undefined) return parameter.required ? onlyText(contract, parameter) : undefined
  const given = parameters.get(key) ?? ''
  // A list is given as its items, with commas between.
  const values = isList(contract, parameter) ? [given.split(','), given] : [given]
  const written = values.map((value) => writtenText(parameter, value))
  const fits = written.find((text) => {
    const isWhole = text !== undefined && (parameter.in !== 'path' || isSegment(text))
    return isWhole && isAllowed(contract, parameter, text)
  })
  if (fits !== undefined) return fits
  const { line, file } = contract.locate(parameter.pointer) ?? { file: contract.path, line: 0 }
  const place = line > 0 ? `${file}:${line}` : file
  throw new ToolError('E_USAGE', `--param ${key} has a value that the contract does not allow.`, {
    hint: `${place} says what ${operation.key} takes there.`,
  })
}

/** The one value that the contract allows. */
function onlyText(contract: Contract, parameter: Parameter): string | undefined {
  const { schema, pointer: holder } = parameter
  if (schema === undefined) return undefined
  const schemas = schemasInPlace(contract.document, at(contract.document, schema) ?? true)
  const isOne = schemas.some(
    (each) => each.const !== undefined || (Array.isArray(each.enum) && each.enum.length === 1),
  )
  const value = isOne ? sampleValue(contract, { holder, schema }) : undefined
  return value === undefined ? undefined : textOf(contract, parameter, value)
}

/** @throws {ToolError} E_USAGE where a parameter was given that no operation has. */
export function checkGiven(texts: Texts): void {
  const { contract, parameters } = texts
  const all = contract.operations.flatMap((operation) =>
    operation.parameters.flatMap(({ name }) => [name, `${operation.id}.${name}`]),
  )
  const unknown = [...parameters.keys()].find((key) => !all.includes(key))
  if (unknown === undefined) return
  const named = JSON.stringify(unknown.slice(0, 60))
  const near = nearest(unknown, all)
  throw new ToolError('E_USAGE', `${contract.path} has no parameter ${named}.`, {
    hint:
      near === undefined
        ? 'Write --param NAME=VALUE, or --param OPERATIONID.NAME=VALUE.'
        : `Did you mean '${near}'?`,
  })
}
