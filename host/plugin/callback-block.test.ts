import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nativePlugin, nativeTable, type NativeBodies } from '../../test/support/native-guest.ts'
import { smallSettings } from '../../test/support/small-settings.ts'
import type { Invocation, NativeCall, NativeReturn } from '../frames/native.ts'
import { sdkProfile } from '../exchange/profile.ts'
import { ImageEncoder } from '../image/encoder.ts'
import { Instance } from './instance.ts'
import { loadModule } from './load.ts'

/** An instance that has initialized, what it asks Orthanc, and what it logs. */
async function start(bodies: NativeBodies) {
  const module = loadModule(new Uint8Array(await nativePlugin(bodies)), smallSettings)
  const asked: Invocation[] = []
  const log: string[] = []
  const instance = new Instance(module, {
    profile: sdkProfile('1.12.7'),
    configuration: '{}',
    encoder: new ImageEncoder(
      new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    ),
    pngEffort: 0,
    maxAnswerBytes: 1e6,
    uuid: () => '',
    random: () => 1,
    invoke: (quiet, call) => {
      asked.push(...quiet, call)
      return { code: 0, results: {} }
    },
    log: (level, message) => void log.push(`${level}: ${message}`),
  })
  instance.initialize()
  return { instance, asked, log }
}

const stored: NativeCall = {
  name: 'OrthancPluginOnStoredInstanceCallback',
  callback: nativeTable.stored,
  values: { instance: 77n, instanceId: 'id' },
  isNested: false,
}
const filter: NativeCall = {
  name: 'OrthancPluginIncomingCStoreInstanceFilter',
  callback: nativeTable.cStoreFilter,
  values: { instance: 77n },
  isNested: false,
}
const received = (data: Uint8Array): NativeCall => ({
  name: 'OrthancPluginReceivedInstanceCallback',
  callback: nativeTable.received,
  values: { receivedDicomBuffer: data, origin: 2 },
  isNested: false,
})

/** The callback copies the struct, and then the action, from the bytes that it receives. */
const copiesStruct = `
  (i64.store (local.get $target) (i64.load (local.get $data)))
  (i64.store offset=8 (local.get $target) (i64.load offset=8 (local.get $data)))
  (i32.load offset=16 (local.get $data))`

function structOf(data: number, size: bigint, action: number): Uint8Array {
  const bytes = Buffer.alloc(20)
  bytes.writeUInt32LE(data)
  bytes.writeBigUInt64LE(size, 8)
  bytes.writeInt32LE(action, 16)
  return bytes
}

const memoryBytes = 4 * 65536

const near = (value: number) => fc.integer({ min: value - 8, max: value + 8 })

describe('a callback of Orthanc', () => {
  it('returns its out-parameters', async () => {
    const { instance } = await start({
      cStoreFilter: '(i32.store16 (local.get $status) (i32.const 0xa700)) (i32.const 0)',
      received: copiesStruct,
    })
    expect(instance.callNative(filter).ended).toEqual({
      kind: 'returned',
      value: 0,
      outs: { dimseStatus: 0xa700 },
    })
    // 1120 is the address of a text of the plugin.
    expect(instance.callNative(received(structOf(1120, 5n, 2))).ended).toEqual({
      kind: 'returned',
      value: 2,
      outs: { modifiedDicomBuffer: new Uint8Array(Buffer.from('hello')) },
    })
  })

  it('fails for a memory buffer that is not inside the memory, and never throws', async () => {
    const { instance, log } = await start({ received: copiesStruct })
    const address = fc.oneof(near(8), near(memoryBytes), near(2 ** 32 - 9), fc.nat(memoryBytes))
    const size = fc.oneof(
      fc.bigInt({ min: 0n, max: 20n }),
      fc.bigInt({ min: BigInt(memoryBytes) - 8n, max: BigInt(memoryBytes) + 8n }),
      fc.bigInt({ min: 2n ** 32n - 8n, max: 2n ** 64n - 1n }),
    )
    fc.assert(
      fc.property(address, size, fc.integer(), (data, bytes, action) => {
        const { ended } = instance.callNative(received(structOf(data, bytes, action)))
        const isInside = bytes === 0n || (data > 0 && BigInt(data) + bytes <= BigInt(memoryBytes))
        expect(ended.kind).toBe(isInside ? 'returned' : 'failed')
      }),
      { numRuns: 500 },
    )
    expect(log.every((line) => line.startsWith('error: OrthancPluginReceivedInstance'))).toBe(true)
  })

  it('ends its handles with its return', async () => {
    // The first call keeps the handle, the second one uses it.
    const useKept = `
      (if (global.get $kept) (then (drop (call $size (i32.const 1) (global.get $kept)))))
      (drop (call $size (i32.const 1) (local.get $instance)))
      (global.set $kept (local.get $instance)) (i32.const 0)`
    const { instance, asked, log } = await start({ stored: useKept })
    expect(instance.callNative(stored).ended).toMatchObject({
      value: 0,
    } satisfies Partial<NativeReturn>)
    instance.callNative(stored)
    expect(asked.map(({ values }) => values['instance'])).toEqual([77n, 77n])
    expect(log).toEqual([expect.stringMatching(/instance: not an object of Orthanc/)])
  })

  it('fails if the plugin has no memory for its arguments, and the next one runs', async () => {
    const { instance } = await start({})
    expect(instance.callNative(received(new Uint8Array(memoryBytes))).ended.kind).toBe('failed')
    expect(instance.callNative(filter).ended.kind).toBe('returned')
  })

  it('fails if the function has another type, or is absent', async () => {
    const { instance, log } = await start({})
    for (const callback of [nativeTable.received, 0, 7, 2 ** 32 - 1])
      expect(instance.callNative({ ...filter, callback }).ended.kind).toBe('failed')
    expect(log[0]).toMatch(/has 4 parameters, not 2 \(dimseStatus, instance\)/)
  })

  it('refuses a plugin that registers a function of another type', async () => {
    const wrong = '(call $onChange (i32.const 1) (i32.const 5)) (i32.const 0)'
    await expect(start({ initialize: wrong })).rejects.toThrow(/RegisterOnChangeCallback: .* not 3/)
  })
})
