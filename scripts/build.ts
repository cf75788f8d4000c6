// Builds dist/ anew: compiles src/, and brings along the generated modules that are JavaScript already.
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { packageRoot } from '../src/adapters/package-root.ts'

const root = packageRoot()
const [source, target] = [join(root, 'src', 'generated'), join(root, 'dist', 'generated')]
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')

rmSync(join(root, 'dist'), { recursive: true, force: true })
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
if (status === 0) {
  for (const file of readdirSync(source)) {
    if (/\.(?:js|d\.ts)$/.test(file)) copyFileSync(join(source, file), join(target, file))
  }
  chmodSync(join(root, 'dist', 'cli.js'), 0o755)
}
process.exitCode = status ?? 1
