// Bundles of the public API, as an application's bundler makes them.
import { build } from 'esbuild'

/** The packages of which anything gets into a bundle, what is loaded later included. */
export async function bundledPackages(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    format: 'esm',
    // That of browsers would stop at a module of Node, which is to be found and named here.
    platform: 'node',
    metafile: true,
    outdir: '/',
    write: false,
  })
  const names = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .flatMap(({ path, external }) =>
      external ? [path] : [/.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []].flat(),
    )
  return [...new Set(names)]
}

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
