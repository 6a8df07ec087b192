import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemble } from '../../test/support/wat-plugin.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { pageBytes } from './data-writer.ts'
import {
  applyImage,
  decodeImage,
  diffMemory,
  encodeImage,
  type MemoryImage,
} from './memory-image.ts'
import { readExports } from './module-interface.ts'

const size = 8 * 1024
const writes = fc.array(fc.tuple(fc.nat(size - 1), fc.uint8Array({ maxLength: 40 })), {
  maxLength: 20,
})

function memoryWith(
  initial: Uint8Array,
  written: readonly (readonly [number, Uint8Array])[],
): Uint8Array<ArrayBuffer> {
  const memory = new Uint8Array(pageBytes)
  memory.set(initial)
  for (const [at, bytes] of written) memory.set(bytes.subarray(0, size - at), at)
  return memory
}

describe('diffMemory', () => {
  it('returns all that differs, also through its file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: size }), writes, (initial, written) => {
        const before = memoryWith(initial, [])
        const after = memoryWith(initial, written)
        const image = decodeImage(encodeImage(diffMemory(before, after)))
        for (const { at, bytes } of image.segments) before.set(bytes, at)
        expect(Buffer.compare(before, after)).toBe(0)
        expect(image.pages).toBe(1)
      }),
    )
  })

  it('returns what a grown memory has more', () => {
    const after = new Uint8Array(2 * pageBytes)
    after[pageBytes + 9] = 7
    const { pages, segments } = diffMemory(new Uint8Array(pageBytes), after)
    expect({ pages, segments }).toEqual({
      pages: 2,
      segments: [{ at: pageBytes + 8, bytes: Uint8Array.of(0, 7, 0, 0, 0, 0, 0, 0) }],
    })
  })
})

describe('decodeImage', () => {
  it('refuses what is not an image, and never reads beyond it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { pages, segments } = decodeOrRefuse(bytes)
        for (const segment of segments)
          expect(segment.at + segment.bytes.length).toBeLessThanOrEqual(pages * pageBytes)
      }),
    )
  })

  it.each([
    ['beyond its memory', [1, 1, pageBytes - 1, 2], 2],
    ['whose bytes are missing', [1, 1, 0, 2], 1],
    ['with bytes of no segment', [1, 0], 1],
    ['with more segments than there are', [1, 0xffffffff], 0],
  ])('refuses a segment %s', (_, numbers, more) => {
    const head = new Uint8Array(Uint32Array.from(numbers).buffer)
    expect(() => decodeImage(Buffer.concat([head, Buffer.alloc(more)]))).toThrow(PluginLoadError)
  })
})

describe('applyImage', () => {
  it('makes a module that starts with the memory, and is not initialized again', async () => {
    const plain = Uint8Array.from(
      await assemble({
        name: 'image',
        routes: [],
        extra:
          '(func (export "_initialize")) (func (export "orthanc_wasm_prepare") (result i32) i32.const 0)',
      }),
    )
    const before = memoryOf(start(plain)).slice()
    const after = new Uint8Array(before.length + pageBytes)
    after.set(before)
    after.set([1, 2, 3], 1000)
    after[after.length - 1] = 9
    const module = applyImage(plain, diffMemory(before, after))
    expect(Buffer.compare(memoryOf(start(module)), after)).toBe(0)
    const dropped = ['_initialize', 'orthanc_wasm_prepare']
    expect(names(module)).toEqual(names(plain).filter((name) => !dropped.includes(name)))
  })
})

function decodeOrRefuse(bytes: Uint8Array): MemoryImage {
  try {
    return decodeImage(bytes)
  } catch (error) {
    if (error instanceof PluginLoadError) return { pages: 0, segments: [] }
    throw error
  }
}

function names(module: Uint8Array): readonly string[] {
  return readExports(module).map(({ name }) => name)
}

function start(module: Uint8Array<ArrayBuffer>): WebAssembly.Instance {
  return new WebAssembly.Instance(new WebAssembly.Module(module), stubs)
}

/** Functions that do nothing. */
const nothing = new Proxy({}, { get: () => () => 0, has: () => true })
const stubs: WebAssembly.Imports = { orthanc: nothing }

function memoryOf({ exports }: WebAssembly.Instance): Uint8Array<ArrayBuffer> {
  const { memory } = exports
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('no memory')
  return new Uint8Array(memory.buffer)
}
