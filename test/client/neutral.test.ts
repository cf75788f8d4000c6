// Tests that the client needs nothing of Node: bundled, in a context that has web globals only, and in a browser.
import { existsSync } from 'node:fs'
import { createContext, Script } from 'node:vm'
import { chromium } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { CHROMIUM } from '../corpus/browser.ts'
import { ID, KEY, provider, TWILIO, withServer } from './answers.ts'
import { bundle, bundledPackages } from './bundle.ts'

/** Runs beside the bundle, in whatever place: what comes of a few calls, as JSON. */
async function calls(
  api: typeof import('../../src/index.ts'),
  given: {
    key: string
    path: typeof TWILIO
    id: string
    baseUrl: string
    answers: readonly string[]
  },
): Promise<string> {
  const shown: unknown[] = []
  for (const validate of ['throw', 'report', 'off'] as const) {
    for (const answer of given.answers) {
      const client = api.createClient({
        apiKey: given.key,
        baseUrl: `${given.baseUrl}/${answer}`,
        validate,
        onViolation: (findings) => shown.push(findings.map(({ rule, at }) => `${rule} ${at}`)),
      })
      try {
        const { data, response } = await client.PUT(given.path, {
          params: { path: { id: given.id } },
          body: { name: 'x' },
        })
        shown.push([validate, answer, response.status, data?.accountSid?.length])
      } catch (error) {
        shown.push([validate, answer, error instanceof api.ContractViolationError])
      }
    }
  }
  shown.push(api.isAccountSid(`AC${'0'.repeat(32)}`), api.isAccountSid('AC'))
  return JSON.stringify(shown)
}

const broken = ['response-schema /response/body/accountSid']
const empty = ['body-readable /response/body']
const wanted = [
  ['throw', 'clean', 200, 34],
  broken,
  ['throw', 'broken', true],
  empty,
  ['throw', 'empty', true],
  ['report', 'clean', 200, 34],
  broken,
  ['report', 'broken', 200, null],
  empty,
  ['report', 'empty', 200, null],
  ['off', 'clean', 200, 34],
  ['off', 'broken', 200, null],
  ['off', 'empty', 200, null],
  true,
  false,
]

function bodyFor(url: string): string {
  if (url.startsWith('/clean/')) return JSON.stringify(provider)
  return url.startsWith('/broken/') ? JSON.stringify({ ...provider, accountSid: undefined }) : ''
}

const all = ['clean', 'broken', 'empty']
const given = { key: KEY, path: TWILIO, id: ID } as const

describe('the bundle', () => {
  it('brings one package, and nothing of what the command line needs', async () => {
    expect(await bundledPackages()).toEqual(['openapi-fetch'])
  })

  it('names nothing of Node, and makes no code from text', async () => {
    // openapi-fetch asks whether there is a `process`, and does without.
    const text = [...(await bundle('esm', ['openapi-fetch'])).values()].join('\n')
    const found = /['"]node:|\bprocess\b|\bBuffer\b|\brequire\(|\beval\(|\bnew Function\b/.exec(
      text,
    )
    expect(found?.[0]).toBe(undefined)
    expect(text).toContain('createClient')
  })

  it('works among web globals alone, where text cannot become code', async () => {
    const web = { AbortSignal, FormData, Headers, Request, Response, TextDecoder, TextEncoder }
    const globals = { ...web, URL, URLSearchParams, atob, btoa, fetch }
    const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } })
    expect(() => new Script(`new Function('return 1')`).runInContext(context)).toThrow('disallowed')
    const [script = ''] = (await bundle('iife')).values()
    new Script(script).runInContext(context)
    await withServer(
      (request, response) => {
        response.setHeader('content-type', 'application/json').end(bodyFor(request.url ?? ''))
      },
      async (baseUrl) => {
        const program = `(${calls})(api, ${JSON.stringify({ ...given, baseUrl, answers: all })})`
        const shown: unknown = await new Script(program).runInContext(context)
        expect(JSON.parse(String(shown))).toEqual(wanted)
      },
    )
  })
})

/** What a page makes of a few calls, and the scripts that it has loaded for them. */
async function inBrowser(files: ReadonlyMap<string, string>, answers: readonly string[]) {
  const loaded = new Set<string>()
  let shown: unknown
  await withServer(
    (request, response) => {
      const url = request.url ?? ''
      const script = files.get(url)
      if (script !== undefined) loaded.add(url)
      const isPage = url === '/'
      const type = isPage ? 'text/html' : 'application/json'
      response.setHeader('content-type', script === undefined ? type : 'text/javascript')
      response.setHeader('content-security-policy', "default-src 'self'")
      response.end(script ?? (isPage ? '<!doctype html><title>test</title>' : bodyFor(url)))
    },
    async (baseUrl) => {
      const browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      })
      try {
        const page = await browser.newPage()
        await page.goto(baseUrl)
        const argument = JSON.stringify({ ...given, baseUrl, answers })
        const program = `import('/index.js').then((api) => (${calls})(api, ${argument}))`
        shown = JSON.parse(await page.evaluate<string>(program))
      } finally {
        await browser.close()
      }
    },
  )
  return { shown, loaded }
}

const missing = existsSync(CHROMIUM) ? '' : ` (skipped: there is no ${CHROMIUM})`

describe.skipIf(missing !== '')(`in a browser${missing}`, () => {
  it('works where a policy forbids code from text', async () => {
    const files = await bundle('esm')
    const { shown, loaded } = await inBrowser(files, all)
    expect(shown).toEqual(wanted)
    expect(loaded).toEqual(new Set(files.keys()))
  })

  it('loads no judge as long as answers are clean', async () => {
    const files = await bundle('esm')
    const { shown, loaded } = await inBrowser(files, ['clean'])
    expect(shown).toEqual(wanted.filter((each) => !Array.isArray(each) || each[1] === 'clean'))
    const left = [...files.keys()].filter((path) => !loaded.has(path))
    expect(left).toEqual([expect.stringMatching(/^\/judge-/)])
  })
})
