// Rule example-obeys: examples wherever a contract may have them, in the direction in which they travel.
import { exampleObeys } from '../../src/audit/example-obeys.ts'
import { answering, type Given, schemaOnly, testRule } from './fixture.ts'

const s = '/components/schemas/S'
const media = '/paths/~1/get/responses/200/content/application~1json'
const notString = 'is of type number; documented: string'

/** `PUT /` whose body has a schema with a member of each direction. */
const directed = (place: 'body' | 'answer' | 'component', example: string): Given => {
  const user = `{type: object, required: [id, secret], properties: {id: {readOnly: true}, secret: {writeOnly: true}}${place === 'component' ? `, example: ${example}` : ''}}`
  const sent = place === 'body' ? `, example: ${example}` : ''
  const received = place === 'answer' ? `, example: ${example}` : ''
  return {
    parts: `paths: {/: {put: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}${sent}}}}, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S'}${received}}}}}}}}
components: {schemas: {S: ${user}}}`,
  }
}

const parameter = (fields: string): Given => ({
  parts: `paths: {'/{id}': {get: {parameters: [{name: id, in: path, required: true, ${fields}}], responses: {}}}}
components: {examples: {Bad: {value: 7}, Good: {value: a}}}`,
})
const parameterAt = '/paths/~1{id}/get/parameters/0'

/** An answer whose schema has a property that is named like a part of a request. */
const namedLikeAPart = answering(
  '{schema: {properties: {parameters: {type: object, required: [id], properties: {id: {readOnly: true}}, example: {}}}}}',
)

testRule(exampleObeys, {
  clean: [
    ['no example', { given: schemaOnly('{type: string}') }],
    [
      'an example of a schema',
      { given: schemaOnly('{type: string, example: a, default: b, examples: [c, d]}') },
    ],
    [
      'null where it may be null',
      { given: schemaOnly("{type: [string, 'null'], example: null, default: null}") },
    ],
    ['an example of a body', { given: answering('{schema: {type: string}, example: a}') }],
    ['an example without a schema', { given: answering('{example: 5}') }],
    [
      'an example elsewhere',
      { given: answering("{schema: {type: string}, examples: {a: {externalValue: 'https://x'}}}") },
    ],
    [
      'an example by reference',
      {
        given: parameter(
          "schema: {type: string}, examples: {a: {$ref: '#/components/examples/Good'}}",
        ),
      },
    ],
    ['a request without what is read only', { given: directed('body', '{secret: a}') }],
    ['an answer without what is written only', { given: directed('answer', '{id: a}') }],
    ['an example of a component, as it is sent', { given: directed('component', '{secret: a}') }],
    ['an example of a component, as it is received', { given: directed('component', '{id: a}') }],
    [
      'a property named example',
      { given: schemaOnly('{properties: {example: {type: string}, default: {type: string}}}') },
    ],
  ],
  violating: [
    [
      'an example of a schema',
      {
        given: schemaOnly('{type: string, example: 5}'),
        want: [`error ${s}/example: the example ${notString}`],
      },
    ],
    [
      'a default',
      {
        given: schemaOnly('{type: string, default: 5}'),
        want: [`error ${s}/default: the example ${notString}`],
      },
    ],
    [
      'the second of several',
      {
        given: schemaOnly('{type: string, examples: [a, 5]}'),
        want: [`error ${s}/examples/1: the example ${notString}`],
      },
    ],
    [
      'a member of an example',
      {
        given: answering(
          '{schema: {properties: {a: {items: {type: string}}}}, example: {a: [x, 5]}}',
        ),
        want: [`error ${media}/example/a/1: the example at /a/1 ${notString}`],
      },
    ],
    [
      'a named example',
      {
        given: answering('{schema: {type: string}, examples: {a/b: {value: 5}}}'),
        want: [`error ${media}/examples/a~1b/value: the example ${notString}`],
      },
    ],
    [
      'an example of a parameter',
      {
        given: parameter('schema: {type: string}, example: 7'),
        want: [`error ${parameterAt}/example: the example ${notString}`],
      },
    ],
    [
      'an example by reference, where it stands',
      {
        given: parameter(
          "schema: {type: string}, examples: {a: {$ref: '#/components/examples/Bad'}}",
        ),
        want: [`error /components/examples/Bad/value: the example ${notString}`],
      },
    ],
    [
      'an example of a header',
      {
        given: {
          parts:
            "paths: {/: {get: {responses: {'200': {description: d, headers: {X-A: {schema: {type: integer}, example: a}}}}}}}",
        },
        want: [
          'error /paths/~1/get/responses/200/headers/X-A/example: the example is of type string; documented: integer',
        ],
      },
    ],
    [
      'an answer in a component',
      {
        given: {
          parts:
            'paths: {}\ncomponents: {responses: {R: {description: d, content: {application/json: {schema: {type: string}, example: 5}}}}}',
        },
        want: [
          `error /components/responses/R/content/application~1json/example: the example ${notString}`,
        ],
      },
    ],
    [
      'a request without what is written only',
      {
        given: directed('body', '{id: a}'),
        want: [
          'error /paths/~1/put/requestBody/content/application~1json/example/secret: the example at /secret is missing, though required',
        ],
      },
    ],
    [
      'an answer without what is read only',
      {
        given: directed('answer', '{secret: a}'),
        want: [
          'error /paths/~1/put/responses/200/content/application~1json/example/id: the example at /id is missing, though required',
        ],
      },
    ],
    [
      'an example of a component that suits neither direction',
      {
        given: directed('component', '{}'),
        want: [`error ${s}/example/secret: the example at /secret is missing, though required`],
      },
    ],
    [
      'an answer below a property that is named like a part of a request',
      {
        given: namedLikeAPart,
        want: [
          `error ${media}/schema/properties/parameters/example/id: the example at /id is missing, though required`,
        ],
      },
    ],
    [
      'a shared example once',
      {
        given: {
          parts: `paths:
  /: {get: {responses: {'200': {description: d, content: {a/b: &m {schema: {$ref: '#/components/schemas/S'}, examples: {x: {$ref: '#/components/examples/E'}}}, c/d: *m}}}}}
components: {schemas: {S: {type: string}}, examples: {E: {value: 5}}}`,
        },
        want: [`error /components/examples/E/value: the example ${notString}`],
      },
    ],
  ],
  unchecked: [
    [
      'an example of an unknown format',
      {
        given: schemaOnly('{properties: {a: {format: colour}}, example: {a: red}}'),
        want: [`unchecked warning ${s}/example/a: format "colour" is not one that this tool knows`],
      },
    ],
  ],
})
