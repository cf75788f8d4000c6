// A contract as JavaScript: the data and the vocabulary that a generated module holds beside its runtime.
import type { Contract, Operation } from '../contract/contract.ts'
import { at, isObject, type Json, type JsonObject } from '../contract/json.ts'
import { localPointer } from '../contract/members.ts'
import type { Runtime } from '../generated/runtime-source.ts'
import { judgedDocument, mentioned, obeyedDocument } from './judged-document.ts'

/** A contract for the judge, as declarations. `path` is what reports call the contract. */
export function contractText(runtime: Runtime, contract: Contract, path: string): string {
  const { title, version, operations, servers } = contract
  const fields = { title, version, path, operations: operations.map(answerOnly), servers }
  return declarations(runtime, contract, { document: judgedDocument(contract), fields })
}

/** A contract for guards and the quick pass: only what these read. */
export function leanContractText(runtime: Runtime, contract: Contract): string {
  const direct = contract.operations.map((operation) => withDirectSchemas(contract, operation))
  const operations = direct.map(({ key, responses }) => ({
    key,
    responses: responses.map(({ status, headers, content }) => ({
      status,
      headers: headers.map(({ name }) => name),
      content: content?.map(({ range, schema }) => ({ range, schema })),
    })),
  }))
  const document = obeyedDocument({ ...contract, operations: direct })
  return declarations(runtime, contract, { document, fields: { operations } })
}

/** An operation whose answers name their schemas themselves where they only refer to them. */
function withDirectSchemas({ document }: Contract, operation: Operation): Operation {
  const direct = (pointer: string, passed: readonly string[] = []): string => {
    const schema = at(document, pointer)
    const target = isObject(schema) ? localPointer(schema.$ref) : undefined
    const isAlone = isObject(schema) && Object.keys(schema).length === 1
    const isRound = target !== undefined && passed.includes(target)
    return target === undefined || !isAlone || isRound
      ? pointer
      : direct(target, [...passed, pointer])
  }
  const responses = operation.responses.map((response) => ({
    ...response,
    content: response.content?.map((media) => ({
      ...media,
      schema: media.schema === undefined ? undefined : direct(media.schema),
    })),
  }))
  return { ...operation, responses }
}

function declarations(
  runtime: Runtime,
  contract: Contract,
  { document, fields }: { document: JsonObject; fields: Readonly<Record<string, unknown>> },
): string {
  const rows: Json[] = JSON.parse(JSON.stringify([...contract.secrets]))
  const { resources } = contract
  const all = resources === undefined ? fields : { ...fields, resources }
  const lines = Object.entries(all).map(([name, value]) => {
    return `  ${name}: ${literal(JSON.parse(JSON.stringify(value)), '  ')},`
  })
  return [
    `const document = ${literal(document)}`,
    '',
    vocabularyText(runtime, contract),
    'const contract = {',
    '  document,',
    '  vocabulary,',
    `  secrets: /* @__PURE__ */ new Map(${literal(rows, '  ')}),`,
    '  locate: () => undefined,',
    ...lines,
    '}',
    '',
  ].join('\n')
}

/** What an operation documents of its requests is left out: no rule that looks at answers reads it. */
function answerOnly(operation: Operation): Operation {
  return { ...operation, parameters: [], requestBody: undefined }
}

/** Only what this contract mentions is listed, so that a bundler can drop the rest of the runtime. */
function vocabularyText(runtime: Runtime, contract: Contract): string {
  const { keywords, formats } = mentioned(contract)
  const blame = runtime.names.chooseBranch
  const isEntered = keywords.has('$schema') || keywords.has('$dynamicRef')
  return [
    'const vocabulary = {',
    ...(blame === undefined ? [] : [`  blame: ${blame},`]),
    ...(isEntered ? [`  enter: ${runtime.names.enterSchema},`] : []),
    `  keywords: {${entries(runtime.keywords, keywords)}},`,
    `  formats: {${entries(runtime.formats, formats)}},`,
    '}',
    '',
  ].join('\n')
}

function entries(names: Readonly<Record<string, string>>, wanted: ReadonlySet<string>): string {
  const rows = Object.entries(names).filter(([name]) => wanted.has(name))
  const lines = rows.map(([name, value]) => `    ${JSON.stringify(name)}: ${value},\n`)
  return lines.length === 0 ? '' : `\n${lines.join('')}  `
}

/** JSON as a JavaScript expression. There, a plain `"__proto__":` would set the prototype. */
function literal(value: Json, indent = ''): string {
  const lines = JSON.stringify(value, null, 2).split('\n')
  return lines
    .map((line) => line.replace(/^( *)"__proto__": /, '$1["__proto__"]: '))
    .join(`\n${indent}`)
}

/** A list of exports; each is what `local` calls it inside the module. */
export function exportsText(names: readonly string[], local: (name: string) => string): string {
  const rows = names.map((name) => (local(name) === name ? name : `${local(name)} as ${name}`))
  return `export {\n${rows.map((row) => `  ${row},\n`).join('')}}\n`
}

/**
 * What an export is called inside the module: the runtime may have a function of its name, but no export
 * has a `$`.
 */
export function localNames({ source }: Runtime): (name: string) => string {
  const declarations = /^(?:async )?(?:var|let|const|class|function\*?) +([\w$]+)/gm
  const declared = new Set([...source.matchAll(declarations)].map(([, name]) => name))
  const local = (name: string): string => (declared.has(name) ? local(`${name}$`) : name)
  return local
}
