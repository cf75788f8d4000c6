// Runs one command line in this process, with everything of the outside world given by the test.
import { fileURLToPath } from 'node:url'
import type { Environment } from '../../src/cli/command.ts'
import { type Commands, commands } from '../../src/cli/commands.ts'
import { type MainInput, main } from '../../src/cli/main.ts'

const cases = fileURLToPath(new URL('cases', import.meta.url))
/** Monday, 2 March 2026, 8 o'clock; it never gets later. */
const today = Date.UTC(2026, 2, 2, 8)

export type Outcome = { exitCode: number; stdout: string; stderr: string }

type Given = { argv: readonly string[]; env?: Environment; known?: Commands } & Partial<MainInput>

/** Reaches what a test has started on this machine, and nothing else. */
const loopback: typeof fetch = (input, init) => {
  const request = new Request(input, init)
  if (new URL(request.url).hostname === '127.0.0.1') return fetch(request)
  return Promise.reject(new Error('no network in tests'))
}

async function* noInput(): AsyncGenerator<Uint8Array> {}

/** The exit code and both outputs; in the folder `cases`, without terminal or network. */
export async function run({ argv, known = commands, ...given }: Given): Promise<Outcome> {
  const written = { stdout: '', stderr: '' }
  const exitCode = await main(
    {
      argv,
      env: {},
      cwd: cases,
      stdin: noInput(),
      stdout: (text) => {
        written.stdout += text
      },
      stderr: (text) => {
        written.stderr += text
      },
      fetch: loopback,
      now: () => today,
      signal: new AbortController().signal,
      stdoutColumns: undefined,
      stderrColumns: undefined,
      ...given,
    },
    known,
  )
  return { exitCode, ...written }
}
