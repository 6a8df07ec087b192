import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { samples } from './samples.ts'
import { formatPage } from './table.ts'
import { trySamples } from './try-samples.ts'

// Tries Orthanc's sample plugins in the sandbox and writes docs/sample-plugins.md: npm run samples

const sources = process.env['ORTHANC_WASM_CPP_WRAPPER']
if (sources === undefined)
  throw new Error('set ORTHANC_WASM_CPP_WRAPPER, see test/support/fetch-cpp-wrapper.sh')
const folder = mkdtempSync(join(tmpdir(), 'sample-plugins-'))
try {
  const page = formatPage(await trySamples(samples, { sources, folder }))
  writeFileSync(join(findPackageRoot(), 'docs/sample-plugins.md'), page)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
