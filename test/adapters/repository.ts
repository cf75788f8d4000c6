// Git in a folder of a test, as an author whom no configuration of the machine touches.
import { execFileSync } from 'node:child_process'

const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']

/** What a git command says in the folder. */
export function gitIn(folder: string, ...args: string[]): string {
  return execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8' }).trim()
}
