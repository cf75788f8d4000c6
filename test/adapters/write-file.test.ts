// Tests that a file is written whole or not at all, and that nothing is left lying about.
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writePrivateFile, writeTextFile, writeTextFiles } from '../../src/adapters/write-file.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-file-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const isRoot = process.getuid?.() === 0

describe('writeTextFile', () => {
  it('writes a new file and the folders above it', async () => {
    const path = join(folder, 'a', 'b', 'report.xml')
    await writeTextFile(path, 'täxt\n')
    expect(await readFile(path, 'utf8')).toBe('täxt\n')
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['report.xml'])
  })

  it('replaces a file and keeps its permissions', async () => {
    const path = join(folder, 'report.xml')
    await writeFile(path, 'a much longer old text')
    await chmod(path, 0o640)
    await writeTextFile(path, 'new')
    expect(await readFile(path, 'utf8')).toBe('new')
    expect((await stat(path)).mode & 0o777).toBe(0o640)
  })

  it('writes through a symbolic link', async () => {
    await writeFile(join(folder, 'real'), 'old')
    await symlink(join(folder, 'real'), join(folder, 'link'))
    await writeTextFile(join(folder, 'link'), 'new')
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new')
    expect((await readdir(folder)).sort()).toEqual(['link', 'real'])
  })

  it('leaves a device a device', async () => {
    await writeTextFile('/dev/null', 'gone')
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true)
  })

  it('says that a device is full', async () => {
    await expect(writeTextFile('/dev/full', 'text')).rejects.toMatchObject({
      code: 'E_OUTPUT',
      message: '/dev/full cannot be written: no space left.',
    })
  })

  const refusals: [string, { given: string; want: string }][] = [
    ['a folder in its place', { given: 'taken', want: 'a folder is in its place' }],
    ['a file for a folder', { given: 'file/report.xml', want: 'a part of its path is a file' }],
    ['an endless name', { given: 'x'.repeat(300), want: 'the name is too long' }],
  ]
  it.each(refusals)('refuses %s in one sentence', async (_, { given, want }) => {
    await mkdir(join(folder, 'taken'))
    await writeFile(join(folder, 'file'), 'kept')
    const path = join(folder, given)
    await expect(writeTextFile(path, '')).rejects.toMatchObject({
      code: 'E_OUTPUT',
      message: `${path} cannot be written: ${want}.`,
    })
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('kept')
    expect((await readdir(folder)).sort()).toEqual(['file', 'taken'])
  })

  it.skipIf(isRoot)('refuses a folder that may not be written', async () => {
    await chmod(folder, 0o500)
    const path = join(folder, 'report.xml')
    await expect(writeTextFile(path, '')).rejects.toMatchObject({
      code: 'E_OUTPUT',
      message: `${path} cannot be written: permission denied.`,
    })
    await chmod(folder, 0o700)
  })
})

describe('writePrivateFile', () => {
  it.each([undefined, 0o644])(
    'leaves a file that its owner alone may read, over %s',
    async (mode) => {
      const path = join(folder, 'run.har')
      if (mode !== undefined) {
        await writeFile(path, 'old')
        await chmod(path, mode)
      }
      await writePrivateFile(path, 'new')
      expect(await readFile(path, 'utf8')).toBe('new')
      expect((await stat(path)).mode & 0o777).toBe(0o600)
      expect(await readdir(folder)).toEqual(['run.har'])
    },
  )

  it('leaves a device what it is', async () => {
    const { mode } = await stat('/dev/null')
    await writePrivateFile('/dev/null', 'gone')
    expect((await stat('/dev/null')).mode).toBe(mode)
  })
})

describe('writeTextFiles', () => {
  it('writes none where one cannot be', async () => {
    await writeFile(join(folder, 'a'), 'old')
    await mkdir(join(folder, 'b'))
    const files = new Map(['a', 'b', 'c'].map((name) => [join(folder, name), 'new']))
    await expect(writeTextFiles(files)).rejects.toMatchObject({ code: 'E_OUTPUT' })
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('old')
    expect((await readdir(folder)).sort()).toEqual(['a', 'b'])
  })
})
