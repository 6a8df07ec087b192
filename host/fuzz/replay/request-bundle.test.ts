import { createHash } from 'node:crypto'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { readBundle, readModule } from './request-bundle.ts'

const module = Uint8Array.of(0, 97, 115, 109)
const sha256 = createHash('sha256').update(module).digest('hex')
const request = {
  request: {
    id: 'r',
    method: 1,
    path: '/',
    uri: '/',
    query: '',
    hasArguments: false,
    headerLines: [],
  },
  route: 0,
  groups: [],
  body: '',
  events: [{ kind: 'call', name: 'f', values: [1] }],
  isCut: false,
}
const good = {
  plugin: { name: 'p', file: 'p.wasm' },
  module: { sha256, file: `${sha256}.wasm` },
  settings: {
    sdkVersion: '1.12.3',
    configuration: '{}',
    pngEffort: 1,
    maxAnswerBytes: 1,
    memoryPages: 1,
    tableEntries: 1,
  },
  timeoutMs: 1,
  initializeTimeoutMs: 1,
  failure: { kind: 'trap', message: 'm' },
  requestsBefore: 0,
  start: [],
  requests: [request],
}

describe('readBundle', () => {
  it('reads a complete bundle', () => {
    expect(readBundle('b.json', good).requests).toHaveLength(1)
  })

  it.each([
    [{ ...good, settings: undefined }, '"settings.sdkVersion" is not a version of Orthanc'],
    [
      { ...good, settings: { ...good.settings, sdkVersion: 'newest' } },
      '"settings.sdkVersion" is not a version of Orthanc like 1.12.3',
    ],
    [{ ...good, requests: [] }, '"requests" is not a list of requests, at least one'],
    [
      { ...good, requests: [{ ...request, route: -1 }] },
      '"requests[0].route" is not a whole number',
    ],
    [{ ...good, requests: [null] }, '"requests[0].request.id" is not a text'],
    [{ ...good, start: [{ kind: 'call' }] }, '"start" is not a list of events'],
    [
      { ...good, start: [{ kind: 'input', source: 'outside', value: '{' }] },
      '"start" is not a list of events',
    ],
    [
      { ...good, settings: { ...good.settings, memoryPages: 65_537 } },
      '"settings.memoryPages" is not a whole number from 1 to 65536',
    ],
    [{ ...good, timeoutMs: '5' }, '"timeoutMs" is not a whole number'],
    [{ ...good, timeoutMs: 2 ** 31 }, '"timeoutMs" is not a whole number from 0 to 86400000'],
    [{ ...good, failure: { ...good.failure, kind: 'x' } }, '"failure.kind" is not one of trap'],
    [
      { ...good, settings: { ...good.settings, limits: { maxRoutes: -1 } } },
      '"settings.limits" is not absent, or an object of whole numbers',
    ],
    [
      { ...good, requests: [{ ...request, request: { ...request.request, method: 9 } }] },
      '"requests[0].request.method" is not the number of a method',
    ],
  ])('names the file and what is wrong in it (%#)', (content, message) => {
    expect(() => readBundle('b.json', content)).toThrow(`b.json: ${message}`)
  })
})

describe('readModule', () => {
  const folder = temporaryFolder('bundle')
  const file = join(folder, 'b.json')

  it('says which module is missing', async () => {
    const bundle = readBundle(file, good)
    await expect(readModule(file, bundle)).rejects.toThrow(
      'the module to replay with: file not found',
    )
  })

  it('refuses another module', async () => {
    writeFileSync(join(folder, good.module.file), 'other')
    await expect(readModule(file, readBundle(file, good))).rejects.toThrow(`${sha256} is needed`)
  })

  it('refuses a file without an end', async () => {
    symlinkSync('/dev/zero', join(folder, 'endless.wasm'))
    const endless = { ...good, module: { sha256, file: 'endless.wasm' } }
    await expect(readModule(file, readBundle(file, endless))).rejects.toThrow(
      /the module to replay with: .*file$/,
    )
  })

  it('reads the module next to the bundle, whatever folder its name has', async () => {
    writeFileSync(join(folder, good.module.file), module)
    const moved = { ...good, module: { sha256, file: `../../elsewhere/${sha256}.wasm` } }
    const { bytes } = await readModule(file, readBundle(file, moved))
    expect([...bytes]).toEqual([...module])
  })
})
