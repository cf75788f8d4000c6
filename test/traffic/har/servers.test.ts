// Holds which exchanges of a recording are with the contract's servers.
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src/traffic/exchange.ts'
import { selectByServer } from '../../../src/traffic/har/servers.ts'

const exchange = (url: string, index: number): Exchange => ({
  kind: 'observed',
  source: 'shop.har',
  index,
  request: { method: 'GET', url, headers: [], body: null },
  response: { status: 200, headers: [], body: null },
})

type Given = { urls: string[]; servers: string[]; baseUrl?: string }
type Want = { kept: number[]; leftOut: [string, number][] }

describe('an exchange is kept', () => {
  test.each<[string, { given: Given; want: Want }]>([
    [
      'under a server without a path',
      {
        given: {
          urls: ['https://a.example', 'https://a.example/x?y'],
          servers: ['https://a.example'],
        },
        want: { kept: [0, 1], leftOut: [] },
      },
    ],
    [
      'under a base path',
      {
        given: {
          urls: [
            'https://a.example/v1',
            'https://a.example/v1/x',
            'https://a.example/v10/x',
            'https://a.example/',
          ],
          servers: ['https://a.example/v1/'],
        },
        want: { kept: [0, 1], leftOut: [['a.example', 2]] },
      },
    ],
    [
      'under any of the servers',
      {
        given: {
          urls: ['https://b.example/x', 'https://c.example/x'],
          servers: ['https://a.example', 'https://b.example'],
        },
        want: { kept: [0], leftOut: [['c.example', 1]] },
      },
    ],
    [
      'whatever the case of the host and the default port',
      {
        given: { urls: ['HTTPS://A.Example:443/x'], servers: ['https://a.EXAMPLE'] },
        want: { kept: [0], leftOut: [] },
      },
    ],
    [
      'not on another port',
      {
        given: { urls: ['https://a.example:8443/x'], servers: ['https://a.example'] },
        want: { kept: [], leftOut: [['a.example:8443', 1]] },
      },
    ],
    [
      'not over another scheme',
      {
        given: { urls: ['http://a.example/x'], servers: ['https://a.example'] },
        want: { kept: [], leftOut: [['a.example', 1]] },
      },
    ],
    [
      'not on a host that only begins alike',
      {
        given: { urls: ['https://a.example.evil.test/x'], servers: ['https://a.example'] },
        want: { kept: [], leftOut: [['a.example.evil.test', 1]] },
      },
    ],
    [
      'under a path on any host',
      {
        given: {
          urls: ['https://a.example/v1/x', 'http://127.0.0.1:3000/v1', 'https://a.example/v2'],
          servers: ['/v1'],
        },
        want: { kept: [0, 1], leftOut: [['a.example', 1]] },
      },
    ],
    [
      'without servers',
      {
        given: { urls: ['https://a.example/v1/x'], servers: [] },
        want: { kept: [0], leftOut: [] },
      },
    ],
    [
      'by the base URL alone',
      {
        given: {
          urls: ['https://a.example/x', 'http://127.0.0.1:3000/x'],
          servers: ['https://a.example'],
          baseUrl: 'http://127.0.0.1:3000',
        },
        want: { kept: [1], leftOut: [['a.example', 1]] },
      },
    ],
    [
      'without the user in the host',
      {
        given: { urls: ['https://me:s3cr3t@b.example/x'], servers: ['https://a.example'] },
        want: { kept: [], leftOut: [['b.example', 1]] },
      },
    ],
    [
      'not by a server that is no URL',
      {
        given: { urls: ['https://a.example/x'], servers: ['https://{tenant}.example'] },
        want: { kept: [], leftOut: [['a.example', 1]] },
      },
    ],
    [
      'and the others are counted in order of host',
      {
        given: {
          urls: ['https://z.test/', 'https://b.test/', 'https://z.test/'],
          servers: ['https://a.example'],
        },
        want: {
          kept: [],
          leftOut: [
            ['b.test', 1],
            ['z.test', 2],
          ],
        },
      },
    ],
  ])('%s', (_name, { given: { urls, servers, baseUrl }, want }) => {
    const got = selectByServer(urls.map(exchange), servers, baseUrl)
    expect({ kept: got.kept.map(({ index }) => index), leftOut: [...got.leftOut] }).toEqual(want)
  })
})
