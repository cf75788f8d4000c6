// Loads a contract from disk: reads the document and the files it refers to, joins, upgrades and compiles them.
import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path'
import { compileContract } from '../contract/compile.ts'
import type { Contract, Location } from '../contract/contract.ts'
import {
  type Joined,
  joinFiles,
  type SourceFile,
  settleSchemas,
  type WantedFile,
} from '../contract/join-files.ts'
import { type JsonObject, member } from '../contract/json.ts'
import { parseText } from '../contract/parse.ts'
import { checkReferences } from '../contract/resolve.ts'
import { upgradeDocument } from '../contract/upgrade.ts'
import { fullVocabulary } from '../contract/vocabulary.ts'
import { isToolError, ToolError } from '../errors.ts'

export type LoadOptions = {
  /** Follow `$ref`s to http(s) URLs. Default false. */
  allowRemoteRefs?: boolean
  /** Let a `$ref` that leads nowhere be reported as unchecked where it is met. Default false. */
  allowUnchecked?: boolean
  /** Used for remote references only. */
  fetch?: typeof fetch
  cwd?: string
}

/** 64 MiB: five times the largest public document known, far below what would exhaust memory. */
const largest = 64 * 1024 * 1024

function unreadable(path: string, what: string, cause?: unknown): ToolError {
  return new ToolError('E_CONTRACT', `${path} ${what}`, {
    hint: 'Name an OpenAPI 3.0 or 3.1 document with --contract FILE.',
    ...(cause === undefined ? {} : { cause }),
  })
}

function tooLarge(path: string, size: number): ToolError {
  const mebibytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`
  return unreadable(
    path,
    `is too large: ${mebibytes(size)}, and the limit is ${mebibytes(largest)}.`,
  )
}

function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist.'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: permission denied.'
  return 'cannot be read.'
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw unreadable(path, 'is not a text file in UTF-8.', cause)
  }
}

/** The text of a contract's file, its size checked before it is read. */
export async function readContractText(path: string, cwd = '.'): Promise<string> {
  const file = resolve(cwd, path)
  try {
    const found = await stat(file)
    if (found.isDirectory()) throw unreadable(path, 'is a folder, not a file.')
    // Such a device never ends.
    if (found.isCharacterDevice()) throw unreadable(path, 'is a device, not a file.')
    if (found.size > largest) throw tooLarge(path, found.size)
    return decode(path, await readFile(file))
  } catch (error) {
    if (error instanceof ToolError) throw error
    throw unreadable(path, causeOf(error), error)
  }
}

const isRemote = (file: string) => /^[a-z][a-z\d+.-]+:/i.test(file)

async function fetchText(url: string, options: LoadOptions): Promise<string> {
  try {
    const response = await (options.fetch ?? fetch)(url, { signal: AbortSignal.timeout(30_000) })
    if (!response.ok) throw unreadable(url, `answered with status ${response.status}.`)
    const chunks: Uint8Array[] = []
    let size = 0
    const reader = response.body?.getReader()
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      size += next.value.length
      if (size > largest) throw tooLarge(url, size)
      chunks.push(next.value)
    }
    return decode(url, Buffer.concat(chunks))
  } catch (error) {
    if (error instanceof ToolError) throw error
    throw unreadable(url, 'cannot be fetched.', error)
  }
}

/** The name under which a referenced file is kept, in the style in which the first was named; or its URL. */
function resolveName(from: string, file: string): string | undefined {
  try {
    if (isRemote(file)) return new URL(file).href
    if (isRemote(from)) return new URL(file, from).href
    const path = decodeURIComponent(file)
    return isAbsolute(path) ? path : join(dirname(from), path)
  } catch {
    return undefined
  }
}

/** Whether a file lies in a folder, symbolic links followed. */
async function isInside(folder: string, file: string): Promise<boolean> {
  const base = await realpath(folder).catch(() => folder)
  const found = await realpath(file).catch(() => join(base, relative(folder, file)))
  const way = relative(base, found)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

type Loading = { main: SourceFile; options: LoadOptions; files: Map<string, SourceFile> }

/** Reads a file that a reference names, once. */
async function readWanted(loading: Loading, wanted: WantedFile): Promise<SourceFile> {
  const { main, options, files } = loading
  const { line, column } = wanted.from.position(wanted.pointer)
  const refuse = (what: string, hint: string) =>
    new ToolError('E_CONTRACT', `${wanted.from.file}:${line}:${column} ${what}`, { hint })
  // Without the network, a reference means the file beside, whatever an `$id` says of where it is at home.
  const byId = options.allowRemoteRefs ? wanted.url : undefined
  const name = byId ?? resolveName(wanted.from.file, wanted.file)
  if (name === undefined) throw refuse('$ref has a malformed file name.', 'Correct the reference.')
  if (name === normalize(main.file)) return main
  const known = files.get(name)
  if (known !== undefined) return known
  const cwd = options.cwd ?? '.'
  if (isRemote(name) && !options.allowRemoteRefs) {
    const hint = 'Copy the file beside the contract, or allow it with --allow-remote-refs.'
    throw refuse(`refers to the network: ${name}.`, hint)
  }
  if (!isRemote(name)) {
    const folder = dirname(resolve(cwd, main.file))
    if (!(await isInside(folder, resolve(cwd, name)))) {
      const hint = 'Move the file into the folder of the contract.'
      throw refuse(`refers to a file outside the contract's folder: ${name}.`, hint)
    }
  }
  const read = isRemote(name) ? fetchText(name, options) : readContractText(name, cwd)
  const text = await read.catch((error: unknown) => {
    if (!isToolError(error)) throw error
    throw refuse(`$ref cannot be followed: ${error.message}`, 'Correct the reference.')
  })
  const source = { file: name, ...parseText(name, text) }
  files.set(name, source)
  return source
}

async function readAll(loading: Loading): Promise<Joined> {
  const joining = joinFiles(loading.main)
  let step = joining.next()
  while (!step.done) step = joining.next(await readWanted(loading, step.value))
  return step.value
}

function checkVersion(path: string, document: JsonObject): void {
  const version = member(document, 'openapi')
  const swagger = member(document, 'swagger') ?? member(document, 'swaggerVersion')
  if (swagger !== undefined) {
    throw new ToolError('E_CONTRACT', `${path} is a Swagger ${swagger} document.`, {
      hint: 'Convert it to OpenAPI 3.0 or 3.1 first; editor.swagger.io and swagger2openapi do that.',
    })
  }
  if (typeof version !== 'string' || !/^3\.[01]\.\d+/.test(version)) {
    const what =
      version === undefined
        ? 'has no "openapi" member'
        : `says openapi: ${JSON.stringify(version).slice(0, 40)}`
    throw new ToolError('E_CONTRACT', `${path} ${what}.`, {
      hint: 'Give an OpenAPI document of version 3.0.x or 3.1.x, with the version in quotes.',
    })
  }
}

function locator(
  main: SourceFile,
  files: ReadonlyMap<string, SourceFile>,
  origins: Joined['origins'],
) {
  return (pointer: string): Location => {
    for (const [component, origin] of origins) {
      if (pointer !== component && !pointer.startsWith(`${component}/`)) continue
      const source = files.get(origin.file)
      const place = origin.pointer + pointer.slice(component.length)
      if (source !== undefined) return { file: source.file, ...source.position(place) }
    }
    return { file: main.file, ...main.position(pointer) }
  }
}

/** Compiles the text of a document that may refer to files beside it. `path` is where it stands. */
export async function loadContractText(
  path: string,
  text: string,
  options: LoadOptions = {},
): Promise<Contract> {
  const main: SourceFile = { file: path, ...parseText(path, text) }
  checkVersion(path, main.root)
  const files = new Map<string, SourceFile>()
  const joined = await readAll({ main, options, files })
  const { document, origins } = joined
  const locate = locator(main, files, origins)
  if (!options.allowUnchecked) checkReferences(document, locate)
  upgradeDocument(document)
  const resources = settleSchemas(joined)
  return compileContract(document, { path, vocabulary: fullVocabulary, resources, locate })
}

/** Loads, joins, upgrades to 3.1 and compiles a contract. Throws E_CONTRACT with one clear sentence. */
export async function loadContract(path: string, options: LoadOptions = {}): Promise<Contract> {
  return loadContractText(path, await readContractText(path, options.cwd), options)
}
