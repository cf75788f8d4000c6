// Holds how evidence and source are inherited downward in a document.
import { describe, expect, test } from 'vitest'
import { assumedAt, evidenceAt, ownEvidence, sourceAt } from '../../src/contract/evidence.ts'
import type { Json } from '../../src/contract/json.ts'

const document = {
  paths: {
    '/a': {
      get: {
        'x-evidence': 'prose',
        'x-source': 'https://docs.example/a',
        responses: {
          200: { description: 'ok' },
          404: {
            'x-evidence': 'assumed',
            content: { schema: { 'x-evidence': 'example' }, other: {} },
          },
          500: { 'x-evidence': 'guessed', 'x-source': 5 },
        },
      },
    },
  },
}

const get = '/paths/~1a/get'

describe('evidence and source', () => {
  test.each<[string, { given: string; want: [string, boolean, string | undefined] }]>([
    [
      'are stated and unknown where nothing is said',
      { given: '/paths/~1a', want: ['stated', false, undefined] },
    ],
    ['of the place itself', { given: get, want: ['prose', false, 'https://docs.example/a'] }],
    [
      'of a part below',
      {
        given: `${get}/responses/200/description`,
        want: ['prose', false, 'https://docs.example/a'],
      },
    ],
    [
      'of the nearest part',
      {
        given: `${get}/responses/404/content/other`,
        want: ['assumed', true, 'https://docs.example/a'],
      },
    ],
    [
      'of a surer part within',
      {
        given: `${get}/responses/404/content/schema/x`,
        want: ['example', false, 'https://docs.example/a'],
      },
    ],
    [
      'leave out what is no evidence',
      { given: `${get}/responses/500`, want: ['prose', false, 'https://docs.example/a'] },
    ],
    [
      'of a place that is not there',
      {
        given: `${get}/responses/404/nothing/below`,
        want: ['assumed', true, 'https://docs.example/a'],
      },
    ],
    ['of the whole', { given: '', want: ['stated', false, undefined] }],
  ])('%s', (_, { given, want }) => {
    expect([
      evidenceAt(document, given),
      assumedAt(document, given),
      sourceAt(document, given),
    ]).toEqual(want)
  })

  test.each<[string, { given: Json | undefined; want: string | undefined }]>([
    ['one of the four words', { given: { 'x-evidence': 'assumed' }, want: 'assumed' }],
    ['no other word', { given: { 'x-evidence': 'Assumed' }, want: undefined }],
    ['nothing of what is no object', { given: ['assumed'], want: undefined }],
    ['nothing of nothing', { given: undefined, want: undefined }],
  ])('own evidence is %s', (_, { given, want }) => {
    expect(ownEvidence(given)).toBe(want)
  })
})
