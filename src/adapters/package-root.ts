// Finds this package's own folder: the place of its version and of the contract that it brings.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { member } from '../contract/json.ts'

/** The folder with this package's package.json; the same from `src` and from a bundled `dist`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) {
    folder = dirname(folder)
  }
  return folder
}

/** This package's version. */
export function packageVersion(): string {
  const version = member(
    JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')),
    'version',
  )
  return typeof version === 'string' ? version : 'unknown'
}
