import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { buildAssemblyScript } from './assemblyscript.ts'
import { findPackageRoot } from './package-root.ts'

/** Builds each sample `guest/examples/NAME/NAME.ts` to `dist/examples/NAME.wasm`, in one process. */
async function buildExamples(): Promise<boolean> {
  const root = findPackageRoot()
  const folder = join(root, 'guest', 'examples')
  const out = join(root, 'dist', 'examples')
  mkdirSync(out, { recursive: true })
  let allBuilt = true
  for (const name of readdirSync(folder).toSorted()) {
    const source = join(folder, name, `${name}.ts`)
    if (!existsSync(source)) continue
    const result = await buildAssemblyScript({ source: relative(process.cwd(), source) })
    if (result.kind === 'built') {
      writeFileSync(join(out, `${name}.wasm`), result.wasm)
      writeFileSync(join(out, `${name}.wasm.map`), result.sourceMap)
    } else {
      allBuilt = false
      process.stderr.write(`${result.messages.join('\n')}\n`)
    }
  }
  return allBuilt
}

process.exitCode = (await buildExamples()) ? 0 : 1
