// Rule evidence-complete: once a contract says how one part is known, it says so for all.
import { evidenceComplete } from '../../src/audit/evidence-complete.ts'
import type { Given } from './fixture.ts'
import { testRule } from './fixture.ts'

const known = 'x-evidence: stated, x-source: https://docs'
const api = (operation: string, more = ''): Given => ({
  parts: `paths: {/a: {get: {${operation}}}}\n${more}`,
})
const ok = "responses: {'200': {description: d}}"
const missing = (what: string, at: string) =>
  `error ${at}: has no ${what}, neither of its own nor inherited`
const get = '/paths/~1a/get'

testRule(evidenceComplete, {
  clean: [
    ['a document that keeps no evidence', { given: api(ok) }],
    ['answers that inherit from their operation', { given: api(`${known}, ${ok}`) }],
    [
      'an answer that inherits from its path',
      { given: { parts: `paths: {/a: {${known}, get: {${ok}}}}` } },
    ],
    [
      'a document that says so at its top',
      {
        given: { parts: `x-evidence: stated\nx-source: https://docs\npaths: {/a: {get: {${ok}}}}` },
      },
    ],
    [
      'an answer by reference to one that is known',
      {
        given: api(
          `${known}, responses: {'200': {$ref: '#/components/responses/R'}}`,
          `components: {responses: {R: {description: d, ${known}}}}`,
        ),
      },
    ],
    [
      'schemas below a known one',
      {
        given: {
          parts: `paths: {}\ncomponents: {schemas: {S: {${known}, properties: {a: {type: string}}}}}`,
        },
      },
    ],
    [
      'every word',
      {
        given: {
          parts: `paths: {}\ncomponents: {schemas: {A: {${known}, allOf: [{x-evidence: prose}, {x-evidence: example}, {x-evidence: assumed}]}}}`,
        },
      },
    ],
  ],
  violating: [
    [
      'an operation without, and its answer',
      {
        given: api(ok, `components: {schemas: {S: {${known}}}}`),
        want: [
          missing('x-evidence', get),
          missing('x-source', get),
          missing('x-evidence', `${get}/responses/200`),
          missing('x-source', `${get}/responses/200`),
        ],
      },
    ],
    [
      'evidence without a source',
      {
        given: api(`x-evidence: assumed, ${ok}`),
        want: [missing('x-source', get), missing('x-source', `${get}/responses/200`)],
      },
    ],
    [
      'a component that nothing inherits to',
      {
        given: api(
          `${known}, ${ok}`,
          'components: {responses: {R: {description: d}}, schemas: {S: {type: string}}}',
        ),
        want: [
          missing('x-evidence', '/components/schemas/S'),
          missing('x-source', '/components/schemas/S'),
          missing('x-evidence', '/components/responses/R'),
          missing('x-source', '/components/responses/R'),
        ],
      },
    ],
    [
      'a word that means nothing',
      {
        given: {
          parts:
            'x-source: https://docs\nx-evidence: stated\npaths: {}\ncomponents: {schemas: {S: {x-evidence: guessed}}}',
        },
        want: [
          'error /components/schemas/S/x-evidence: x-evidence is "guessed"; it is one of stated, prose, example, assumed',
        ],
      },
    ],
  ],
  unchecked: 'A part has evidence or has none.',
})
