// Tests that a large real document, GitHub's, yields types that compile and validators that load.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { generateFiles } from '../../src/codegen/generate.ts'
import { compile } from './compile.ts'

const path = 'node_modules/@octokit/openapi/generated/api.github.com.json'

it('GitHub’s document generates types that compile and guards that judge', async () => {
  const contract = await loadContract(path)
  const files = generateFiles(contract, path)
  const use = `import { isSimpleUser } from './validators.js'
import type { paths, SimpleUser } from './types.js'
export type Answer = paths['/user']['get']['responses'][200]['content']['application/json']
export const user = (value: unknown): SimpleUser | undefined => (isSimpleUser(value) ? value : undefined)
`
  expect(compile({ ...Object.fromEntries(files), 'use.ts': use })).toEqual([])

  const folder = await mkdtemp(join(tmpdir(), 'github-'))
  try {
    await writeFile(join(folder, 'validators.js'), files.get('validators.js') ?? '')
    const url = pathToFileURL(join(folder, 'validators.js')).href
    const validators = await import(/* @vite-ignore */ url)
    const { components } = JSON.parse(await readFile(path, 'utf8'))
    const schemas = Object.keys(components.schemas)
    const guards = Object.keys(validators).filter(
      (name) => name !== 'isCleanAnswer' && name.startsWith('is'),
    )
    expect(guards).toHaveLength(schemas.length)
    const user = components.examples['simple-user'].value
    expect(validators.isSimpleUser(user)).toBe(true)
    expect(validators.isSimpleUser({ ...user, id: 'one' })).toBe(false)
  } finally {
    await rm(folder, { recursive: true })
  }
}, 180_000)
