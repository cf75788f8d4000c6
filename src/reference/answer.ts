// What the reference provider answers, before and after it becomes a Response.
import type { Json, JsonObject } from '../contract/json.ts'

export type Answer = {
  status: number
  headers: Readonly<Record<string, string>>
  text: string
}

// Statuses that a Response refuses to have a body with (Fetch §6.4).
const bodiless = [204, 205, 304]

export function jsonAnswer(status: number, body: Json): Answer {
  const headers = { 'content-type': 'application/json' }
  return { status, headers, text: JSON.stringify(body) }
}

export function problemAnswer(problem: JsonObject, status: number): Answer {
  const headers = { 'content-type': 'application/problem+json' }
  return { status, headers, text: JSON.stringify(problem) }
}

/** A problem that the contract has no example of (RFC 9457). */
export function plainProblem(status: number, title: string, detail: string): Answer {
  return problemAnswer({ type: 'about:blank', title, status, detail }, status)
}

export function toResponse({ status, headers, text }: Answer): Response {
  const body = bodiless.includes(status) ? null : new TextEncoder().encode(text)
  return new Response(body, { status, headers })
}
