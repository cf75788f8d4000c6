// The committed pact is what the consumer's tests write, in any order, and no key gets into it.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { packageRoot } from '../../src/adapters/package-root.ts'
import { createSecrets } from '../../src/cli/secrets.ts'
import { pactFileText } from '../../src/traffic/pact/file.ts'
import { interactions } from './interactions.ts'
import { contract, pactName, record } from './record.ts'

// Of characters that look different in a URL, in JSON, in XML and in base64.
const CANARY = 'canary+51f0"c6a9/b2d8&4e7f=%'

const folder = await mkdtemp(join(tmpdir(), 'pact-'))
let raw = ''

beforeAll(async () => {
  vi.stubEnv('BLACKBOX_API_KEY', CANARY)
  for (const each of interactions(contract).reverse()) {
    await record(each, { folder, apiKey: CANARY })
  }
  raw = await readFile(join(folder, pactName), 'utf8')
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const settled = (text: string, key = CANARY) => {
  const mask = createSecrets({ BLACKBOX_API_KEY: key }).redact
  return pactFileText(text, pactName, { contract, mask })
}

describe('the pact', () => {
  it('is committed as its tests write it, in the opposite order', async () => {
    const committed = await readFile(join(packageRoot(), 'contracts', pactName), 'utf8')
    expect(committed.replaceAll('\r\n', '\n')).toBe(settled(raw))
  })

  it('stays the same when it is written again, with any key', () => {
    const once = settled(raw)
    expect(settled(once, 'another-key')).toBe(once)
    expect(settled(once, 'placeholder')).toBe(once)
  })

  it('holds no key, neither as it is committed nor as Pact leaves it', async () => {
    const bytes = Buffer.from(CANARY)
    const forms = [
      CANARY,
      encodeURI(CANARY),
      encodeURIComponent(CANARY),
      JSON.stringify(CANARY).slice(1, -1),
      bytes.toString('hex'),
      ...[0, 1, 2].map((length) =>
        Buffer.concat([Buffer.alloc(length), bytes])
          .toString('base64')
          .slice(4, -4),
      ),
    ]
    const names = await readdir(folder)
    const written = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    const texts = [...written, settled(raw)]
    expect(names).toEqual([pactName])
    expect(forms.filter((form) => texts.some((text) => text.includes(form)))).toEqual([])
  })

  it('sends a placeholder where a key belongs, and none where it is about having none', () => {
    const pact = JSON.parse(settled(raw))
    const sent = pact.interactions.map(
      ({ request, response }: { request: { headers?: object }; response: { status: number } }) => [
        response.status,
        JSON.stringify(request.headers ?? {}).includes('"Bearer placeholder"'),
      ],
    )
    expect(sent.filter(([status]: [number]) => status === 401)).not.toHaveLength(0)
    expect(sent).toEqual(sent.map(([status]: [number]) => [status, status !== 401]))
  })
})
