// One planted fault turns exactly its stage red: in the contract, in a generated file, in the mock's answer.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isObject, type JsonObject } from '../../src/contract/json.ts'
import { run } from './command-line.ts'
import { copyWorkshop, edit, openWorkshop, runGate, type Workshop } from './gate-workshop.ts'

const patience = 60_000
let sound: Workshop

beforeAll(async () => {
  sound = await openWorkshop()
}, patience)
afterAll(() => sound.remove())

/** Runs a test on a copy that it may break. */
async function onCopy(work: (copy: Workshop) => Promise<void>): Promise<void> {
  const copy = copyWorkshop(sound)
  try {
    await work(copy)
  } finally {
    copy.remove()
  }
}

describe('a fault in the contract', () => {
  type Edit = [from: string | RegExp, to: string]
  test.each<[string, { given: Edit; want: [rule: string, place: RegExp] }]>([
    [
      'an example that breaks its schema',
      {
        given: ['accountSid: ACaaaa', 'accountSid: TKaaaa'],
        want: ['example-obeys', /^\/components\/examples\/VerifiedProvider\/value\/accountSid$/],
      },
    ],
    [
      'an example without a required member',
      {
        given: [/(NeverVerifiedProvider:\n.*\n.*\n) +name: null\n/, '$1'],
        want: ['example-obeys', /NeverVerifiedProvider\/value\/name$/],
      },
    ],
    [
      'a pattern that is not ECMAScript',
      {
        given: ['pattern: ^TK[a-f0-9]{32}$', 'pattern: ^TK(?i)[a-f0-9]{32}'],
        want: ['keyword-understood', /TrunkSid\/pattern$/],
      },
    ],
    [
      'a misspelt type',
      {
        given: ['type: boolean\n\n    Provider:', 'type: bool\n\n    Provider:'],
        want: ['keyword-understood|openapi-valid', /supportsCallTransfer\/type$/],
      },
    ],
    [
      'a misspelt keyword',
      {
        given: ['required: [name, providerType, accountSid]', 'requird: [name, providerType]'],
        want: ['openapi-valid', /TwilioProvider\/requird$/],
      },
    ],
    [
      'a limit that is no number',
      {
        given: ['maxLength: 100', "maxLength: '100'"],
        want: [
          'keyword-understood|openapi-valid',
          /TwilioProviderUpdate\/properties\/name\/maxLength$/,
        ],
      },
    ],
    [
      'missing evidence',
      {
        given: [/(title: Twilio SIP trunk SID\n.*\n) +x-evidence: prose\n/, '$1'],
        want: ['evidence-complete', /^\/components\/schemas\/TrunkSid$/],
      },
    ],
    [
      'a missing source',
      {
        given: [/(operationId: getTwilioProvider[\s\S]*?stated\n) +x-source:.*\n/, '$1'],
        want: ['evidence-complete', /^\/paths\/~1api~1v1~1providers~1twilio~1\{id\}\/get$/],
      },
    ],
    [
      'an expression that means nothing',
      {
        given: ['x-equals: $request.path.id', 'x-equals: request.path.id'],
        want: ['extension-understood', /x-equals$/],
      },
    ],
    [
      'an undefined security scheme',
      { given: ['- bearer: []', '- bearr: []'], want: ['openapi-valid', /^\/security\/0\/bearr/] },
    ],
    [
      'a path parameter that is not declared',
      {
        given: ['twilio/{id}/available-numbers', 'twilio/{provider}/available-numbers'],
        want: ['openapi-valid', /available-numbers/],
      },
    ],
    [
      'an operationId that is there twice',
      {
        given: ['operationId: getProvider', 'operationId: getTwilioProvider'],
        want: ['openapi-valid', /^\/paths\/~1api~1v1~1providers~1\{id\}\/get\//],
      },
    ],
  ])(
    '%s',
    (_, { given: [from, to], want: [rule, place] }) =>
      onCopy(async (copy) => {
        edit(copy, 'contract.yaml', (text) => text.replace(from, to))
        const { exitCode, report, stages, stderr } = await runGate(copy)
        expect({ exitCode, stages, stderr }).toEqual({
          exitCode: 1,
          stages: {
            contract: 'fail',
            generated: 'skipped',
            proof: 'skipped',
            mock: 'skipped',
          },
          stderr: '',
        })
        expect(new Set(report.findings.map((finding) => finding.rule)).size).toBeLessThanOrEqual(2)
        expect(rule.split('|')).toContain(report.findings[0]?.rule)
        expect(report.findings.map(({ at }) => at)).toContainEqual(expect.stringMatching(place))
        expect(report.findings[0]?.contract).toMatchObject({
          file: 'contract.yaml',
          line: expect.any(Number),
        })
      }),
    patience,
  )
})

describe('a fault in a generated file', () => {
  const generated = (name: string) => join('generated', name)
  test.each<[string, { given: (copy: Workshop) => unknown; want: RegExp }]>([
    [
      'a byte too many',
      {
        given: (copy) => edit(copy, generated('types.ts'), (text) => `${text} `),
        want: /types\.ts differs/,
      },
    ],
    [
      'a member dropped',
      {
        given: (copy) =>
          edit(copy, generated('types.ts'), (text) =>
            text.replace(/.*\bphoneNumberCount\b.*\n/, ''),
          ),
        want: /types\.ts differs.*phoneNumberCount/,
      },
    ],
    [
      'a file deleted',
      {
        given: ({ folder }) => rmSync(join(folder, 'generated/validators.js')),
        want: /validators\.js is missing/,
      },
    ],
    [
      'a file left over',
      {
        given: (copy) => {
          let text = ''
          edit(copy, generated('types.ts'), (whole) => {
            text = whole
            return `${whole}\n`
          })
          writeFileSync(join(copy.folder, 'generated/types.ts'), text)
          writeFileSync(join(copy.folder, 'generated/old.ts'), text)
        },
        want: /old\.ts is no longer generated/,
      },
    ],
    [
      'a validator weakened',
      {
        given: (copy) =>
          edit(copy, generated('validators.js'), (text) => text.replace('^AC[a-f0-9]{32}$', '^AC')),
        want: /validators\.js differs/,
      },
    ],
    [
      'an empty file',
      {
        given: ({ folder }) => writeFileSync(join(folder, 'generated/types.ts'), ''),
        want: /types\.ts/,
      },
    ],
    [
      'the types of an older contract',
      {
        given: async (copy) => {
          edit(copy, 'contract.yaml', (text) => text.replace('maxLength: 100', 'maxLength: 80'))
          const argv = ['generate', '--contract', 'contract.yaml', '--out', 'generated']
          expect(await run({ argv, cwd: copy.folder })).toMatchObject({ exitCode: 0 })
          edit(copy, 'contract.yaml', (text) => text.replace('maxLength: 80', 'maxLength: 100'))
        },
        want: /TwilioProviderUpdate\.name maxLength changed/,
      },
    ],
  ])(
    '%s',
    (_, { given, want }) =>
      onCopy(async (copy) => {
        await given(copy)
        const { exitCode, report, stages, stderr } = await runGate(copy)
        expect({ exitCode, stages, stderr }).toEqual({
          exitCode: 1,
          stages: { contract: 'pass', generated: 'fail', proof: 'pass', mock: 'pass' },
          stderr: '',
        })
        expect(new Set(report.findings.map(({ rule }) => rule))).toEqual(
          new Set(['generated-fresh']),
        )
        expect(report.findings.map(({ message }) => message).join('\n')).toMatch(want)
        for (const { message } of report.findings) {
          expect(message).toMatch(
            /Run: npx blackbox-contract generate --contract contract\.yaml --out generated$/,
          )
        }
      }),
    patience,
  )
})

type Answer = { status: number; headers: Headers; body: string }

/** A fetch behind which answers are changed: those to requests like one, or all. */
function changing(
  change: (answer: Answer, request: Request) => Partial<Answer>,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const response = await fetch(request)
    const headers = new Headers(response.headers)
    headers.delete('content-encoding')
    headers.delete('content-length')
    const answer: Answer = { status: response.status, headers, body: await response.text() }
    const { status, body } = { ...answer, ...change(answer, request) }
    return new Response(body, { status, headers })
  }
}

/** Changes the object in every answer that has the members of a provider. */
const inProvider = (change: (provider: JsonObject) => void) =>
  changing(({ body }) => {
    const value: unknown = JSON.parse(body === '' ? 'null' : body)
    if (!isObject(value) || value.accountSid === undefined) return {}
    change(value)
    return { body: JSON.stringify(value) }
  })

const refused = (request: Request) =>
  !request.headers.has('authorization') || request.url.includes('not%20a%20valid')

describe('a fault in an answer of the mock', () => {
  const one = ['--operation', 'GET /api/v1/providers/twilio/{id}', '--skip', 'proof']
  test.each<[string, { given: typeof globalThis.fetch; want: [rule: string, place: string] }]>([
    [
      'a required member dropped',
      {
        given: inProvider((provider) => delete provider.accountSid),
        want: ['response-schema', '/response/body/accountSid'],
      },
    ],
    [
      'a SID of another kind',
      {
        given: inProvider((provider) => {
          provider.accountSid = String(provider.accountSid).replace('AC', 'TK')
        }),
        want: ['string-format', '/response/body/accountSid'],
      },
    ],
    [
      'null where there is none',
      {
        given: inProvider((provider) => {
          provider.supportsCallTransfer = null
        }),
        want: ['response-schema', '/response/body/supportsCallTransfer'],
      },
    ],
    [
      'a value outside of an enum',
      {
        given: inProvider((provider) => {
          provider.providerType = 'vonage'
        }),
        want: ['response-schema', '/response/body/providerType'],
      },
    ],
    [
      'a time that is none',
      {
        given: inProvider((provider) => {
          provider.lastVerifiedAt = '2026-03-02 09:15:00'
        }),
        want: ['string-format', '/response/body/lastVerifiedAt'],
      },
    ],
    [
      'the Auth Token',
      {
        given: inProvider((provider) => {
          provider.authToken = 'f'.repeat(32)
        }),
        want: ['secret-leak', '/response/body/authToken'],
      },
    ],
    [
      'the key of the request',
      {
        given: changing(({ headers }, request) => {
          headers.set('x-debug', request.headers.get('authorization') ?? '')
          return {}
        }),
        want: ['secret-leak', '/response/headers/x-debug'],
      },
    ],
    [
      'another media type',
      {
        given: changing(({ headers, body }) => {
          if (body.includes('accountSid')) headers.set('content-type', 'text/html')
          return {}
        }),
        want: ['content-type', '/response/headers/content-type'],
      },
    ],
    [
      'an undocumented status',
      {
        given: changing(({ status }) => (status === 200 ? { status: 418 } : {})),
        want: ['status-documented', '/response/status'],
      },
    ],
    [
      'a body cut off',
      {
        given: changing(({ body }) =>
          body.includes('accountSid') ? { body: body.slice(0, -3) } : {},
        ),
        want: ['body-readable', '/response/body'],
      },
    ],
    [
      'no body at all',
      {
        given: changing(({ body }) => (body.includes('accountSid') ? { body: '' } : {})),
        want: ['body-readable', '/response/body'],
      },
    ],
    [
      'wrong requests that are served',
      {
        given: changing((_, request) => (refused(request) ? { status: 200, body: '{}' } : {})),
        want: ['request-refused', '/request/headers/authorization'],
      },
    ],
    [
      'wrong requests that crash it',
      {
        given: changing((_, request) => (refused(request) ? { status: 500, body: '' } : {})),
        want: ['request-refused', '/request/headers/authorization'],
      },
    ],
  ])(
    '%s',
    async (_, { given, want }) => {
      const { exitCode, report, stages, stderr } = await runGate(sound, one, { fetch: given })
      expect({ exitCode, stages, stderr }).toEqual({
        exitCode: 1,
        stages: { contract: 'pass', generated: 'pass', mock: 'fail' },
        stderr: '',
      })
      const errors = report.findings.filter(({ severity }) => severity === 'error')
      expect(new Set(errors.map(({ rule }) => rule))).toEqual(new Set([want[0]]))
      expect(errors.map(({ at }) => at)).toContain(want[1])
      expect(errors[0]?.exchange?.url).toMatch(/^http:\/\/mock\/api\/v1\/providers\/twilio\//)
      expect(JSON.stringify(report)).not.toMatch(/any-key-will-do|ffffffff/)
    },
    patience,
  )
})
