// Compiles texts in memory with every strict flag, as a user's project would.
import ts from 'typescript'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  types: [],
}

/** What the compiler says of a few files in one folder, one line each; empty if it is content. */
export function compile(files: Readonly<Record<string, string>>): string[] {
  const inMemory = new Map(Object.entries(files).map(([name, text]) => [`/project/${name}`, text]))
  inMemory.set('/project/package.json', '{ "type": "module" }')
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  host.fileExists = (path) => inMemory.has(path) || fileExists(path)
  host.readFile = (path) => inMemory.get(path) ?? readFile(path)
  host.directoryExists = (path) => path.startsWith('/project') || ts.sys.directoryExists(path)
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path)
    return text === undefined ? undefined : ts.createSourceFile(path, text, target)
  }
  const roots = [...inMemory.keys()].filter((path) => path.endsWith('.ts'))
  const program = ts.createProgram(roots, options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1
    return `${file?.fileName.split('/').at(-1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}
