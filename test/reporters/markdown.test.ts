// Parses the Markdown report back: hostile text is shown, and changes nothing of what stands around it.
import { marked, type Token } from 'marked'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/report.ts'
import { issueAlone, markdown } from '../../src/reporters/markdown.ts'
import { block, code, sentence, table } from '../../src/reporters/markdown-text.ts'
import type { Witness } from '../../src/witness.ts'
import { finding, hostileTexts, report, reportSaying } from './sample-report.ts'

/** A witness that says one text in every place that comes from outside. */
function witness(text: string): Witness {
  return {
    why: text,
    documented: text,
    constraint: text,
    evidence: 'assumed',
    startedAt: text,
    request: { method: text, url: text, headers: [['Accept', text]], body: text },
    response: {
      status: 200,
      contentType: text,
      excerpt: { kind: 'smallest', form: 'json', text },
    },
  }
}

function saying(text: string): Report {
  const given = reportSaying(text)
  const acceptance = { reason: text, until: text, owner: text, link: text }
  const found = finding({
    ...{ rule: text, operation: text, message: text, at: `/response/body/${text}` },
    ...{ contract: { pointer: text, file: text, line: 1, source: text }, witness: witness(text) },
  })
  return {
    ...given,
    inconclusive: [{ operation: text, probe: text, reason: text, exchange: null }],
    findings: [
      { ...found, fingerprint: 'a' },
      { ...found, fingerprint: 'b', known: acceptance },
      { ...found, fingerprint: 'c', expired: acceptance, witness: witness(text) },
      ...given.findings,
    ],
  }
}

const markdownTexts: readonly (readonly [name: string, text: string])[] = [
  ['a heading', '# Title\n\n## Next'],
  ['a setext heading', 'a\n===\nb\n---'],
  ['a code span', 'a `b` ``c`` ` d'],
  ['backticks at the ends', '`a`'],
  ['only backticks', '```'],
  ['a fence', '```\n~~~\n````sh\nrm -rf /\n````'],
  ['emphasis', '**a** __b__ *c* _d_ ~~e~~'],
  ['a link', '[a](https://evil.example) <https://evil.example> [b]: https://evil.example'],
  ['bare addresses', 'https://evil.example www.evil.example x@evil.example ftp://evil.example'],
  ['an image', '![a](https://evil.example/pixel.png)'],
  ['mentions and references', '@team/all @user #1 GH-2 a/b#3'],
  ['tags', '<img src=x onerror=alert(1)> <!-- --> <a href="javascript:alert(1)">x</a>'],
  ['entities', '&lt;b&gt; &#64;user &copy;'],
  ['columns', 'a | b || c \\| d \\'],
  ['lists', '- a\n1. b\n+ c'],
  ['a list at its beginning', '- a'],
  ['a numbered list at its beginning', '1. a'],
  ['a quotation', '> a'],
  ['an indented block', '    a\n\tb'],
  ['a rule', '***\n---'],
  ['escapes', '\\` \\* \\\\ \\'],
  ['a quoted value with backticks', 'is "`a` | @user", which'],
  ['a formula', '$a$ $$b$$ $request.path.id'],
  ['blanks', '  a  '],
]

/** Blocks by kind, cells by number: what a text from outside must not change. */
function skeleton(tokens: readonly Token[]): unknown[] {
  return tokens
    .filter(({ type }) => type !== 'space')
    .map((token) => {
      if (token.type === 'table') return [token.type, token.header.length, token.rows.length]
      if (token.type === 'list') return [token.type, token.items.length]
      return token.type === 'heading' ? [token.type, token.depth] : token.type
    })
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#124': '|' } as const

/** What a reader sees, and what trackers look through for mentions and addresses: text outside code. */
function seen(html: string): { all: string; prose: string } {
  const words = (part: string) =>
    part
      .replace(/<[^>]*>/g, '')
      .replace(/&(amp|lt|gt|quot|#39|#124);/g, (_, name: keyof typeof entities) => entities[name])
  const pieces = html.replace(/<code[\s\S]*?<\/code>/g, '<>').split(/<[^>]*>/)
  return { all: words(html), prose: pieces.map(words).join('\n') }
}

// An empty method is that of a message, which is not asked for: another form.
const texts = [...hostileTexts, ...markdownTexts].filter(([, text]) => text !== '')

describe.each(texts)('with hostile text: %s', (_, text) => {
  const output = markdown(saying(text))
  const html = marked.parse(output, { async: false })

  test('the report keeps its form', () => {
    const plain = markdown(saying('word'))
    expect(skeleton(marked.lexer(output))).toEqual(skeleton(marked.lexer(plain)))
  })

  test('nothing of it is obeyed', () => {
    const tags = [...html.matchAll(/<\/?([a-z]\w*|!--)/g)].map(([, name]) => name)
    const own = 'h1 h2 p strong code pre table thead tbody tr th td ul li !--'.split(' ')
    expect([...new Set(tags)].filter((name) => !own.includes(name ?? ''))).toEqual([])
    expect(seen(html).prose).not.toMatch(/@[\w-]|#\d|:\/\/|www\.|GH-\d/i)
  })
})

test.each(markdownTexts)('a reader sees the text: %s', (_, text) => {
  const line = text.replaceAll('\n', '\\n').replaceAll('\t', '\\t').trim()
  const read = (source: string) => seen(marked.parse(source, { async: false })).all
  expect(read(code(text)).trim()).toBe(line)
  expect(read(`- ${sentence(text)}`).trim()).toBe(line)
  expect(read(table(['a'], [[text]]))).toContain(line)
  expect(read(block(text, 'text'))).toContain(text.replaceAll('\t', '\\t'))
})

const shown: Witness = {
  why: 'Dates of another form parse differently by platform.',
  documented: 'When it was last verified.',
  constraint: '"format": "date-time"',
  evidence: 'stated',
  startedAt: '2026-03-02T09:14:02.000Z',
  request: { method: 'GET', url: 'https://api.example/trunks/7', headers: [['Accept', '*/*']] },
  response: {
    status: 200,
    contentType: 'application/json',
    excerpt: { kind: 'smallest', form: 'json', text: '{\n  "verifiedAt": "yesterday"\n}' },
  },
}
const at = '/response/body/checks/0/verifiedAt'
const message = 'is "yesterday", which is no date-time'
const found = finding({ at, message, witness: shown })

const issue = `# \`GET /trunks/{id}\`: \`checks[0].verifiedAt\` is \`"yesterday"\`, which is no date-time

**Documented:** When it was last verified. \`"format": "date-time"\` <https://docs.example/trunks>

**Received:** status 200, \`application/json\`, at \`2026-03-02T09:14:02.000Z\`. The smallest part of the answer that shows it:

\`\`\`json
{
  "verifiedAt": "yesterday"
}
\`\`\`

**To reproduce:**

\`\`\`sh
curl --include \\
  --url https://api.example/trunks/7 \\
  --header 'Accept: */*'
\`\`\`

**Why it matters:** Dates of another form parse differently by platform.

Found by blackbox-contract: rule \`string-format\`, place \`/response/body/checks/0/verifiedAt\`, contract \`openapi/trunks.yaml:41\`, found in \`day.har\`, exchange 3, fingerprint \`0123456789abcdef\`.
`

test('one finding is an issue that can be sent as it stands', () => {
  expect(issueAlone(report({ findings: [found] }), found.fingerprint)).toBe(issue)
})

test('a fingerprint that no finding has is said', () => {
  const text = issueAlone(report({ findings: [found] }), 'fedcba9876543210')
  expect(text).toBe('No finding has the fingerprint `fedcba9876543210`.\n')
})

test.each([
  ['Only `passed` is shown.', 'Only `passed` is shown.'],
  ['An *open* set: `a`, "b".', 'An \\*open\\* set: `a`, `"b"`.'],
  ['One ` alone.', 'One \\` alone.'],
])('words of the contract keep their code: %s', (documented, want) => {
  const text = markdown(report({ findings: [{ ...found, witness: { ...shown, documented } }] }))
  expect(text).toContain(`**Documented:** ${want} `)
})

test.each([
  ['/response/body', 'the body'],
  ['/response/body/a~1b/0/1/c', '`a/b[0][1].c`'],
  ['/response/headers/x-rate', 'header `x-rate`'],
  ['/request/query/limit', 'query parameter `limit`'],
  ['/request/body/name', '`name` of the request'],
])('the place %s is named %s', (at, want) => {
  const text = markdown(report({ findings: [finding({ at, message: 'is missing' })] }))
  expect(text).toContain(`: ${want} is missing\n`)
})

const count = (text: string, part: string) => text.split(part).length - 1

test('the same fault is one issue, with its witness and how often it came', () => {
  const { witness: _, ...bare } = found
  const text = markdown(report({ findings: [bare, found, bare] }))
  expect(count(text, '\n## ')).toBe(1)
  expect(text).toContain('in 3 exchanges, of which this is one.')
  expect(text).toContain('curl --include')
})

test('errors come before warnings', () => {
  const warning = finding({ severity: 'warning', fingerprint: 'a', message: 'is unusual' })
  const text = markdown(report({ findings: [warning, finding({ fingerprint: 'b' })] }))
  const headings = text.split('\n').filter((line) => line.startsWith('## '))
  expect(headings.map((line) => line.endsWith('(warning)'))).toEqual([false, true])
})

test('what nobody says is told as assumed', () => {
  const assumed = { ...found, witness: { ...shown, evidence: 'assumed' } }
  expect(markdown(report({ findings: [assumed] }))).toContain('No page says it: it is assumed.')
})

test('a finding about no answer has no request', () => {
  const text = markdown(report({ findings: [finding({ exchange: null })] }))
  expect(text).not.toMatch(/Received|To reproduce|Asked/)
})

test('without an operation the title says what was asked for', () => {
  const { exchange } = found
  const text = issueAlone(
    report({ findings: [{ ...found, exchange, operation: null }] }),
    found.fingerprint,
  )
  expect(text).toContain('# `GET /trunks/7`: `checks[0].verifiedAt` is')
})

test('stages of a gate are a table', () => {
  const stages = [
    { name: 'contract', checked: '4 | 5', verdict: 'pass', durationMs: 1500 },
    { name: 'live', checked: 'no URL', verdict: 'skipped', durationMs: 0 },
  ] as const
  expect(markdown(report({ stages }))).toContain(
    [
      '| Stage | Verdict | Time | Checked |',
      '| --- | --- | --- | --- |',
      '| contract | pass | 1.5 s | 4 &#124; 5 |',
      '| live | skipped | \\- | no URL |',
    ].join('\n'),
  )
})

test('more issues than anybody reads are counted', () => {
  const findings = Array.from({ length: 60 }, (_, index) => finding({ fingerprint: `${index}` }))
  const text = markdown(report({ findings }))
  expect(count(text, '\n## ')).toBe(50)
  expect(text).toContain('… and 10 more; `--report json=FILE` writes all of them.')
})

test('what is accepted is no issue', () => {
  const known = { reason: 'The vendor knows.', until: '2026-12-31' }
  const text = markdown(report({ findings: [{ ...found, known }] }))
  expect(text).toContain('## Known\n\n- `GET /trunks/{id}`: `checks[0].verifiedAt` is')
  expect(text).toContain('; accepted until 2026-12-31: The vendor knows.')
  expect(text).not.toContain('curl')
})
