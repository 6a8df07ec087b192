import { findRust } from '../../guest/build/rust-toolchain.ts'

/** Whether no Rust compiler for WebAssembly is installed: then tests with it are skipped, on a line that says so. */
export async function lacksRust(): Promise<boolean> {
  const found = await findRust()
  if (typeof found !== 'string') return false
  const packages = 'rustc libstd-rust-dev-wasm32 lld-19'
  process.stdout.write(
    `SKIPPED-FOR-PACKAGE ${packages}: tests with Rust need the Debian packages ${packages}\n`,
  )
  return true
}
