// Compiles the image encoders to `dist/host/image/codecs.wasm`. Run as a program, after the TypeScript build.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCategory, importCompiler } from './compiler.ts'
import { findPackageRoot } from './package-root.ts'
import { SourceFiles } from './source-files.ts'

const root = findPackageRoot()
const files = new SourceFiles(root, join(root, 'host/image/assembly/index.ts'))
const target = join(root, 'dist/host/image/codecs.wasm')

const compiler = await importCompiler()
if (compiler === undefined) throw new Error('AssemblyScript is not installed')

const commandLine = [files.main, '--baseDir', files.folder, '--outFile', 'codecs.wasm']
commandLine.push('--config', SourceFiles.config, '--target', 'codecs')

const { error } = await compiler.main(commandLine, {
  readFile: (name) => files.read(name),
  writeFile: (_, contents) => {
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, contents)
  },
  listFiles: () => [],
  reportDiagnostic: (diagnostic) => {
    process.stderr.write(`${files.describe(diagnostic)}\n`)
    if (diagnostic.category === errorCategory) process.exitCode = 1
  },
})
if (error !== null) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
