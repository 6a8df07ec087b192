import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { emitAdapter } from './adapter.ts'
import { readAssemblyApi } from './assembly-api.ts'
import { emitAssemblyDocs } from './assembly-docs.ts'
import { emitAssemblyTypes } from './assembly-types.ts'
import { emitAssemblyScript } from './assemblyscript.ts'
import { emitCHeader } from './c-header.ts'
import { emitConfigurationSchema } from './configuration-schema.ts'
import { emitConfigurationTypes } from './configuration-types.ts'
import { emitCoverage } from './coverage.ts'
import { emitDocs } from './docs.ts'
import { emitJavaScriptEnums, emitJavaScriptTypes } from './javascript.ts'
import { emitNativeCallbacks } from './native-callbacks.ts'
import { emitNativeNumbers, emitNativeProtocol, emitNativeTable } from './native-table.ts'
import { emitConfiguration, emitRefusals } from './operator-docs.ts'
import { emitPythonCallbacks } from './python-callbacks.ts'
import { emitPython } from './python.ts'
import { emitRust } from './rust.ts'
import { emitWit } from './wit.ts'

/** npm runs scripts, and vitest its tests, in the folder of the package. */
const packageRoot = process.cwd()

const firstLine = generatedFrom('abi/')

function generatedFrom(source: string): string {
  return `Generated from ${source} by abi/emit. Do not edit; run "npm run abi".`
}

/** Every generated file: its path below the package's folder, and its text. Of configuration.md only tables are generated. */
export function emitFiles(): ReadonlyMap<string, string> {
  const externals = emitAssemblyScript()
  const api = readAssemblyApi(packageRoot, externals)
  const configuration = emitConfiguration(readPage(configurationPage))
  return new Map([
    ['guest/assembly/abi.ts', `// ${firstLine}\n\n${externals}`],
    [
      'guest/assembly/index.d.ts',
      `// ${generatedFrom('guest/assembly/')}\n\n${emitAssemblyTypes(api)}`,
    ],
    [
      'docs/assemblyscript.md',
      `<!-- ${generatedFrom('guest/assembly/')} -->\n${emitAssemblyDocs(api)}`,
    ],
    ['guest/include/orthanc/OrthancCPlugin.h', `/* ${firstLine} */\n${emitCHeader()}`],
    [
      'host/bridge/native/frames/protocol.h',
      `/* ${generatedFrom('host/frames/')} */\n${emitNativeProtocol()}`,
    ],
    ['host/bridge/native/orthanc/numbers.h', `/* ${firstLine} */\n${emitNativeNumbers()}`],
    ['host/bridge/native/orthanc/table.h', `/* ${firstLine} */\n${emitNativeTable()}`],
    [
      'host/bridge/native/callbacks/callback-table.h',
      `/* ${firstLine} */\n${emitNativeCallbacks()}`,
    ],
    ['guest/python/module-table.h', `/* ${firstLine} */\n${emitPython()}`],
    ['guest/python/callback-table.h', `/* ${firstLine} */\n${emitPythonCallbacks()}`],
    ['guest/rust/src/abi.rs', `// ${firstLine}\n${emitRust()}`],
    ['guest/javascript/enums.js', `// ${firstLine}\n${emitJavaScriptEnums()}`],
    ['guest/javascript/enums.d.ts', `// ${firstLine}\n${emitJavaScriptTypes()}`],
    ['guest/wit/orthanc.wit', `// ${firstLine}\n${emitWit()}`],
    ['guest/wit/adapter.wat', `;; ${firstLine}\n${emitAdapter()}`],
    ['docs/sdk.md', `<!-- ${firstLine} -->\n${emitDocs()}`],
    ['docs/sdk-coverage.md', `<!-- ${firstLine} -->\n${emitCoverage(packageRoot)}`],
    ['docs/refusals.md', `<!-- ${generatedFrom('host/exchange/')} -->\n${emitRefusals()}`],
    [configurationPage, configuration],
    ['configuration.schema.json', emitConfigurationSchema(configuration)],
    [
      'host/config/configuration.ts',
      `// ${generatedFrom('host/config/configuration-keys.ts')}\n\n${emitConfigurationTypes(configuration)}`,
    ],
  ])
}

const configurationPage = 'docs/configuration.md'

function readPage(path: string): string {
  return readFileSync(join(packageRoot, path), 'utf8')
}

/** What differs between the files in `root` and what the table says: one line a file, none if nothing does. */
export function findDrift(root: string): readonly string[] {
  return [...emitFiles()].flatMap(([path, text]) => {
    const found = readIfThere(join(root, path))
    if (found === undefined) return [`${path}: is missing`]
    if (found === text) return []
    const lines = found.split('\n')
    const line = firstDifference(lines, text.split('\n'))
    return [`${path}:${line + 1}: ${lines[line] ?? '(end of file)'}`]
  })
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Error(`cannot read ${file}`, { cause: error })
  }
}

function firstDifference(found: readonly string[], wanted: readonly string[]): number {
  const line = wanted.findIndex((text, index) => text !== found[index])
  return line === -1 ? wanted.length : line
}

function writeFiles(root: string): void {
  for (const [path, text] of emitFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    console.log(path)
  }
}

function checkFiles(root: string): void {
  const drift = findDrift(root)
  if (drift.length === 0) return
  for (const line of drift) console.error(line)
  console.error('These files are not what abi/ says. Run: npm run abi')
  process.exitCode = 1
}

const isMain =
  process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href
if (isMain) {
  if (process.argv.includes('--check')) checkFiles(packageRoot)
  else writeFiles(packageRoot)
}
