// Writes text files whole or not at all: a temporary file in the same folder, then a rename.
import { randomUUID } from 'node:crypto'
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ToolError } from '../errors.ts'

/** Writes one file, making its folder if there is none. A failure leaves the old text as it was. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await writeTextFiles(new Map([[path, text]]))
}

/** Writes one file that nobody but its owner may read, even where one that others may read is replaced. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await writeAll(new Map([[path, text]]), 0o600)
}

/** Writes several files that belong together: all texts are on the disk before the first rename. */
export async function writeTextFiles(files: ReadonlyMap<string, string>): Promise<void> {
  await writeAll(files, undefined)
}

async function writeAll(files: ReadonlyMap<string, string>, mode: number | undefined) {
  const staged: Staged[] = []
  try {
    for (const [path, text] of files) {
      await attempt(path, async () => {
        const place = await stage(path, text, mode)
        if (place !== undefined) staged.push(place)
      })
    }
    for (const { path, temporary, target } of staged) {
      await attempt(path, () => rename(temporary, target))
    }
  } finally {
    for (const { temporary } of staged) await rm(temporary, { force: true })
  }
}

/** Removes a file that this tool once wrote. */
export async function removeFile(path: string): Promise<void> {
  await attempt(path, () => rm(path, { force: true }))
}

type Staged = { path: string; temporary: string; target: string }

async function stage(
  path: string,
  text: string,
  mode: number | undefined,
): Promise<Staged | undefined> {
  await mkdir(dirname(path), { recursive: true })
  const target = await realpath(path).catch(() => path)
  const present = await stat(target).catch(() => undefined)
  if (present?.isDirectory()) throw new Error('a folder is in its place')
  if (present !== undefined && !present.isFile()) {
    // A rename would replace a device or a pipe (/dev/stdout) by a file.
    await writeSynced(target, text, { flag: 'w' })
    return undefined
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`)
  try {
    await writeSynced(temporary, text, { flag: 'wx', mode: mode ?? present?.mode })
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return { path, temporary, target }
}

async function writeSynced(
  path: string,
  text: string,
  { flag, mode }: { flag: 'w' | 'wx'; mode?: number | undefined },
): Promise<void> {
  // Narrow from the first byte on: others must not open it before its permissions are set.
  const file = await open(path, flag, mode === undefined ? undefined : mode & 0o600)
  try {
    // The file that it replaces keeps its permissions; a new one gets the usual ones.
    if (mode !== undefined) await file.chmod(mode & 0o777)
    await file.writeFile(text, 'utf8')
    // Else a crash may leave the new name on an empty file. A pipe cannot be synced, and need not.
    if (flag === 'wx') await file.sync()
  } finally {
    await file.close()
  }
}

async function attempt(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    throw new ToolError('E_OUTPUT', `${path} cannot be written: ${reason(cause)}.`, {
      hint: 'Name a place that you may write to.',
      cause,
    })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  EISDIR: 'a folder is in its place',
  ENAMETOOLONG: 'the name is too long',
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause))
}
