import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { buildAssemblyScript } from './assemblyscript.ts'
import { findPackageRoot } from './package-root.ts'
import { isUpToDate } from './toolchain.ts'

/** What all samples are made with: our side of the compiler, the SDK, the compiler's options and its version. */
const makers = ['dist/guest/build', 'guest/assembly', 'asconfig.json', 'package.json']

/** Builds the samples `guest/examples/NAME/NAME.ts` to `dist/examples/NAME.wasm`: those of these names, else all. A warning is a failure. */
async function buildExamples(names: readonly string[]): Promise<boolean> {
  const root = findPackageRoot()
  const folder = join(root, 'guest', 'examples')
  const out = join(root, 'dist', 'examples')
  mkdirSync(out, { recursive: true })
  let allBuilt = true
  for (const name of names.length > 0 ? names : readdirSync(folder).toSorted()) {
    const source = join(folder, name, `${name}.ts`)
    const target = join(out, `${name}.wasm`)
    const inputs = [join(folder, name), ...makers.map((path) => join(root, path))]
    if (!existsSync(source) || isUpToDate(target, inputs)) continue
    process.stderr.write(`Compiling guest/examples/${name}/${name}.ts …`)
    const start = performance.now()
    const result = await buildAssemblyScript({ source: relative(process.cwd(), source) })
    process.stderr.write(` ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
    if (result.kind === 'built' && result.warnings.length === 0) {
      writeFileSync(`${target}.map`, result.sourceMap ?? '')
      writeFileSync(target, result.wasm)
    } else {
      allBuilt = false
      const lines = result.kind === 'built' ? result.warnings : result.messages
      process.stderr.write(`${lines.join('\n')}\n`)
    }
  }
  return allBuilt
}

process.exitCode = (await buildExamples(process.argv.slice(2))) ? 0 : 1
