// Values whose discriminator names another form than the one that they have (OpenAPI 3.1 §4.8.25).
import { discriminated } from '../contract/branch.ts'
import type { Contract } from '../contract/contract.ts'
import { applySchema, evaluate } from '../contract/evaluate.ts'
import { at, isObject, type Json, member, tokens } from '../contract/json.ts'
import { localPointer } from '../contract/members.ts'
import type { Visit } from '../contract/schema-node.ts'
import type { Answer } from './answer.ts'
import { answering, bytesOf, type Flaw } from './flaw.ts'

/** Whether a schema, or any that it leads to, has forms that a discriminator names. */
export function reachesForms({ document }: Contract, pointer: string): boolean {
  const seen = new Set<Json>()
  const waiting = [at(document, pointer) ?? null]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    waiting.push(...Object.values(next))
    if (!isObject(next)) continue
    const { discriminator, oneOf, anyOf, $ref } = next
    const isChoice = [oneOf, anyOf].some((each) => Array.isArray(each) && each.length > 1)
    if (isObject(discriminator) && isChoice) return true
    const target = localPointer($ref)
    if (target !== undefined) waiting.push(at(document, target) ?? null)
  }
  return false
}

/** A value with another one at a place. */
function replaced(value: Json, path: readonly string[], other: Json): Json {
  const [token, ...rest] = path
  if (token === undefined) return other
  if (Array.isArray(value)) {
    return value.map((each, index) =>
      String(index) === token ? replaced(each, rest, other) : each,
    )
  }
  return isObject(value)
    ? { ...value, [token]: replaced(value[token] ?? null, rest, other) }
    : value
}

/** What a discriminator may say: the keys of its mapping, and the names of the branches. */
function tagsOf(visit: Visit, keyword: 'oneOf' | 'anyOf'): string[] {
  const mapping = member(visit.schema.discriminator, 'mapping')
  const branches = visit.schema[keyword]
  const names = (Array.isArray(branches) ? branches : []).flatMap((branch) => {
    const reference = member(branch, '$ref')
    return typeof reference === 'string' ? [reference.replace(/^.*\//, '')] : []
  })
  return [...Object.keys(isObject(mapping) ? mapping : {}), ...names]
}

/** Objects of one form with the tag of another, where their own form has nothing against that. */
function* misnamed(contract: Contract, visit: Visit, keyword: 'oneOf' | 'anyOf') {
  const { schema, value, pointer } = visit
  const property = member(schema.discriminator, 'propertyName')
  const branches = schema[keyword]
  if (typeof property !== 'string' || !Array.isArray(branches) || !isObject(value)) return
  const obeyed = (wrong: Json) =>
    [...branches.keys()].filter((branch) => {
      const options = { ...contract, direction: 'response' } as const
      return applySchema(options, `${pointer}/${keyword}/${branch}`, wrong).faults.length === 0
    })
  for (const tag of tagsOf(visit, keyword)) {
    const wrong = { ...value, [property]: tag }
    const named = discriminated({ schema, value: wrong }, keyword)
    const forms = named === undefined ? [] : obeyed(wrong)
    // With no form at all, or with several, it is wrong in another way; with the named one, it is right.
    if (named === undefined || forms.length !== 1 || forms.includes(named)) continue
    yield { wrong, branch: `${pointer}/${keyword}/${named}`, tag }
  }
}

/** Flaws made from one valid value. */
export function* formFlaws(contract: Contract, answer: Answer, value: Json): Generator<Flaw> {
  const { media, exchange } = answer
  if (media?.schema === undefined) return
  const { visits } = evaluate({ ...contract, direction: 'response' }, media.schema, value)
  for (const visit of visits) {
    if (visit.tentative || visit.schema.discriminator === undefined) continue
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      for (const { wrong, branch, tag } of misnamed(contract, visit, keyword)) {
        const whole = replaced(value, tokens(visit.at), wrong)
        const breaks = `${visit.pointer}/discriminator`
        yield {
          exchange: answering(exchange, { body: bytesOf(JSON.stringify(whole)) }),
          breaks,
          constraint: `${breaks} ${branch}`,
          at: `/response/body${visit.at}`,
          how: `the name of another form, ${JSON.stringify(tag)}`,
          rule: 'discriminator',
          severity: 'warning',
          value: tag,
        }
      }
    }
  }
}
