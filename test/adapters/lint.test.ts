// Validity of documents: what the specification forbids is found at its place, what it allows is not.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lintDocument } from '../../src/adapters/lint.ts'

const folder = mkdtempSync(join(tmpdir(), 'lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A valid document, line by line, with lines added under `paths:`. */
function documentOf(version: string, ...paths: string[]): string {
  const head = [`openapi: ${version}`, 'info: { title: T, version: "1" }', 'paths:']
  return [...head, ...paths.map((line) => `  ${line}`), ''].join('\n')
}

const operation = (...lines: string[]) => [
  '/a/{id}:',
  '  get:',
  ...lines.map((line) => `    ${line}`),
]
const parameters = 'parameters: [{ name: id, in: path, required: true, schema: {} }]'
const responses = 'responses: { "200": { description: ok } }'

const found = async (text: string) => {
  const problems = await lintDocument({ text, path: join(folder, 'a.yaml') })
  return problems.map(({ rule, severity, line, pointer }) => [rule, severity, line, pointer])
}

describe.each(['3.0.3', '3.1.0'])('a document of version %s', (version) => {
  it.each<[string, { given: string[]; want: unknown[] }]>([
    ['is valid', { given: operation(parameters, responses), want: [] }],
    [
      'misspells a keyword',
      {
        given: operation(parameters, responses, 'sumary: a'),
        want: [['struct', 'error', 8, '/paths/~1a~1{id}/get/sumary']],
      },
    ],
    [
      'has a response without description',
      {
        given: operation(parameters, 'responses: { "200": {} }'),
        want: [['struct', 'error', 7, '/paths/~1a~1{id}/get/responses/200']],
      },
    ],
    [
      'does not define a path parameter',
      {
        given: operation(responses),
        want: [['path-parameters-defined', 'error', 5, '/paths/~1a~1{id}/get/parameters']],
      },
    ],
    [
      'defines a parameter twice',
      {
        given: operation(
          'parameters:',
          '  - { name: id, in: path, required: true, schema: {} }',
          '  - { name: id, in: path, required: true, schema: {} }',
          responses,
        ),
        want: [['operation-parameters-unique', 'error', 8, '/paths/~1a~1{id}/get/parameters/1']],
      },
    ],
    [
      'refers to nothing',
      {
        given: operation(parameters, 'responses: { "200": { $ref: "#/gone" } }'),
        want: [['no-unresolved-refs', 'error', 7, '/paths/~1a~1{id}/get/responses/200']],
      },
    ],
    [
      'refers to the network, which is not asked',
      {
        given: operation(parameters, 'responses: { "200": { $ref: "http://127.0.0.1:1/r" } }'),
        want: [['no-unresolved-refs', 'error', 7, '/paths/~1a~1{id}/get/responses/200']],
      },
    ],
    [
      'refers to a file of another folder, which is not read',
      {
        given: operation(parameters, 'responses: { "200": { $ref: "/etc/hostname" } }'),
        want: [['no-unresolved-refs', 'error', 7, '/paths/~1a~1{id}/get/responses/200']],
      },
    ],
    [
      'uses a security scheme that is not defined',
      {
        given: operation(parameters, responses, 'security: [{ key: [] }]'),
        want: [['security-defined', 'error', 8, '/paths/~1a~1{id}/get/security/0/key']],
      },
    ],
    [
      'has two paths for the same addresses',
      {
        given: [...operation(parameters, responses), '/a/{name}: {}'],
        want: [['no-identical-paths', 'error', 8, '/paths/~1a~1{name}']],
      },
    ],
    [
      'has a fixed path beside a templated one, which the specification allows',
      {
        given: [
          ...operation(parameters, responses),
          '/a/b:',
          '  get: { responses: { default: { description: d } } }',
        ],
        want: [],
      },
    ],
  ])('%s', async (_, { given, want }) => {
    expect(await found(documentOf(version, ...given))).toEqual(want)
  })
})

describe('lintDocument', () => {
  it('warns of a nullable without type, which has no effect', async () => {
    const schema =
      'responses: { "200": { description: d, content: { a/b: { schema: { nullable: true } } } } }'
    expect(await found(documentOf('3.0.3', ...operation(parameters, schema)))).toEqual([
      ['struct', 'warning', 7, expect.stringContaining('/schema/nullable')],
    ])
  })

  it('reads a file beside the document and names it', async () => {
    const file = join(folder, 'response.yaml')
    writeFileSync(file, 'description: ok\nmore: 1\n')
    const given = operation(parameters, 'responses: { "200": { $ref: response.yaml } }')
    const path = join(folder, 'a.yaml')
    const problems = await lintDocument({ text: documentOf('3.1.0', ...given), path })
    expect(problems).toMatchObject([{ rule: 'struct', file, line: 2, pointer: '/more' }])
  })

  it('names the document as it was named', async () => {
    const given = { text: documentOf('3.1.0', '/a: { get: {}, got: 1 }'), path: 'some/a.yaml' }
    expect(await lintDocument(given)).toMatchObject([
      {
        rule: 'struct',
        severity: 'error',
        message: 'Property `got` is not expected here.',
        file: 'some/a.yaml',
        line: 4,
        column: 18,
      },
    ])
  })

  it.each<[string, string]>([
    ['an empty text', ''],
    ['no YAML', 'openapi: 3.1.0\n  a: ['],
    ['a list', '[]'],
    ['another kind of document', 'swagger: "1.2"'],
    ['a version yet unknown', 'openapi: 9.0.0'],
    ['binary', '\u0000\u0001'],
  ])('refuses %s in one sentence', async (_, text) => {
    await expect(lintDocument({ text, path: 'a.yaml' })).rejects.toMatchObject({
      code: 'E_CONTRACT',
      message: expect.stringMatching(/^a\.yaml is no OpenAPI document: [^\n]+$/),
    })
  })

  it('finds nothing in the contract of this package', async () => {
    const path = 'openapi/blackbox.yaml'
    expect(await lintDocument({ text: readFileSync(path, 'utf8'), path })).toEqual([])
  })
})
