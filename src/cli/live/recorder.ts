// Keeps what a live run saw, without its secrets, in a file that `check` reads.
import { resolve } from 'node:path'
import { packageVersion } from '../../adapters/package-root.ts'
import { writePrivateFile } from '../../adapters/write-file.ts'
import type { Contract } from '../../contract/contract.ts'
import type { Exchange } from '../../traffic/exchange.ts'
import { writeHar } from '../../traffic/har/writer.ts'
import { exchangeRedactor } from '../../traffic/secrets/redact-exchange.ts'
import type { Secrets } from '../secrets.ts'

export type Recorder = {
  /** The file, as the user names it. */
  path: string
  /** Gives back what is kept of it. */
  record: (exchange: Exchange) => Exchange
  /** Writes what there is so far. Throws E_OUTPUT where it cannot be written. */
  save: () => Promise<void>
}

export function startRecorder(
  path: string,
  {
    contract,
    baseUrl,
    cwd,
    secrets,
  }: {
    contract: Contract
    baseUrl: string
    cwd: string
    secrets: Secrets
  },
): Recorder {
  const exchanges: Exchange[] = []
  const redact = exchangeRedactor({ contract, baseUrl, secrets: secrets.values() })
  const version = packageVersion()
  const file = resolve(cwd, path)
  return {
    path,
    record: (exchange) => {
      const kept = redact(exchange)
      exchanges.push(kept)
      return kept
    },
    // What an API answers may be about people, redacted or not.
    save: () =>
      writePrivateFile(file === resolve(path) ? path : file, writeHar(exchanges, { version })),
  }
}
