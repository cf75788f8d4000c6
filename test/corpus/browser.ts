// Asks for each answer of the corpus from a page in Chromium and gives the recording that it writes.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CASE_FIELD, ELSEWHERE, KEY, ORIGIN, type Request, TWILIO } from './case.ts'
import { cases } from './cases.ts'
import { startCorpus } from './server.ts'

export const CHROMIUM = '/usr/bin/chromium'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Sites = { origin: string; elsewhere: string }

/** What the page itself sends. */
type Asked = { url: string; method: string; headers: Record<string, string>; body: string | null }

function asked(name: string, request: Request, { origin, elsewhere }: Sites): Asked {
  const { method = 'GET', path = TWILIO, headers = {}, body = null } = request
  const url = `${request.elsewhere ? elsewhere : origin}${path}`
  const credential = { authorization: `Bearer ${KEY}`, [CASE_FIELD]: name }
  return { url, method, headers: { ...credential, ...headers }, body }
}

/** Runs inside the page; an answer that the page may not read is recorded all the same. */
async function ask({ url, ...init }: Asked): Promise<void> {
  const answer = await fetch(url, { ...init, cache: 'no-store' }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => undefined)
}

async function askAll(page: Page, stranger: Page, sites: Sites): Promise<void> {
  for (const [name, { given }] of cases) {
    if (given.raw) continue
    const { request = {} } = given
    const from = request.crossOrigin || request.elsewhere ? stranger : page
    await from.evaluate(ask, asked(name, request, sites))
  }
}

async function recordInto(path: string, browser: Browser, sites: Sites): Promise<void> {
  const context = await browser.newContext({ recordHar: { path, content: 'embed' } })
  const [page, stranger] = [await context.newPage(), await context.newPage()]
  await page.goto(sites.origin)
  await stranger.goto(sites.elsewhere)
  await askAll(page, stranger, sites)
  await context.close()
}

/** The text with one port for another: in URLs, in Host fields, and where it stands as a number. */
function withPort(text: string, from: string, to: string): string {
  const [old, port] = [new URL(from), new URL(to)]
  return text
    .replaceAll(old.host, port.host)
    .replaceAll(`"_serverPort": ${old.port}`, `"_serverPort": ${port.port}`)
}

/** The recording as the browser wrote it, but for the two ports, which differ from run to run. */
export async function recordCorpus(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corpus-'))
  const [own, other] = [await startCorpus(), await startCorpus()]
  const path = join(folder, 'recorded.har')
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: flags })
  try {
    await recordInto(path, browser, { origin: own.url, elsewhere: other.url })
    const text = await readFile(path, 'utf8')
    return withPort(withPort(text, own.url, ORIGIN), other.url, ELSEWHERE)
  } finally {
    await browser.close()
    await Promise.all([own.close(), other.close(), rm(folder, { recursive: true })])
  }
}
