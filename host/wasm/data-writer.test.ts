import * as fc from 'fast-check'
import wabt from 'wabt'
import { beforeAll, describe, expect, it } from 'vitest'
import { ByteReader } from './byte-reader.ts'
import { encodeI32 } from './byte-writer.ts'
import { appendData, pageBytes, readAddress, readMemoryBytes } from './data-writer.ts'

let module: Uint8Array

beforeAll(async () => {
  const text = `(module
    (memory (export "memory") 2 3)
    (global i32 (i32.const -1))
    (global (export "place") i32 (i32.const 70000))
    (data (i32.const 8) "abc"))`
  module = (await wabt()).parseWat('module.wat', text).toBinary({}).buffer
})

/** The memory of an instance. */
function run(bytes: Uint8Array<ArrayBuffer>): Buffer {
  const { memory } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('no memory')
  return Buffer.from(memory.buffer)
}

describe('appendData', () => {
  it('adds pages and bytes, and keeps the data of the module', () => {
    const at = readMemoryBytes(module)
    const memory = run(appendData(module, 2, [{ at, bytes: Buffer.from('new') }]))
    expect(memory.length).toBe(4 * pageBytes)
    expect(memory.toString('latin1', 8, 11)).toBe('abc')
    expect(memory.toString('latin1', at, at + 3)).toBe('new')
  })

  it('overwrites the data of the module', () => {
    const memory = run(appendData(module, 0, [{ at: 9, bytes: Buffer.from('x') }]))
    expect(memory.toString('latin1', 8, 11)).toBe('axc')
  })
})

describe('readAddress', () => {
  it('returns the value of an exported constant', () => {
    expect(readAddress(module, 'place')).toBe(70_000)
  })

  it('refuses a name that is not exported', () => {
    expect(() => readAddress(module, 'other')).toThrow('the module exports no constant other')
  })
})

describe('a signed number', () => {
  it('is read as it was written, as an address', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
        const bytes = Uint8Array.from(encodeI32(value))
        const reader = new ByteReader(bytes, 0, bytes.length)
        expect(reader.i32()).toBe(value)
        expect(reader.atEnd).toBe(true)
      }),
    )
  })
})
