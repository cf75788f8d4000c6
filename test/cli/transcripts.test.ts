// Replays the Markdown transcripts in this folder; UPDATE=1 writes what the commands say now.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from './command-line.ts'
import { type LiveServers, startLiveServers } from './live-servers.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
const program = 'blackbox-contract'

// A heading, prose, one command; what it wrote follows up to the next heading and is made anew.
const step = /^## .*\n[\s\S]*?^```sh\n(?<line>.*)\n```\n/gm

/** Words parted by blanks, in single quotes where they hold some; assignments come first. */
function parseLine(line: string): { env: Record<string, string>; argv: string[] } {
  const words = [...line.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''))
  const start = words.indexOf(program)
  if (start === -1) throw new Error(`A transcript runs ${program}, not: ${line}`)
  const env = words.slice(0, start).map((word) => word.split(/=(.*)/s).slice(0, 2))
  return { env: Object.fromEntries(env), argv: words.slice(start + 1) }
}

function block(title: string, text = ''): string {
  return text === '' ? '' : `\n${title}:\n\n\`\`\`text\n${text.replace(/\n$/, '')}\n\`\`\`\n`
}

let servers: LiveServers

beforeAll(async () => {
  servers = await startLiveServers()
})

afterAll(() => servers.close())

async function replay(transcript: string): Promise<string> {
  const title = transcript.slice(0, transcript.search(/^## /m))
  const parts: string[] = []
  for (const { 0: head, groups } of transcript.matchAll(step)) {
    const { exitCode, ...written } = await run(parseLine(servers.toReal(groups?.line ?? '')))
    const [stdout, stderr] = [written.stdout, written.stderr].map(servers.toWritten)
    const output = `${block('Standard output', stdout)}${block('Standard error', stderr)}`
    parts.push(`${head}${output}\nExit code: ${exitCode}\n`)
  }
  return title + parts.join('\n')
}

test('there are transcripts', () => {
  expect(files.length).toBeGreaterThan(1)
})

test.each(files)(
  '%s tells what the commands say',
  async (name) => {
    const transcript = readFileSync(`${folder}/${name}`, 'utf8')
    const replayed = await replay(transcript)
    expect(replayed).toContain('Exit code: ')
    if (process.env.UPDATE === '1') writeFileSync(`${folder}/${name}`, replayed)
    else expect(replayed).toBe(transcript)
  },
  60_000,
)
