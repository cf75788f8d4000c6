// The real program in a process of its own: exit codes, closed pipes, and what it loads to show help.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

function start(argv: readonly string[]) {
  return spawn(process.execPath, ['--import', 'tsx', script, ...argv], { stdio: 'pipe' })
}

test.each<[string, { given: string[]; want: number }]>([
  ['help', { given: ['--help'], want: 0 }],
  ['an unknown command', { given: ['chekc'], want: 2 }],
])('gives its exit code to the shell: %s', async (_, { given, want }) => {
  const program = start(given)
  program.stdout.resume()
  const code = await new Promise((done) => program.on('close', done))
  expect(code).toBe(want)
})

test('does not mind a reader that closes the pipe', async () => {
  const program = start(['--help'])
  program.stdout.destroy()
  let stderr = ''
  program.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const code = await new Promise((done) => program.on('close', done))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

/** Packages that are loaded with a file: by its static imports, and theirs. */
function packagesLoadedWith(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  const imports = source.matchAll(/^(?:import|export)\s(?!type\s)[^;'"]*?from '([^']+)'/gm)
  return [...imports].flatMap(([, specifier = '']) =>
    specifier.startsWith('.')
      ? packagesLoadedWith(resolve(dirname(file), specifier), seen)
      : specifier
          .replace(/^node:/, '')
          .split('/')
          .slice(0, 2)
          .join('/'),
  )
}

test('help and rules load no package, so they are there at once', () => {
  const list = readFileSync(resolve(dirname(script), 'cli/commands.ts'), 'utf8')
  const files = [...list.matchAll(/import\('(.+?)'\)/g)].map(([, path = '']) =>
    resolve(dirname(script), 'cli', path),
  )
  expect(files.length).toBeGreaterThan(1)
  const loaded = [script, ...files].flatMap((file) => packagesLoadedWith(file))
  expect(loaded).toContain('util')
  expect(loaded.filter((name) => !builtinModules.includes(name))).toEqual([])
})
