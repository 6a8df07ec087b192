import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './serve.ts'

/** True where `npm run python` has not built the interpreter: then its tests are skipped, with a line that says so. */
export function lacksPython(): boolean {
  if (existsSync(join(root, 'dist', 'python', 'python.wasm'))) return false
  process.stdout.write(
    'SKIPPED-FOR-PACKAGE orthanc-wasm-python: scripts in Python need npm run python\n',
  )
  return true
}
