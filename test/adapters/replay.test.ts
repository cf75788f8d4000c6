// Tests of answers from a recording: the right one, once, and a refusal of what was never asked.
import { describe, expect, it } from 'vitest'
import { replayFetch } from '../../src/adapters/replay.ts'
import type { Exchange, Headers as Fields } from '../../src/traffic/exchange.ts'
import { readRecording } from '../../src/traffic/har.ts'
import { writeHar } from '../../src/traffic/har-writer.ts'

const url = 'https://api.test/users/5?x=y'

function recorded(
  body: string,
  given: { headers?: Fields; status?: number; url?: string } = {},
): Exchange {
  const { headers = [], status = 200 } = given
  return {
    kind: 'observed',
    source: 'run.har',
    index: 0,
    request: { method: 'GET', url: given.url ?? url, headers, body: new Uint8Array() },
    response: {
      status,
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-A', '1'],
        ['X-A', '2'],
      ],
      body: new TextEncoder().encode(body),
    },
  }
}

/** As they come back from a file. */
function replayOf(...exchanges: Exchange[]) {
  return replayFetch(readRecording(writeHar(exchanges, { version: '1' }), 'run.har').exchanges)
}

const ask = (headers: Record<string, string> = {}, where = url) => new Request(where, { headers })

describe('replayFetch', () => {
  it('gives the recorded answer', async () => {
    const answer = await replayOf(recorded('one', { status: 404 }))(ask())
    expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toEqual([
      404,
      '1, 2',
      'one',
    ])
  })

  it('gives the answers to equal requests in their order, each once', async () => {
    const replay = replayOf(recorded('one'), recorded('two'))
    expect(await (await replay(ask())).text()).toBe('one')
    expect(await (await replay(ask())).text()).toBe('two')
    await expect(replay(ask())).rejects.toThrow(
      'The recording has no answer left to GET api.test/users/5.',
    )
  })

  it('tells probes of one URL apart by their fields, whatever the key is now', async () => {
    const replay = replayOf(
      recorded('key', {
        headers: [
          ['Authorization', 'Bearer xxx'],
          ['Accept', '*/*'],
        ],
      }),
      recorded('no key', { headers: [['Accept', '*/*']] }),
      recorded('no such type', {
        headers: [
          ['Authorization', 'Bearer xxx'],
          ['Accept', 'a/b'],
        ],
      }),
    )
    const texts = [
      await replay(ask({ accept: 'a/b', authorization: 'Bearer real' })),
      await replay(ask({ accept: '*/*' })),
      await replay(ask({ accept: '*/*', authorization: 'Bearer real' })),
    ].map((answer) => answer.text())
    expect(await Promise.all(texts)).toEqual(['no such type', 'no key', 'key'])
  })

  it('gives no body where fetch knows none', async () => {
    const answer = await replayOf(recorded('', { status: 204 }))(ask())
    expect([answer.status, answer.body]).toEqual([204, null])
  })

  it.each<[string, Request]>([
    ['another method', new Request(url, { method: 'DELETE' })],
    ['another URL', ask({}, 'https://api.test/users/6?token=abc')],
  ])('refuses %s without its query', async (_, request) => {
    const refusal = replayOf(recorded('one'))(request)
    await expect(refusal).rejects.toMatchObject({ code: 'E_INPUT' })
    await expect(refusal).rejects.not.toThrow(/token|abc/)
  })

  it('breaks off where the recorded exchange did', async () => {
    const broken = { kind: 'truncated', isViolation: true, words: 'The provider ended the body.' }
    const replay = replayOf({
      ...recorded(''),
      broken,
      response: { status: 0, headers: [], body: null },
    })
    await expect(replay(ask())).rejects.toThrow(broken.words)
  })
})
