// Holds that nothing is written but in a few named places, each of which is given redacted text.
import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, parse, type Source } from '../architecture/source.ts'

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .map((path) => parse(path, readFileSync(path, 'utf8')))
}

const sources = sourcesIn('src').filter(({ path }) => !path.startsWith('src/generated/'))

/** What of `node:fs` only reads. */
const reading =
  /^(?:readFile|readFileSync|readdir|stat|realpath|createReadStream|existsSync|watch)$/
const fileSystem = /^(?:node:)?fs(?:\/promises)?$/

/** Whether a file imports something by which it can write files. */
function writesFiles({ tree }: Source): boolean {
  return [...nodesOf(tree)].some((node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      if (!fileSystem.test(node.moduleSpecifier.text)) return false
      const named = node.importClause?.namedBindings
      // A namespace or the default export holds everything.
      if (named === undefined || !ts.isNamedImports(named)) return true
      return named.elements.some(
        ({ name, propertyName }) => !reading.test((propertyName ?? name).text),
      )
    }
    if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword)
      return false
    const [first] = node.arguments
    return first !== undefined && ts.isStringLiteral(first) && fileSystem.test(first.text)
  })
}

/** Whether a file takes hold of the process's own streams or of the console. */
function writesStreams({ tree }: Source): boolean {
  const nodes = [...nodesOf(tree)]
  const isProcess = (node: ts.Node | undefined) => node?.getText() === 'process'
  return nodes.some((node) => {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const text = node.getText()
      return (
        /^process(?:\.|\[')(?:stdout|stderr|emitWarning|report)\b/.test(text) ||
        /^console\b/.test(text)
      )
    }
    // `const { stdout } = process`
    return (
      ts.isVariableDeclaration(node) &&
      isProcess(node.initializer) &&
      /\b(?:stdout|stderr|emitWarning)\b/.test(node.name.getText())
    )
  })
}

/** Whether a file lets another program write where this one does. */
function sharesStreams({ text }: Source): boolean {
  return /['"`]inherit['"`]/.test(text)
}

function uses(name: string): (source: Source) => boolean {
  return ({ tree, path }) =>
    path !== 'src/adapters/write-file.ts' &&
    [...nodesOf(tree)].some((node) => ts.isIdentifier(node) && node.text === name)
}

const pathsOf = (test: (source: Source) => boolean) =>
  sources
    .filter(test)
    .map(({ path }) => path)
    .sort()

describe('only these write', () => {
  const rows: [string, { given: (source: Source) => boolean; want: string[] }][] = [
    ['to files', { given: writesFiles, want: ['src/adapters/write-file.ts'] }],
    // It hands the streams to main, which wraps them; a crash is told through the redactor.
    ['to the streams', { given: writesStreams, want: ['src/cli.ts'] }],
    ['through other programs', { given: sharesStreams, want: [] }],
    // Evidence is made of the contract's own words; known findings are refused where they hold a secret.
    [
      'single files',
      {
        given: uses('writeTextFile'),
        want: ['src/adapters/evidence-file.ts', 'src/adapters/known-findings-file.ts'],
      },
    ],
    // Generated code is made of the contract; reports are redacted before they are laid out.
    [
      'several files',
      {
        given: uses('writeTextFiles'),
        want: ['src/adapters/generated-files.ts', 'src/cli/publish.ts'],
      },
    ],
    // Exchanges with stand-ins for their secrets.
    ['private files', { given: uses('writePrivateFile'), want: ['src/cli/live/recorder.ts'] }],
    [
      'exchanges',
      { given: uses('writeHar'), want: ['src/cli/live/recorder.ts', 'src/traffic/har/writer.ts'] },
    ],
    [
      'what main has wrapped in the redactor',
      { given: uses('createOutput'), want: ['src/cli/main.ts', 'src/cli/progress.ts'] },
    ],
  ]
  it.each(rows)('%s', (_, { given, want }) => {
    expect(pathsOf(given)).toEqual(want)
  })

  it('and what records, redacts', () => {
    const recorder = sources.find(({ path }) => path === 'src/cli/live/recorder.ts')
    expect(recorder?.text).toMatch(/const kept = redact\(exchange\)\s+exchanges\.push\(kept\)/)
  })

  it('and what publishes, redacts', () => {
    const publish = sources.find(({ path }) => path === 'src/cli/publish.ts')
    expect(publish?.text).toMatch(/const report = redacted\(given, redact\)/)
  })
})

describe('a planted sink is found', () => {
  it.each<[string, (source: Source) => boolean, string]>([
    ['a write', writesFiles, "import { writeFileSync } from 'node:fs'"],
    [
      'a write under another name',
      writesFiles,
      "import { appendFile as readFile } from 'fs/promises'",
    ],
    ['a namespace', writesFiles, "import * as fs from 'node:fs'"],
    ['a default', writesFiles, "import fs from 'fs'"],
    ['a lazy import', writesFiles, "const { open } = await import('node:fs/promises')"],
    ['the console', writesStreams, "console.error('a')"],
    ['a stream', writesStreams, "process.stdout.write('a')"],
    ['a stream by its name', writesStreams, "process['stderr'].write('a')"],
    ['a stream taken apart', writesStreams, 'const { stdout: out } = process'],
    ['a warning', writesStreams, "process.emitWarning('a')"],
    ['a child that shares them', sharesStreams, "spawn('a', [], { stdio: 'inherit' })"],
    ['a caller', uses('writeTextFile'), "writeTextFile('a', 'b')"],
  ])('%s', (_, test, line) => {
    expect(test(parse('src/cli/a.ts', line))).toBe(true)
  })
})
