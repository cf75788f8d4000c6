// Says where and why a text is no JSON, for people who have to mend the file.
import { readJson } from '../json-text.ts'

/** `place` is `:line:column`; `problem` continues "it". */
export type BrokenJson = { place: string; problem: string; isCut: boolean }

/** What is wrong with a text that JSON.parse has refused. */
export function brokenJson(text: string): BrokenJson {
  const read = readJson(text)
  const { problem, offset } = read.ok ? { problem: 'is malformed', offset: 0 } : read
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = offset - before.lastIndexOf('\n')
  return { place: `:${line}:${column}`, problem, isCut: problem.startsWith('ends inside') }
}
