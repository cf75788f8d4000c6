// Reads the options of a config file, or those that package.json holds under the tool's name.
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isObject, type Json, type JsonObject, member } from '../contract/json.ts'
import { ToolError } from '../errors.ts'
import { readJson } from '../traffic/json-text.ts'

const key = 'blackbox-contract'
const largest = 1_000_000

/** Options as read, not yet checked; `path` as the user knows it. */
export type ConfigText = { path: string; values: JsonObject }

function fail(message: string, hint: string, cause?: unknown): never {
  throw new ToolError('E_CONFIG', `${message}.`, { hint, cause })
}

function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|[\n\r]/)
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

function parse(path: string, text: string): Json {
  const json = readJson(text)
  if (!json.ok) {
    return fail(`${path}:${place(text, json.offset)} ${json.problem}`, 'A config file is JSON.')
  }
  const [hazard] = json.hazards
  if (hazard !== undefined) {
    const problem = `${path} at ${hazard.at}: ${hazard.kind.replaceAll('-', ' ')}`
    return fail(problem, 'Write each option once, with a plain value.')
  }
  return json.value
}

async function read(path: string, file: string): Promise<string | undefined> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) return fail(`${path} is a folder`, 'Name a JSON file.')
    if (found.size > largest) return fail(`${path} is too large for a config file`, 'Name another.')
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof ToolError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    return fail(`${path} cannot be read`, 'Check its permissions.', error)
  }
}

/** The file that `--config` names, or package.json's own member; undefined if there is neither. */
export async function readConfigFile(
  named: string | undefined,
  cwd: string,
): Promise<ConfigText | undefined> {
  const path = named ?? 'package.json'
  const text = await read(path, resolve(cwd, path))
  if (text === undefined) {
    return named === undefined ? undefined : fail(`${path} does not exist`, 'Check --config.')
  }
  // Most package.json files say nothing of this tool, and their faults are not its business.
  if (named === undefined && !text.includes(`"${key}"`)) return undefined
  const root = parse(path, text)
  const values = named === undefined ? member(root, key) : root
  if (values === undefined) return undefined
  const where = named === undefined ? `${path}#${key}` : path
  return isObject(values)
    ? { path: where, values }
    : fail(`${where} is not a JSON object`, 'Write {"report": ["json=report.json"]}, for example.')
}
