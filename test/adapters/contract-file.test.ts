// Loads contracts from real files: what is refused and in which words, and where every place then stands.
import { truncateSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type LoadOptions,
  loadContract,
  loadContractText,
} from '../../src/adapters/contract-file.ts'
import { at } from '../../src/contract/json.ts'
import { walkDocument } from '../../src/contract/walk.ts'
import { isToolError } from '../../src/errors.ts'

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'contract-file-'))
})

afterAll(() => rm(root, { recursive: true }))

type Files = Record<string, string | Uint8Array>

let count = 0

/** A new folder with these files; returns the path of its `openapi.yaml`. */
async function folder(files: Files): Promise<string> {
  const base = join(root, String(count++), 'api')
  await mkdir(base, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(base, name)), { recursive: true })
    await writeFile(join(base, name), text)
  }
  return join(base, 'openapi.yaml')
}

/** What a load is refused with: its sentence without the folder's path, and its hint. */
async function refusal(path: string, options: LoadOptions = {}): Promise<string[]> {
  const error: unknown = await loadContract(path, options).then(
    () => 'nothing was refused',
    (cause: unknown) => cause,
  )
  if (!isToolError(error)) throw error
  expect(error.code).toBe('E_CONTRACT')
  // One sentence: it ends with the only full stop that ends anything.
  expect(error.message).toMatch(/^[^\n]+\.$/)
  expect(error.message).not.toMatch(/\. [A-Z]/)
  return [
    error.message.replaceAll(`${dirname(path)}/`, '').replaceAll(dirname(dirname(path)), '~'),
    error.hint,
  ]
}

/** A document whose only schema is given, in YAML. */
const withSchema = (schema: string) =>
  `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Main:\n${schema
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n')}\n`

const bomb = [
  'openapi: 3.1.0',
  'x0: &x0 [a, a, a, a, a, a, a, a, a, a]',
  ...Array.from(
    { length: 9 },
    (_, n) => `x${n + 1}: &x${n + 1} [${Array(10).fill(`*x${n}`).join(', ')}]`,
  ),
].join('\n')

const hintOfVersion =
  'Give an OpenAPI document of version 3.0.x or 3.1.x, with the version in quotes.'
const hintOfFormat = 'Give an OpenAPI 3.0 or 3.1 document in YAML or JSON.'
const hintOfFile = 'Name an OpenAPI 3.0 or 3.1 document with --contract FILE.'

describe('a document that cannot be used is refused in one sentence', () => {
  test.each<[string, { given: string | Uint8Array; want: string[] }]>([
    ['empty', { given: '', want: ['openapi.yaml is empty.', hintOfFormat] }],
    ['nothing but space', { given: '\n \t\r\n', want: ['openapi.yaml is empty.', hintOfFormat] }],
    [
      'binary',
      {
        given: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
        want: ['openapi.yaml is not a text file in UTF-8.', hintOfFile],
      },
    ],
    [
      'UTF-16',
      {
        given: new Uint8Array(Buffer.from('\ufeffopenapi: 3.1.0', 'utf16le')),
        want: ['openapi.yaml is not a text file in UTF-8.', hintOfFile],
      },
    ],
    [
      'zeros',
      {
        given: new Uint8Array(64),
        want: ['openapi.yaml is not a text file: it holds a NUL byte.', hintOfFormat],
      },
    ],
    [
      'a list',
      {
        given: '- a\n',
        want: ['openapi.yaml is not an OpenAPI document: its root is a list.', hintOfFormat],
      },
    ],
    [
      'a word',
      {
        given: 'hello',
        want: [
          'openapi.yaml is not an OpenAPI document: its root is a single value.',
          hintOfFormat,
        ],
      },
    ],
    [
      'nothing but a comment',
      {
        given: '# hello',
        want: [
          'openapi.yaml is not an OpenAPI document: its root is a single value.',
          hintOfFormat,
        ],
      },
    ],
    [
      'no version',
      { given: 'info: {}', want: ['openapi.yaml has no "openapi" member.', hintOfVersion] },
    ],
    [
      'Swagger 1',
      {
        given: 'swaggerVersion: "1.2"',
        want: [
          'openapi.yaml is a Swagger 1.2 document.',
          'Convert it to OpenAPI 3.0 or 3.1 first; editor.swagger.io and swagger2openapi do that.',
        ],
      },
    ],
    [
      'Swagger 2',
      {
        given: '{"swagger":"2.0"}',
        want: [
          'openapi.yaml is a Swagger 2.0 document.',
          'Convert it to OpenAPI 3.0 or 3.1 first; editor.swagger.io and swagger2openapi do that.',
        ],
      },
    ],
    [
      'OpenAPI 4',
      { given: 'openapi: 4.0.0', want: ['openapi.yaml says openapi: "4.0.0".', hintOfVersion] },
    ],
    [
      'a version that is a number',
      { given: 'openapi: 3.1', want: ['openapi.yaml says openapi: 3.1.', hintOfVersion] },
    ],
    [
      'a version that is a map',
      {
        given: `openapi: {a: ${'x'.repeat(99)}}`,
        want: [`openapi.yaml says openapi: {"a":"${'x'.repeat(34)}.`, hintOfVersion],
      },
    ],
    [
      'broken YAML',
      {
        given: 'openapi: 3.1.0\ninfo: {title: T\npaths: {}\n',
        want: [
          expect.stringMatching(/^openapi\.yaml:\d+:\d+ is not readable as YAML or JSON: .+\.$/),
          hintOfFormat,
        ],
      },
    ],
    [
      'a key twice',
      {
        given: 'openapi: 3.1.0\ninfo: {}\ninfo: {}\n',
        want: [
          'openapi.yaml:3:1 is not readable as YAML or JSON: Map keys must be unique.',
          hintOfFormat,
        ],
      },
    ],
    [
      'cut off JSON',
      {
        given: '{"openapi":"3.1.0","info":{"title"',
        want: [
          expect.stringMatching(/^openapi\.yaml:1:\d+ is not readable as YAML or JSON: .+\.$/),
          hintOfFormat,
        ],
      },
    ],
    [
      'two YAML documents',
      {
        given: 'openapi: 3.1.0\n---\nopenapi: 3.1.0\n',
        want: ['openapi.yaml:2:1 starts a second YAML document; one file holds one.', hintOfFormat],
      },
    ],
    [
      'an alias that holds itself',
      {
        given: 'openapi: 3.1.0\nx-a: &a\n  b: *a\n',
        want: [
          'openapi.yaml has a YAML alias that holds itself.',
          'Replace the alias by a $ref: a schema may refer to itself that way.',
        ],
      },
    ],
    [
      'an alias without an anchor',
      {
        given: 'openapi: 3.1.0\nx-a:\n  b: *nope\n',
        want: [
          'openapi.yaml:3:6 has an alias *nope without an anchor.',
          'Set &nope before it, or write its value out.',
        ],
      },
    ],
    [
      'a merge key that merges no map',
      {
        given: 'openapi: 3.1.0\nx-a:\n  <<: 5\n',
        want: [
          expect.stringMatching(/^openapi\.yaml is not readable as YAML: .+\.$/),
          hintOfFormat,
        ],
      },
    ],
    [
      'a YAML bomb',
      {
        given: bomb,
        want: [
          'openapi.yaml expands its YAML aliases too often; it looks like a YAML bomb.',
          'Replace the aliases by $ref, or write them out.',
        ],
      },
    ],
    [
      'JSON nested a hundred thousand times',
      {
        given: `{"openapi":"3.1.0","x-a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
        want: ['openapi.yaml is nested more than 500 levels deep.', hintOfFormat],
      },
    ],
    [
      'YAML nested a hundred thousand times',
      {
        given: `openapi: 3.1.0\nx-a: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
        want: [
          expect.stringMatching(/^openapi\.yaml:2:\d+ is nested too deeply to be read\.$/),
          hintOfFormat,
        ],
      },
    ],
    [
      'schemas nested six hundred times',
      {
        given: `{"openapi":"3.1.0","components":{"schemas":{"A":${'{"not":'.repeat(600)}{}${'}'.repeat(600)}}}}`,
        want: ['openapi.yaml is nested more than 500 levels deep.', hintOfFormat],
      },
    ],
  ])('%s', async (_, { given, want }) => {
    expect(await refusal(await folder({ 'openapi.yaml': given }))).toEqual(want)
  })

  test('a missing file', async () => {
    const path = await folder({})
    expect(await refusal(path)).toEqual(['openapi.yaml does not exist.', hintOfFile])
  })

  test('a folder', async () => {
    const path = await folder({ 'openapi.yaml/x': '' })
    expect(await refusal(path)).toEqual(['openapi.yaml is a folder, not a file.', hintOfFile])
  })

  test('a file of 200 MiB, without reading it', async () => {
    const path = await folder({ 'openapi.yaml': '' })
    truncateSync(path, 200 * 1024 * 1024)
    expect(await refusal(path)).toEqual([
      'openapi.yaml is too large: 200 MiB, and the limit is 64 MiB.',
      hintOfFile,
    ])
  })

  test('a device that never ends', async () => {
    expect(await refusal('/dev/zero')).toEqual(['zero is a device, not a file.', hintOfFile])
  })
})

describe('a reference that cannot be followed is refused with its place', () => {
  const target = (ref: string) => withSchema(`$ref: '${ref}'`)
  const mend = 'Correct the reference, or add its target.'
  test.each<[string, { given: Files; want: string[] }]>([
    [
      'a misspelt component',
      {
        given: {
          'openapi.yaml': withSchema("properties:\n  user: {$ref: '#/components/schemas/Mian'}"),
        },
        want: [
          "openapi.yaml:8:16 $ref '#/components/schemas/Mian' not found.",
          "Did you mean 'Main'?",
        ],
      },
    ],
    [
      'a misspelt section',
      {
        given: { 'openapi.yaml': target('#/components/schema/Main') },
        want: [
          "openapi.yaml:7:7 $ref '#/components/schema/Main' not found.",
          "Did you mean 'schemas'?",
        ],
      },
    ],
    [
      'a place like no other',
      {
        given: { 'openapi.yaml': target('#/nowhere') },
        want: ["openapi.yaml:7:7 $ref '#/nowhere' not found.", mend],
      },
    ],
    [
      'nothing',
      {
        given: { 'openapi.yaml': target('') },
        want: ["openapi.yaml:7:7 $ref '' not found.", mend],
      },
    ],
    [
      'a malformed escape',
      {
        given: { 'openapi.yaml': target('#/a%zz') },
        want: ["openapi.yaml:7:7 $ref '#/a%zz' not found.", mend],
      },
    ],
    [
      'an anchor of JSON Schema',
      {
        given: { 'openapi.yaml': target('#user') },
        want: ["openapi.yaml:7:7 $ref '#user' not found.", mend],
      },
    ],
    [
      'a missing file',
      {
        given: { 'openapi.yaml': target('lib/user.yaml') },
        want: [
          'openapi.yaml:7:7 $ref cannot be followed: lib/user.yaml does not exist.',
          'Correct the reference.',
        ],
      },
    ],
    [
      'a missing place of a file',
      {
        given: { 'openapi.yaml': target('user.yaml#/Usr'), 'user.yaml': 'User: {}' },
        want: ["openapi.yaml:7:7 $ref 'user.yaml#/Usr' not found.", mend],
      },
    ],
    [
      'a broken file',
      {
        given: { 'openapi.yaml': target('user.yaml'), 'user.yaml': 'a: {' },
        want: [
          expect.stringMatching(/^user\.yaml:\d+:\d+ is not readable as YAML or JSON: .+\.$/),
          hintOfFormat,
        ],
      },
    ],
    [
      'a file name with a malformed escape',
      {
        given: { 'openapi.yaml': target('%zz.yaml') },
        want: ['openapi.yaml:7:7 $ref has a malformed file name.', 'Correct the reference.'],
      },
    ],
    [
      'a file outside the folder',
      {
        given: { 'openapi.yaml': target('../secret.yaml'), '../secret.yaml': 'type: string' },
        want: [
          "openapi.yaml:7:7 refers to a file outside the contract's folder: ~/secret.yaml.",
          'Move the file into the folder of the contract.',
        ],
      },
    ],
    [
      'a file outside the folder that is not there',
      {
        given: { 'openapi.yaml': target('../../nothing.yaml') },
        want: [
          expect.stringMatching(
            /^openapi\.yaml:7:7 refers to a file outside the contract's folder: .+nothing\.yaml\.$/,
          ),
          'Move the file into the folder of the contract.',
        ],
      },
    ],
    [
      'a file of the system, percent-encoded',
      {
        given: { 'openapi.yaml': target('%2Fetc%2Fpasswd') },
        want: [
          "openapi.yaml:7:7 refers to a file outside the contract's folder: /etc/passwd.",
          'Move the file into the folder of the contract.',
        ],
      },
    ],
    [
      'a file of the system, as a URL',
      {
        given: { 'openapi.yaml': target('file:///etc/passwd') },
        want: [
          'openapi.yaml:7:7 refers to the network: file:///etc/passwd.',
          'Copy the file beside the contract, or allow it with --allow-remote-refs.',
        ],
      },
    ],
    [
      'the network',
      {
        given: { 'openapi.yaml': target('https://api.example/user.yaml#/User') },
        want: [
          'openapi.yaml:7:7 refers to the network: https://api.example/user.yaml.',
          'Copy the file beside the contract, or allow it with --allow-remote-refs.',
        ],
      },
    ],
  ])('to %s', async (_, { given, want }) => {
    expect(await refusal(await folder(given))).toEqual(want)
  })

  test('to a file outside the folder, by a symbolic link inside it', async () => {
    const path = await folder({
      'openapi.yaml': target('link.yaml'),
      '../secret.yaml': 'type: string',
    })
    await symlink('../secret.yaml', join(dirname(path), 'link.yaml'))
    const [message] = await refusal(path)
    expect(message).toBe(
      "openapi.yaml:7:7 refers to a file outside the contract's folder: link.yaml.",
    )
  })

  test('unless that is allowed, and then it is left for the judge', async () => {
    const path = await folder({ 'openapi.yaml': target('#/nowhere') })
    await expect(loadContract(path, { allowUnchecked: true })).resolves.toHaveProperty('title', 'T')
  })
})

describe('references to the network, where they are allowed', () => {
  const path = 'openapi.yaml'
  const text = withSchema("$ref: 'https://api.example/lib/user.yaml#/User'")
  const answers: Record<string, string> = {
    'https://api.example/lib/user.yaml': "User: {properties: {name: {$ref: 'name.yaml'}}}",
    'https://api.example/lib/name.yaml': 'type: string',
  }
  const allowed = (respond: typeof fetch): LoadOptions => ({
    allowRemoteRefs: true,
    fetch: respond,
  })

  test.each<[string, { given: boolean; want: string }]>([
    ['the URL that the $id says, where the network is allowed', { given: true, want: 'number' }],
    ['the file beside, where it is not', { given: false, want: 'string' }],
  ])('below an $id that is a URL mean %s', async (_, { given, want }) => {
    const schemas = "{Main: {$id: 'https://x.example/lib/main', items: {$ref: name.yaml}}}"
    const path = await folder({
      'openapi.yaml': `openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: ${schemas}}`,
      'name.yaml': 'type: string',
    })
    const contract = await loadContract(path, {
      allowRemoteRefs: given,
      fetch: async (url) =>
        new Response(url === 'https://x.example/lib/name.yaml' ? 'type: number' : ''),
    })
    expect(at(contract.document, '/components/schemas/name')).toEqual({ type: want })
  })

  test('are fetched once each, relative ones too', async () => {
    const asked: string[] = []
    const contract = await loadContractText(
      path,
      text,
      allowed(async (url) => {
        asked.push(String(url))
        return new Response(answers[String(url)])
      }),
    )
    expect(asked).toEqual(Object.keys(answers))
    expect(contract.document.components).toEqual({
      schemas: {
        Main: { $ref: '#/components/schemas/User' },
        User: { properties: { name: { $ref: '#/components/schemas/name' } } },
        name: { type: 'string' },
      },
    })
    expect(contract.locate('/components/schemas/name/type')).toEqual({
      file: 'https://api.example/lib/name.yaml',
      line: 1,
      column: 1,
    })
  })

  test.each<[string, { given: typeof fetch; want: string }]>([
    [
      'an error status',
      {
        given: async () => new Response('', { status: 404 }),
        want: 'https://api.example/lib/user.yaml answered with status 404.',
      },
    ],
    [
      'no answer',
      {
        given: () => Promise.reject(new TypeError('fetch failed')),
        want: 'https://api.example/lib/user.yaml cannot be fetched.',
      },
    ],
    [
      'an answer without end',
      {
        given: async () => {
          const chunk = new Uint8Array(8 * 1024 * 1024)
          return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(chunk) }))
        },
        want: 'https://api.example/lib/user.yaml is too large: 72 MiB, and the limit is 64 MiB.',
      },
    ],
  ])('fail with %s', async (_, { given, want }) => {
    const loading = loadContractText(path, text, allowed(given))
    await expect(loading).rejects.toThrow(`openapi.yaml:7:7 $ref cannot be followed: ${want}`)
  })
})

describe('files that refer to each other are joined', () => {
  test('each target once, with its own place', async () => {
    const path = await folder({
      'openapi.yaml': [
        'openapi: 3.1.0',
        'info: {title: T, version: "1"}',
        'paths:',
        '  /users:',
        "    $ref: 'paths/users.yaml'",
        'components:',
        '  schemas:',
        '    User: {type: object}',
      ].join('\n'),
      'paths/users.yaml': [
        'get:',
        '  responses:',
        "    '200':",
        "      $ref: '../shared.yaml#/responses/Users'",
      ].join('\n'),
      'shared.yaml': [
        'responses:',
        '  Users:',
        '    description: Users.',
        '    content:',
        '      application/json:',
        "        schema: {type: array, items: {$ref: '#/User'}}",
        'User:',
        '  properties:',
        '    self:',
        "      $ref: '#/User'",
        '    base:',
        "      $ref: 'openapi.yaml#/components/schemas/User'",
      ].join('\n'),
    })
    const contract = await loadContract(path)
    expect(contract.operations.map(({ key }) => key)).toEqual(['GET /users'])
    expect(contract.document.components).toMatchObject({
      schemas: {
        User: { type: 'object' },
        User_2: {
          properties: {
            self: { $ref: '#/components/schemas/User_2' },
            base: { $ref: '#/components/schemas/User' },
          },
        },
      },
      responses: {
        Users: {
          content: {
            'application/json': { schema: { items: { $ref: '#/components/schemas/User_2' } } },
          },
        },
      },
    })
    const base = dirname(path)
    expect([
      contract.locate('/components/schemas/User_2/properties/base'),
      contract.locate('/components/schemas/User/type'),
      contract.locate('/components/responses/Users/content'),
      contract.locate('/components/pathItems/users/get'),
    ]).toEqual([
      { file: join(base, 'shared.yaml'), line: 11, column: 5 },
      { file: path, line: 8, column: 12 },
      { file: join(base, 'shared.yaml'), line: 4, column: 5 },
      { file: join(base, 'paths/users.yaml'), line: 1, column: 1 },
    ])
  })

  test('also below a working folder that is named', async () => {
    const path = await folder({
      'openapi.yaml': withSchema("$ref: './user.yaml'"),
      'user.yaml': 'type: string',
    })
    const contract = await loadContract('./api/openapi.yaml', { cwd: dirname(dirname(path)) })
    expect(contract.path).toBe('./api/openapi.yaml')
    expect(contract.locate('/components/schemas/user/type')).toEqual({
      file: 'api/user.yaml',
      line: 1,
      column: 1,
    })
  })

  test('and upgraded with the first, if that is of version 3.0', async () => {
    const path = await folder({
      'openapi.yaml': withSchema("$ref: 'user.yaml'").replace('3.1.0', '3.0.3'),
      'user.yaml': 'type: string\nnullable: true',
    })
    const { document } = await loadContract(path)
    expect(document.components).toMatchObject({ schemas: { user: { type: ['string', 'null'] } } })
  })

  test('and a text without a file needs no folder', async () => {
    const contract = await loadContractText('main:openapi/nowhere.yaml', withSchema('type: string'))
    expect(contract.path).toBe('main:openapi/nowhere.yaml')
  })
})

describe('a real document', () => {
  test('of version 3.0 and twelve megabytes is loaded, upgraded and located', async () => {
    const path = 'node_modules/@octokit/openapi/generated/api.github.com.json'
    const contract = await loadContract(path)
    expect(contract.operations.length).toBeGreaterThan(900)
    expect(contract.document.openapi).toBe('3.1.0')
    const schemas = [...walkDocument(contract.document)].filter(({ kind }) => kind === 'Schema')
    expect(schemas.length).toBeGreaterThan(10_000)
    const odd = schemas.filter(
      ({ value }) =>
        Object.hasOwn(value, 'nullable') ||
        typeof value.exclusiveMinimum === 'boolean' ||
        typeof value.exclusiveMaximum === 'boolean',
    )
    expect(odd).toEqual([])
    const place = contract.locate('/paths/~1user/get/operationId')
    expect(place).toMatchObject({ file: path })
    expect(place?.line).toBeGreaterThan(1)
  }, 60_000)
})
