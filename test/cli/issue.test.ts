// From a recording to an issue for the API's owner: what `--report markdown` and `--finding` write.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from './command-line.ts'

const check = ['check', '--contract', 'trunks.yaml', 'faulty.har']
const id = 'de3cb55bce62bc85'
const key = 'k3y-0f-7he-4p1'

const issue = `# \`GET /trunks/{id}\`: \`id\` is \`"XX0a1b"\`, which does not match ^TK\\[a-f0-9\\]{4}\\$

**Documented:** \`"pattern": "^TK[a-f0-9]{4}$"\` <https://docs.example/trunks>

**Received:** status 200, \`application/json\`. The smallest part of the answer that shows it:

\`\`\`json
{
  "id": "XX0a1b"
}
\`\`\`

**To reproduce:**

\`\`\`sh
curl --include \\
  --url https://api.example/v1/trunks/TK0a1b
\`\`\`

**Why it matters:** Identifiers of another form belong to something else; dates of another form parse differently by platform.

Found by blackbox-contract: rule \`string-format\`, place \`/response/body/id\`, contract \`trunks.yaml:19\`, found in \`faulty.har\`, exchange 1, fingerprint \`de3cb55bce62bc85\`.
`

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issue-'))
})

afterAll(() => rm(folder, { recursive: true }))

test('a finding is written as an issue', async () => {
  const { stdout, exitCode } = await run({
    argv: [...check, '--report=markdown=-', `--finding=${id}`],
  })
  expect(exitCode).toBe(1)
  expect(stdout).toBe(issue)
})

test('the whole report tells of every finding, and keeps the key out', async () => {
  const path = join(folder, 'report.md')
  const argv = [...check, `--report=markdown=${path}`]
  const { exitCode } = await run({ argv, env: { BLACKBOX_API_KEY: key } })
  const text = await readFile(path, 'utf8')
  expect(exitCode).toBe(1)
  expect(text.match(/^## .*/gm)).toHaveLength(4)
  expect(text).not.toContain(key)
})

type Written = { findings: { witness?: object }[] }

test.each([
  ['there beside a Markdown report', { argv: ['--report=markdown=/dev/null'], want: true }],
  ['left out otherwise', { argv: [], want: false }],
])('the request and the answer are %s', async (_, { argv, want }) => {
  const { stdout } = await run({ argv: [...check, '--report=json=-', ...argv] })
  const { findings }: Written = JSON.parse(stdout)
  expect(findings.map(({ witness }) => witness !== undefined)).toEqual([want, want, want])
})

test.each([
  ['no fingerprint', { argv: ['--finding=5'], want: "error: --finding is no fingerprint: '5'." }],
  [
    'without the report that shows it',
    { argv: [`--finding=${id}`], want: 'error: --finding says nothing without a Markdown report.' },
  ],
])('a finding that is named in vain stops the run: %s', async (_, { argv, want }) => {
  const { stdout, stderr, exitCode } = await run({ argv: [...check, ...argv] })
  expect([stdout, exitCode]).toEqual(['', 2])
  expect(stderr).toContain(want)
})
