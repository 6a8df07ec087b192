import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc } from './conformance/orthanc-server.ts'
import { samples } from './sample-plugins/samples.ts'
import { formatPage } from './sample-plugins/table.ts'
import { trySamples, type SampleOutcome } from './sample-plugins/try-samples.ts'
import { missingPackage } from './support/requirements.ts'
import { root } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const sources = process.env['ORTHANC_WASM_CPP_WRAPPER']

function lacksSources(): boolean {
  if (sources !== undefined) return false
  const how = 'need ORTHANC_WASM_CPP_WRAPPER, see test/support/fetch-cpp-wrapper.sh'
  process.stdout.write(`SKIPPED-FOR-PACKAGE orthanc: Orthanc's sample plugins ${how}\n`)
  return true
}

const lacks = [
  lacksSources(),
  lacksOrthanc(),
  missingPackage('em++', 'emscripten'),
  missingPackage('g++', 'g++'),
  missingPackage('python3', 'python3'),
  missingPackage('/usr/include/boost/version.hpp', 'libboost-dev'),
  missingPackage('/usr/include/jsoncpp/json/json.h', 'libjsoncpp-dev'),
].includes(true)

const folder = temporaryFolder('sample-plugins')

describe.skipIf(lacks)('the sample plugins of Orthanc', () => {
  let outcomes: readonly SampleOutcome[]

  beforeAll(async () => {
    outcomes = await trySamples(samples, { sources: sources ?? '', folder })
  }, 600_000)

  it.each(samples.filter(({ exercise }) => exercise !== undefined).map(({ name }) => name))(
    '%s does in the sandbox what it does natively',
    (name) => {
      const { seen } = outcomes.find(({ sample }) => sample.name === name) ?? {}
      expect(seen?.native.length).toBeGreaterThan(0)
      expect(seen?.sandbox).toEqual(seen?.native)
    },
  )

  it('are described by docs/sample-plugins.md', () => {
    const page = readFileSync(join(root, 'docs/sample-plugins.md'), 'utf8')
    expect(formatPage(outcomes), 'run: npm run samples').toBe(page)
  })
})
