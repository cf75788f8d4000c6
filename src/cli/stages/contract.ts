// Stage `contract`: the document is valid OpenAPI, and obeys our own rules about contracts.
import { relative, resolve } from 'node:path'
import { readContractText } from '../../adapters/contract-file.ts'
import { lintDocument } from '../../adapters/lint.ts'
import { auditContract } from '../../audit/audit.ts'
import { walkDocument } from '../../contract/walk.ts'
import { count } from '../../reporters/words.ts'
import type { GateStage } from './stage.ts'

export const contractStage: GateStage = {
  name: 'contract',
  summary: 'The document is valid, its examples obey it, each part says how it is known',
  async run({ contract, path, context }) {
    const text = await readContractText(path, context.cwd)
    const file = resolve(context.cwd, path)
    const remote = context.options['allow-remote-refs']
    const problems = (await lintDocument({ text, path: file }))
      // The linter stays offline; the loader has followed every reference by now.
      .filter(({ rule }) => !(remote && rule === 'no-unresolved-refs'))
      .map((problem) => ({
        ...problem,
        file: problem.file === file ? path : relative(context.cwd, problem.file),
      }))
    const parts = [...walkDocument(contract.document)]
    const schemas = parts.filter(({ kind }) => kind === 'Schema').length
    return {
      checked: `${count(contract.operations.length, 'operation')}, ${count(schemas, 'schema')}`,
      ...auditContract(contract, problems),
    }
  },
}
