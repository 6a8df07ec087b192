import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { importClang } from '../../guest/build/clang-package.ts'
import { componentizeVariable } from '../../guest/build/javascript.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { findRust } from '../../guest/build/rust-toolchain.ts'
import { missingPackage } from '../../test/support/requirements.ts'

/** What makes a module of a source. */
export type Toolchain =
  | '@yowasp/clang'
  | 'assemblyscript'
  | 'clang-19'
  | 'componentize-js'
  | 'CPython'
  | 'Emscripten'
  | 'rustc'

/** What has to be installed before a toolchain can be measured; `undefined` of one that is there. */
export async function findMissing(): Promise<Readonly<Record<Toolchain, string | undefined>>> {
  return {
    '@yowasp/clang': needs((await importClang()) === undefined, '@yowasp/clang from npm'),
    assemblyscript: undefined,
    'clang-19': needs(missingPackage('clang-19', 'clang-19'), 'clang-19'),
    'componentize-js': needs(
      process.env[componentizeVariable] === undefined,
      `${componentizeVariable}, which test/support/install-componentize.sh prints`,
    ),
    CPython: needs(
      !existsSync(join(findPackageRoot(), 'dist/python/python.wasm')),
      'npm run python',
    ),
    Emscripten: needs(missingPackage('em++', 'emscripten'), 'emscripten'),
    rustc: needs(typeof (await findRust()) === 'string', 'rustc and libstd-rust-dev-wasm32'),
  }
}

function needs(isMissing: boolean, what: string): string | undefined {
  return isMissing ? what : undefined
}
