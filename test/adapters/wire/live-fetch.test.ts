// How politely a live provider is asked: pace, retries, limits, interrupts.
import type { RequestListener } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type LiveOptions, openLive } from '../../../src/adapters/wire/live-fetch.ts'
import { kindOf, serve, still } from '../loopback.ts'

/** Answers with these statuses in turn, the last one for ever. */
function inTurn(statuses: readonly number[], retryAfter?: string): RequestListener {
  let count = 0
  return (_, response) => {
    response.statusCode = statuses[Math.min(count++, statuses.length - 1)] ?? 200
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
    response.end()
  }
}

describe('the pace', () => {
  it('is five a second unless said', async () => {
    const url = await serve((_, response) => response.end())
    const { clock, options } = still()
    const live = openLive(options)
    for (let count = 0; count < 3; count++) await live.fetch(new Request(url))
    expect(clock.slept).toEqual([200, 200])
  })

  it('holds for requests that are made at once, which go one after another', async () => {
    const arrived: (string | undefined)[] = []
    let open = 0
    let most = 0
    const url = await serve((request, response) => {
      arrived.push(request.url)
      most = Math.max(most, ++open)
      setImmediate(() => {
        open--
        response.end()
      })
    })
    const { clock, options } = still()
    const live = openLive({ ...options, rate: 2 })
    await Promise.all(['/a', '/b', '/c'].map((path) => live.fetch(new Request(url + path))))
    expect(arrived).toEqual(['/a', '/b', '/c'])
    expect(most).toBe(1)
    expect(clock.slept).toEqual([500, 500])
  })

  it('goes on after a request that failed', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/a') request.socket.destroy()
      else response.end()
    })
    const live = openLive(still().options)
    expect(await kindOf(live.fetch(new Request(`${url}/a`)))).toBe('broken-off')
    expect(await kindOf(live.fetch(new Request(url)))).toBe('answer 200')
    expect(live.sent()).toBe(2)
  })
})

type BusyRow = {
  given: {
    statuses: number[]
    retryAfter?: string
    method?: string
    options?: Partial<LiveOptions>
  }
  want: { status: number; slept: number[]; sent: number }
}

describe('a busy provider', () => {
  const date = 'Sun, 06 Nov 1994 08:49:47 GMT'
  const start = Date.UTC(1994, 10, 6, 8, 49, 37)

  it.each<[name: string, row: BusyRow]>([
    [
      'is asked again after the seconds that it names',
      {
        given: { statuses: [429, 200], retryAfter: '7' },
        want: { status: 200, slept: [7000], sent: 2 },
      },
    ],
    [
      'is asked again at the date that it names',
      {
        given: { statuses: [503, 200], retryAfter: date },
        want: { status: 200, slept: [10_000], sent: 2 },
      },
    ],
    [
      'is given a second, then two, where it names nothing',
      { given: { statuses: [503] }, want: { status: 503, slept: [1000, 2000], sent: 3 } },
    ],
    [
      'is given as much where it says that it need not be',
      {
        given: { statuses: [429], retryAfter: '0' },
        want: { status: 429, slept: [1000, 2000], sent: 3 },
      },
    ],
    [
      'is not waited for beyond the end of the run',
      {
        given: { statuses: [503, 200], retryAfter: '7', options: { runMs: 5000 } },
        want: { status: 503, slept: [], sent: 1 },
      },
    ],
    [
      'is not waited for longer than anybody would, without an end of the run',
      {
        given: { statuses: [503, 200], retryAfter: '1000000000' },
        want: { status: 503, slept: [], sent: 1 },
      },
    ],
    [
      'is asked no more often than the limit allows',
      {
        given: { statuses: [503], options: { maxRequests: 2 } },
        want: { status: 503, slept: [1000], sent: 2 },
      },
    ],
    [
      'is not asked twice to change something',
      {
        given: { statuses: [503, 200], method: 'POST' },
        want: { status: 503, slept: [], sent: 1 },
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const url = await serve(inTurn(given.statuses, given.retryAfter))
    const { clock, options } = still(start)
    const live = openLive({ ...options, ...given.options })
    const response = await live.fetch(new Request(url, { method: given.method ?? 'GET' }))
    expect({ status: response.status, slept: clock.slept, sent: live.sent() }).toEqual(want)
  })

  it('is left alone by later requests, too, once it said 429', async () => {
    const url = await serve(inTurn([429], '3600'))
    const live = openLive(still().options)
    expect(await kindOf(live.fetch(new Request(url)))).toBe('answer 429')
    expect(await kindOf(live.fetch(new Request(url)))).toBe('busy')
    expect(live.sent()).toBe(1)
  })

  it('is asked for something else after 503', async () => {
    const url = await serve(inTurn([503, 200], '3600'))
    const live = openLive(still().options)
    expect(await kindOf(live.fetch(new Request(`${url}/a`)))).toBe('answer 503')
    expect(await kindOf(live.fetch(new Request(`${url}/b`)))).toBe('answer 200')
  })
})

describe('a limit', () => {
  it('of requests stops before the next is sent', async () => {
    let arrived = 0
    const url = await serve((_, response) => {
      arrived++
      response.end()
    })
    const live = openLive({ ...still().options, maxRequests: 1 })
    await live.fetch(new Request(url))
    expect(await kindOf(live.fetch(new Request(url)))).toBe('request-limit')
    expect(arrived).toBe(1)
  })

  it('of the run stops what would come after it', async () => {
    const url = await serve((_, response) => response.end())
    const { clock, options } = still()
    const live = openLive({ ...options, runMs: 300 })
    await live.fetch(new Request(url))
    await live.fetch(new Request(url))
    expect(await kindOf(live.fetch(new Request(url)))).toBe('run-timeout')
    expect(clock.time).toBe(200)
  })

  it('of the run cuts a request short', async () => {
    const url = await serve(() => undefined)
    const live = openLive({ ...still().options, runMs: 50 })
    expect(await kindOf(live.fetch(new Request(url)))).toBe('run-timeout')
  })

  it('of time tells what had come', async () => {
    const url = await serve((_, response) => void response.writeHead(203).write('a'))
    const live = openLive({ ...still().options, timeoutMs: 100 })
    const fault = await live.fetch(new Request(url)).catch((error: unknown) => error)
    expect(fault).toMatchObject({ kind: 'timeout', isViolation: false, status: 203 })
  })

  it('of the body counts what it decodes to, and tells what had come', async () => {
    const url = await serve((_, response) => response.end('12345'))
    const live = openLive({ ...still().options, maxBodyBytes: 4 })
    const fault = await live.fetch(new Request(url)).catch((error: unknown) => error)
    expect(fault).toMatchObject({ kind: 'too-large', isViolation: false, status: 200 })
    expect(fault).toHaveProperty('headers', expect.arrayContaining([['Content-Length', '5']]))
    expect(
      await kindOf(openLive({ ...still().options, maxBodyBytes: 5 }).fetch(new Request(url))),
    ).toBe('answer 200')
  })
})

describe('an interrupt', () => {
  it('breaks off a request, and is what is thrown', async () => {
    const stop = new AbortController()
    const url = await serve(() => stop.abort(new Error('Interrupted.')))
    const live = openLive({ ...still().options, signal: stop.signal })
    await expect(live.fetch(new Request(url))).rejects.toThrow('Interrupted.')
    await expect(live.fetch(new Request(url))).rejects.toThrow('Interrupted.')
    expect(live.sent()).toBe(1)
  })

  it('breaks off a pause', async () => {
    const stop = new AbortController()
    const url = await serve((_, response) => response.end())
    const live = openLive({
      ...still().options,
      signal: stop.signal,
      sleep: (milliseconds, signal) => {
        queueMicrotask(() => stop.abort(new Error('Interrupted.')))
        return setTimeout(milliseconds * 1000, undefined, { signal })
      },
    })
    await live.fetch(new Request(url))
    await expect(live.fetch(new Request(url))).rejects.toThrow('Interrupted.')
  })

  it('comes from closing, too', async () => {
    const live = openLive(still().options)
    const url = await serve(() => void live.close())
    expect(await kindOf(live.fetch(new Request(url)))).toBe('failed')
    expect(await kindOf(live.fetch(new Request(url)))).toBe('failed')
  })
})
