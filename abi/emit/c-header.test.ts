import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { runProgram } from '../../test/support/program.ts'
import { missingPackage } from '../../test/support/requirements.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { functions } from '../functions.ts'
import type { FunctionRow } from '../rows.ts'
import { isInSdk } from './c-sdk.ts'

const folder = temporaryFolder('c-header')
const include = join(findPackageRoot(), 'guest/include')
const sdkHeader = '/usr/include/orthanc/OrthancCPlugin.h'
const strict = ['-fsyntax-only', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-I', include]

const compilers = [
  ['gcc', ['-xc', '-std=c99'], 'gcc'],
  ['g++', ['-xc++', '-std=c++17'], 'g++'],
  ['clang-19', ['-xc', '-std=c99'], 'clang-19'],
  ['clang-19', ['-xc++', '-std=c++17'], 'clang-19'],
] as const

/** What a compiler says about a source; nothing if all is well. */
async function check(program: string, options: readonly string[], source: string): Promise<string> {
  const { err } = await runProgram(folder, program, ...options, ...strict, source)
  return err
}

beforeAll(() => {
  writeFileSync(join(folder, 'alone.c'), '#include <orthanc/OrthancCPlugin.h>\n')
  writeFileSync(join(folder, 'version.c'), versions)
  writeFileSync(join(folder, 'types.c'), typesOfSdk())
})

const versions = `#include <orthanc/OrthancCPlugin.h>
#if !ORTHANC_PLUGINS_VERSION_IS_ABOVE(1, 12, 3) || !ORTHANC_PLUGINS_VERSION_IS_ABOVE(1, 2, 99) || \\
    !ORTHANC_PLUGINS_VERSION_IS_ABOVE(0, 99, 99)
#  error older than it is
#endif
#if ORTHANC_PLUGINS_VERSION_IS_ABOVE(1, 12, 4) || ORTHANC_PLUGINS_VERSION_IS_ABOVE(1, 13, 0) || \\
    ORTHANC_PLUGINS_VERSION_IS_ABOVE(2, 0, 0)
#  error newer than it is
#endif
`

/** Our functions, each assigned to a pointer of its type in the SDK's own header. */
function typesOfSdk(): string {
  const header = existsSync(sdkHeader) ? readFileSync(sdkHeader, 'utf8') : ''
  const code = header.replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
  const found = code.matchAll(
    /ORTHANC_PLUGIN_INLINE\s+([\w\s*]+?)\s*\b(OrthancPlugin\w+)\(([^)]*)\)\s*\{/g,
  )
  const ours = new Set(['OrthancPluginCheckVersion'])
  for (const [name, row] of Object.entries<FunctionRow>(functions)) if (isInSdk(row)) ours.add(name)
  const pointers = [...found].flatMap(([, result, name = '', parameters]) =>
    ours.has(name) ? [`${result} (*const p_${name})(${parameters}) = ${name};\n`] : [],
  )
  // So that each is used, in C and in C++.
  const declared = pointers.map((pointer) => `extern ${pointer.split(' = ')[0]};\n`)
  return `#include <orthanc/OrthancCPlugin.h>\n${declared.join('')}${pointers.join('')}`
}

describe.each(compilers)('the header in C, to %s %s', (program, options, debianPackage) => {
  const missing = missingPackage(program, debianPackage)

  it.skipIf(missing)('has no error and nothing to warn of', async () => {
    expect(await check(program, options, 'alone.c')).toBe('')
  })

  it.skipIf(missing)('is of one version', async () => {
    expect(await check(program, options, 'version.c')).toBe('')
  })

  it.skipIf(missing || missingPackage(sdkHeader, 'orthanc-dev'))(
    'declares functions with the types of Orthanc’s header',
    async () => {
      expect(await check(program, options, 'types.c')).toBe('')
    },
  )
})
