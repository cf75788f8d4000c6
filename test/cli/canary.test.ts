// Drives a run with a fake key through a provider that gives it back everywhere, and searches all that is left.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { serve } from '../../src/adapters/serve.ts'
import type { Report } from '../../src/report.ts'
import { findCanary, givesAway } from './canary.ts'
import { run } from './command-line.ts'

const key = 'canary/key+4c2e"for&tests'
const pin = 'canary-pin-90210'

const contract = `
openapi: 3.1.0
info: {title: Echo, version: '1'}
security: [{key: []}]
paths:
  /echoes/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      parameters: [{name: pin, in: query, schema: {type: string, format: password}}]
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                additionalProperties: false
                properties: {a: {type: string, maxLength: 10}, b: {enum: [c]}, d: {type: object}}
        '400': {description: d}
        '401': {description: d}
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
  schemas: {Login: {properties: {authToken: {type: string, writeOnly: true}}}}
`

const folder = mkdtempSync(join(tmpdir(), 'canary-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'echo.yaml'), contract)

/** Every form that a careless server may give a secret. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    bytes.toString('base64'),
    Buffer.from(`x:${secret}`).toString('base64url'),
    bytes.toString('hex'),
    JSON.stringify({ secret }),
    secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    `${secret.slice(0, 9)}\n    ${secret.slice(9)}`,
  ]
}

/** A different shape for each request, so that every part of an answer has every form once. */
function echo(request: Request, turn: number): Response {
  const { searchParams } = new URL(request.url)
  const sent = [
    request.headers.get('authorization')?.slice(7),
    searchParams.get('pin'),
    request.url,
  ]
  const texts = sent.flatMap((each) => formsOf(each ?? 'none'))
  const text = texts[turn % texts.length] ?? ''
  const headers = {
    'content-type': turn % 5 === 4 ? 'text/plain' : 'application/json',
    'x-echo': encodeURIComponent(texts.join()),
    'set-cookie': `session=${Buffer.from(texts.join()).toString('hex')}; Path=/`,
    location: `/?next=${encodeURIComponent(text)}`,
  }
  const body = { a: text, b: texts, [text]: 1, d: { authToken: text, log: JSON.stringify(texts) } }
  const whole = JSON.stringify(body)
  const status = [200, 200, 500, 302][turn % 4] ?? 200
  return new Response(turn % 7 === 6 ? whole.slice(0, -9) : whole, { status, headers })
}

/** All that a report says of the traffic, but for what only a Markdown report asks for. */
function said(path: string) {
  const { findings, unchecked, inconclusive = [] }: Report = JSON.parse(readFileSync(path, 'utf8'))
  return { findings: findings.map(({ witness, ...told }) => told), unchecked, inconclusive }
}

const formats = ['terminal', 'json', 'markdown']

describe('a run with a key that comes back everywhere', () => {
  it('leaves it nowhere, and its recording is judged as the run was', async () => {
    let turn = 0
    const { url, close } = await serve(async (request) => echo(request, turn++))
    const at = ['--contract', 'echo.yaml']
    const env = { BLACKBOX_API_KEY: key }
    const outputs: Record<string, string> = {}
    for (const round of [4, 6]) {
      turn = round * 5
      const out = join(folder, String(round))
      mkdirSync(out)
      const reports = formats.map((format) => `--report=${format}=${round}/run.${format}`)
      const asked = ['--url', url, '--param', 'id=5', '--param', `pin=${pin}`, '--rate', '1000']
      const kept = ['--record', `${round}/run.har`, '--debug', '--report', 'terminal=-']
      const verified = await run({
        ...{ argv: ['verify', ...at, ...asked, ...kept, ...reports], env, cwd: folder },
        stderrColumns: 200,
      })
      expect(verified.exitCode).toBe(1)
      const again = ['check', ...at, `${round}/run.har`, '--base-url', url]
      const checked = await run({
        argv: [...again, '--report', `json=${round}/check.json`],
        ...{ env: {}, cwd: folder },
      })
      expect(checked.exitCode).toBe(1)
      outputs[`${round} verify`] = verified.stdout + verified.stderr
      outputs[`${round} check`] = checked.stdout + checked.stderr
      expect(said(join(out, 'check.json'))).toEqual(said(join(out, 'run.json')))
    }
    await close()
    expect(turn).toBeGreaterThan(8)
    for (const secret of [key, pin]) expect(findCanary(secret, { outputs, folder })).toEqual([])
  }, 30_000)
})

describe('the search for a canary', () => {
  it.each(formsOf(key).map((form): [string] => [form]))('finds %s', (form) => {
    expect(givesAway(`before ${form} after`, key)).toBe(true)
    expect(givesAway(JSON.stringify({ text: form }), key)).toBe(true)
  })

  it('finds nothing where there is nothing', () => {
    expect(givesAway('canary-key 4c2e for tests [masked]', key)).toBe(false)
  })

  it('names files and outputs, and files by their names', () => {
    const place = join(folder, 'planted')
    mkdirSync(place)
    writeFileSync(join(place, 'a.bin'), Buffer.concat([Buffer.of(0xff), Buffer.from(pin)]))
    writeFileSync(join(place, `${pin}.txt`), '')
    writeFileSync(join(place, 'b.txt'), 'nothing')
    const found = findCanary(pin, { outputs: { stdout: pin, stderr: 'nothing' }, folder: place })
    expect(found.sort()).toEqual(['a.bin', `${pin}.txt`, 'stdout'])
    rmSync(place, { recursive: true })
  })
})
