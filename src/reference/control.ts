// What steers the reference provider and is no part of the API: Pact's provider states, and the faults.
import type { Hono } from 'hono'
import { type Json, member } from '../contract/json.ts'
import { isToolError } from '../errors.ts'
import { type Answer, jsonAnswer, plainProblem, toResponse } from './answer.ts'
import { type FaultName, faultNamed, faultNames, faults } from './faults.ts'
import { readJsonBody } from './json-body.ts'
import type { Reference } from './operations.ts'
import { changeState } from './provider-state.ts'

/** Where Pact's verifier asks for provider states. */
export const statesPath = '/_pact/provider-states'

/** Where faults are listed and switched: `{"faults": ["NAME"]}`. */
export const faultsPath = '/_faults'

/** After all methods that a path has (RFC 9110 §15.5.6). */
export function refuseOtherMethods(app: Hono, path: string, methods: readonly string[]): void {
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  app.all(path, ({ req }) => {
    const detail = `There is no ${req.method.slice(0, 20)} here.`
    const problem = plainProblem(405, 'Method Not Allowed', detail)
    return toResponse({ ...problem, headers: { ...problem.headers, allow: allow.join(', ') } })
  })
}

const refused = (detail: string) => plainProblem(400, 'Bad Request', detail)

async function answerState({ store, on }: Reference, request: Request): Promise<Answer> {
  const body = await readJsonBody(request)
  if ('wrong' in body) return refused(body.wrong)
  const wrong = on.has('ignores-states') ? undefined : changeState(store, body.value)
  return wrong === undefined ? jsonAnswer(200, {}) : refused(wrong)
}

function listFaults({ on }: Reference): Answer {
  const rows = faultNames.map((name) => ({ name, summary: faults[name].summary, on: on.has(name) }))
  return jsonAnswer(200, rows)
}

function faultsIn(wanted: Json | undefined): FaultName[] | string {
  const isList = Array.isArray(wanted) && wanted.every((name) => typeof name === 'string')
  if (!isList) return 'The body is {"faults": ["NAME"]}; an empty list switches all off.'
  try {
    return wanted.map((name) => faultNamed(String(name)))
  } catch (error) {
    if (!isToolError(error)) throw error
    return `${error.message} ${error.hint}`
  }
}

async function switchFaults(reference: Reference, request: Request): Promise<Answer> {
  const body = await readJsonBody(request)
  if ('wrong' in body) return refused(body.wrong)
  const names = faultsIn(member(body.value, 'faults'))
  if (typeof names === 'string') return refused(names)
  reference.on.clear()
  for (const name of names) reference.on.add(name)
  return listFaults(reference)
}

/** Adds both paths to an app. */
export function serveControl(app: Hono, reference: Reference): void {
  app.post(statesPath, async ({ req }) => toResponse(await answerState(reference, req.raw)))
  refuseOtherMethods(app, statesPath, ['POST'])
  app.get(faultsPath, () => toResponse(listFaults(reference)))
  app.post(faultsPath, async ({ req }) => toResponse(await switchFaults(reference, req.raw)))
  refuseOtherMethods(app, faultsPath, ['GET', 'POST'])
}
