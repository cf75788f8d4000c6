// Bundles of the public API, as an application's bundler makes them.
import { build } from 'esbuild'

/** A bundle's files by path; scripts that a page imports, or one script that sets `api`. */
export async function bundle(
  format: 'esm' | 'iife',
  external: string[] = [],
): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    format,
    splitting: format === 'esm',
    globalName: 'api',
    external,
    platform: 'browser',
    target: 'es2022',
    outdir: '/',
    write: false,
  })
  return new Map(
    outputFiles.map(({ path, text }) => [path.replaceAll('\\', '/').replace(/^[a-z]:/i, ''), text]),
  )
}
