// The contract that a command works on: the one that --contract names, or the one in the package.
import { join, relative } from 'node:path'
import { packageRoot } from '../adapters/package-root.ts'
import type { Contract } from '../contract/contract.ts'

type Given = {
  cwd: string
  fetch: typeof fetch
  options: {
    contract: string | undefined
    'allow-remote-refs': boolean
    'allow-unchecked'?: boolean
  }
}

/** Its path as messages show it: as the user named it, or relative to where the user stands. */
export function contractPath({ options, cwd }: Pick<Given, 'options' | 'cwd'>): string {
  return options.contract ?? relative(cwd, join(packageRoot(), 'openapi', 'blackbox.yaml'))
}

/** Loads it. What loads is heavy, so it is imported only here. */
export async function openContract(given: Given): Promise<Contract> {
  const { loadContract } = await import('../adapters/contract-file.ts')
  const { cwd, fetch, options } = given
  return loadContract(contractPath(given), {
    cwd,
    fetch,
    allowRemoteRefs: options['allow-remote-refs'],
    allowUnchecked: options['allow-unchecked'] ?? false,
  })
}
