// Serves the reference provider for demonstrations until interrupted: --port N, --fault NAME as often as wanted.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadContract } from '../src/adapters/contract-file.ts'
import { packageRoot } from '../src/adapters/package-root.ts'
import { serve } from '../src/adapters/serve.ts'
import { isToolError, ToolError } from '../src/errors.ts'
import { faultsPath, statesPath } from '../src/reference/control.ts'
import { type FaultName, faultNamed, faultNames, faults } from '../src/reference/faults.ts'
import { createReferenceProvider } from '../src/reference/provider.ts'

const usage = 'Usage: npm run provider -- [--port N] [--fault NAME]...'

function readOptions(args: string[]): { port: number; on: FaultName[] } {
  const options = { port: { type: 'string' }, fault: { type: 'string', multiple: true } } as const
  // Not strict: parseArgs' own errors repeat what was typed.
  const { values, positionals } = parseArgs({ args, options, strict: false })
  const { port = '4020', fault = [], ...others } = values
  if (positionals.length > 0 || Object.keys(others).length > 0) {
    throw new ToolError('E_USAGE', 'There is an argument that means nothing here.', { hint: usage })
  }
  if (typeof port !== 'string' || !/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new ToolError('E_USAGE', '--port is a number from 0 to 65535.', { hint: usage })
  }
  const named = [fault].flat().map((name) => {
    if (typeof name !== 'string')
      throw new ToolError('E_USAGE', '--fault needs a name.', { hint: usage })
    return faultNamed(name)
  })
  return { port: Number(port), on: named }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}

async function run(args: string[]): Promise<void> {
  const { port, on } = readOptions(args)
  const contract = await loadContract(join(packageRoot(), 'openapi', 'blackbox.yaml'))
  const key = process.env.BLACKBOX_API_KEY
  const keys = key ? { keys: [key] } : {}
  const provider = createReferenceProvider({ contract, faults: on, populated: true, ...keys })
  const { url, close } = await serve(provider.fetch, { port })
  const rows = faultNames.map((name) => {
    return `  ${on.includes(name) ? 'on ' : 'off'} ${name.padEnd(28)} ${faults[name].summary}`
  })
  const lines = [
    `The reference provider is at ${url}; ${key ? 'the key of BLACKBOX_API_KEY is good' : 'any key will do'}.`,
    `Provider states: POST ${url}${statesPath}`,
    `Faults, switched by POST ${url}${faultsPath} with {"faults": ["NAME"]}:`,
    ...rows,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  await interrupted()
  await close()
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  if (!isToolError(error)) throw error
  process.stderr.write(`error: ${error.message} ${error.hint}\n`)
  process.exitCode = 2
}
