// Tests that the generated code in this repository is what its sources make of it.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runtimeModule } from '../../scripts/bundle-runtime.ts'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { findDrift, outputsFor } from '../../src/adapters/generated-files.ts'
import { packageRoot } from '../../src/adapters/package-root.ts'
import { checks } from '../../src/checks/index.ts'
import { driftLines, isCurrent } from '../../src/codegen/drift.ts'
import { fullVocabulary } from '../../src/contract/vocabulary.ts'
import { judgeRuntime, validatorsRuntime } from '../../src/generated/runtime-source.ts'

const root = packageRoot()
const folder = join(root, 'src/generated')

describe('src/generated', () => {
  it('has the judge as it is now', async () => {
    const found = await readFile(join(folder, 'runtime-source.ts'), 'utf8')
    expect(isCurrent(await runtimeModule(root), found)).toBe(true)
  })

  it('has the contract as it is now', async () => {
    const contract = await loadContract('openapi/blackbox.yaml', { cwd: root })
    const drifts = await findDrift(outputsFor(contract, folder, root), folder)
    expect(drifts.flatMap(driftLines)).toEqual([])
  })

  it('has nothing else', async () => {
    const names = [
      'judge.d.ts',
      'judge.js',
      'runtime-source.ts',
      'types.ts',
      'validators.d.ts',
      'validators.js',
    ]
    expect((await readdir(folder)).sort()).toEqual(names)
  })

  it('knows every keyword, format and rule that the judge knows', () => {
    for (const { keywords, formats } of [judgeRuntime, validatorsRuntime]) {
      expect(Object.keys(keywords)).toEqual(Object.keys(fullVocabulary.keywords))
      expect(Object.keys(formats)).toEqual(Object.keys(fullVocabulary.formats))
    }
    expect(Object.keys(judgeRuntime.checks)).toEqual(checks.map(({ id }) => id))
  })

  it('says nothing of why a rule is there: only `rules` tells that', () => {
    for (const { why, title } of checks) {
      expect(judgeRuntime.source.includes(why)).toBe(false)
      expect(judgeRuntime.source.includes(title)).toBe(false)
    }
  })
})
