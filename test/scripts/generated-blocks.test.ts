// Generated blocks of a Markdown text: replaced where they differ, left where only times do.
import { describe, expect, it } from 'vitest'
import { type Blocks, refresh, timeless } from '../../scripts/generated-blocks.ts'

const blocks: Blocks = {
  fruit: () => '| plum |\n',
  run: async () => 'done   12.0 s  3 files',
  never: () => {
    throw new Error('made though the text does not have it')
  },
}

const text = (...inner: string[]) => ['# Title', '', ...inner, '', 'End', ''].join('\n')
const block = (name: string, ...inner: string[]) => [
  `<!-- generated: ${name} -->`,
  ...inner,
  '<!-- /generated -->',
]

describe('refreshing', () => {
  it.each([
    [
      'an empty block is filled',
      { given: block('fruit'), want: block('fruit', '| plum |'), drifted: ['fruit'] },
    ],
    [
      'a fresh one stays',
      { given: block('fruit', '| plum |'), want: block('fruit', '| plum |'), drifted: [] },
    ],
    [
      'an old one is replaced, however long it is',
      {
        given: block('fruit', '| pear |', '| fig |'),
        want: block('fruit', '| plum |'),
        drifted: ['fruit'],
      },
    ],
    [
      'one that differs in times alone keeps them',
      {
        given: block('run', 'done  980 ms  3 files'),
        want: block('run', 'done  980 ms  3 files'),
        drifted: [],
      },
    ],
    [
      'one that differs in a count does not',
      {
        given: block('run', 'done  980 ms  4 files'),
        want: block('run', 'done   12.0 s  3 files'),
        drifted: ['run'],
      },
    ],
    [
      'each of several is looked at',
      {
        given: [...block('fruit', 'old'), 'between', ...block('run', 'done  1 ms  3 files')],
        want: [...block('fruit', '| plum |'), 'between', ...block('run', 'done  1 ms  3 files')],
        drifted: ['fruit'],
      },
    ],
    ['a text without blocks stays', { given: ['plain'], want: ['plain'], drifted: [] }],
  ])('%s', async (_, { given, want, drifted }) => {
    const refreshed = await refresh(text(...given), blocks)
    expect(refreshed.text).toBe(text(...want))
    expect(refreshed.drifted).toEqual(drifted)
  })

  it('reads lines that end in CR LF', async () => {
    const given = text(...block('fruit', '| plum |')).replaceAll('\n', '\r\n')
    expect((await refresh(given, blocks)).drifted).toEqual([])
  })

  it.each([
    ['a name that nobody knows', block('constructor'), /no generated block "constructor"/],
    ['a block without an end', ['<!-- generated: fruit -->', 'rest'], /"fruit" has no end/],
  ])('refuses %s', async (_, given, message) => {
    await expect(refresh(text(...given), blocks)).rejects.toThrow(message)
  })
})

describe('a text without times', () => {
  it.each([
    ['a   1 ms', 'a  …'],
    ['a  59.9 s  b', 'a  …  b'],
    ['(2 min 5 s)', '(…)'],
    ['12 answers in 3 stages', '12 answers in 3 stages'],
    ['1,208 exchanges (9.7 s)', '1,208 exchanges (…)'],
  ])('%s', (given, want) => expect(timeless(given)).toBe(want))
})
