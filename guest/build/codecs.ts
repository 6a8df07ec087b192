// Compiles the image encoders to `dist/host/image/codecs.wasm`. Run as a program, after the TypeScript build.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCategory, importCompiler, SourceFiles } from './assemblyscript-compiler.ts'
import { findPackageRoot } from './package-root.ts'
import { isUpToDate } from './toolchain.ts'

const root = findPackageRoot()
const sourceFolder = join(root, 'host/image/assembly')
const target = join(root, 'dist/host/image/codecs.wasm')

// asconfig.json has the compiler's options, package.json its version.
const inputs = [sourceFolder, join(root, 'asconfig.json'), join(root, 'package.json')]

// The build takes seconds and is part of every test run.
if (!isUpToDate(target, inputs)) await compile()

async function compile(): Promise<void> {
  const compiler = await importCompiler()
  if (compiler === undefined) throw new Error('AssemblyScript is not installed')
  const files = new SourceFiles(root, join(sourceFolder, 'index.ts'))
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
      process.stderr.write(`${files.describe(diagnostic).join('\n')}\n`)
      if (diagnostic.category === errorCategory) process.exitCode = 1
    },
  })
  if (error === null) return
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
