import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findPackageRoot } from '../../guest/build/package-root.ts'

/** The part of componentize-js that is used. */
interface Componentize {
  readonly componentize: (options: Readonly<Record<string, unknown>>) => Promise<{
    readonly component: Uint8Array
  }>
}

/** Names a `node_modules` folder with componentize-js: `test/support/install-componentize.sh` makes one. */
export const componentizeVariable = 'ORTHANC_WASM_COMPONENTIZE'

/** Whether the variable is not set: then what needs the package is skipped, on a line that names it. */
export function lacksComponentize(): boolean {
  if (process.env[componentizeVariable] !== undefined) return false
  const name = '@bytecodealliance/componentize-js'
  const how = `needs ${componentizeVariable}, see test/support/install-componentize.sh`
  process.stdout.write(`SKIPPED-FOR-PACKAGE ${name}: the plugin in JavaScript ${how}\n`)
  return true
}

/** The sample in JavaScript as a component. */
export async function buildJavaScript(): Promise<Uint8Array> {
  const packages = process.env[componentizeVariable] ?? ''
  const entry = join(packages, '@bytecodealliance/componentize-js/src/componentize.js')
  const { componentize }: Componentize = await import(pathToFileURL(entry).href)
  const root = findPackageRoot()
  const { component } = await componentize({
    sourcePath: join(root, 'guest/examples/javascript/plugin.js'),
    witPath: join(root, 'guest/wit/orthanc.wit'),
    worldName: 'plugin',
    disableFeatures: ['random', 'stdio', 'clocks', 'http', 'fetch-event'],
  })
  return component
}
