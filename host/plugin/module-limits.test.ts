import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import wabt from 'wabt'
import { PluginLoadError } from '../exchange/errors.ts'
import { encodeU32 } from './byte-writer.ts'
import { limitModule, shareTableEntries } from './module-limits.ts'

const limits = { memoryPages: 16, tableEntries: 100 }
const grow = '(func (export "grow") (param i32) (result i32) local.get 0 memory.grow)'
const growTable =
  '(func (export "grow") (param i32) (result i32) ref.null func local.get 0 table.grow 0)'

let assemble: (text: string) => Uint8Array<ArrayBuffer>

beforeAll(async () => {
  const toolkit = await wabt()
  assemble = (text) =>
    new Uint8Array(
      toolkit
        .parseWat('test.wat', text, { reference_types: true, threads: true, memory64: true })
        .toBinary({}).buffer,
    )
})

function growerOf(text: string): (by: number) => unknown {
  const module = new WebAssembly.Module(limitModule(assemble(text), limits))
  const { grow: exported } = new WebAssembly.Instance(module).exports
  if (typeof exported !== 'function') throw new Error('no function grow')
  return exported
}

function errorOf(action: () => unknown): unknown {
  try {
    action()
    return undefined
  } catch (error) {
    return error
  }
}

it.each([
  ['without a maximum', '(memory 2)'],
  ['with a maximum above the cap', '(memory 2 60000)'],
])('lets a memory %s grow to the cap and not further', (_, memory) => {
  const growBy = growerOf(`(module ${memory} ${grow})`)
  expect(growBy(15)).toBe(-1)
  expect(growBy(14)).toBe(2)
  expect(growBy(1)).toBe(-1)
})

it('keeps a maximum below the cap', () => {
  const growBy = growerOf(`(module (memory 2 5) ${grow})`)
  expect(growBy(3)).toBe(2)
  expect(growBy(1)).toBe(-1)
})

it('caps all tables together: each may grow by its share of what is left', () => {
  const growBy = growerOf(`(module (table 10 funcref) (table 2 externref) ${growTable})`)
  expect(growBy(45)).toBe(-1)
  expect(growBy(44)).toBe(10)
  expect(growBy(1)).toBe(-1)
})

it('caps the tables of modules that run together in the same way', () => {
  const [few, many] = [
    assemble('(module (table 10 funcref))'),
    assemble('(module (table 50 funcref))'),
  ]
  expect(shareTableEntries([few, assemble('(module)'), many], 100)).toEqual([23, 13, 63])
  expect(() => shareTableEntries([many, many, few], 100)).toThrow(
    'a table of 110 entries, at most 100 allowed (MaxTableEntries)',
  )
})

it('keeps the maximum of a table below its share', () => {
  const growBy = growerOf(`(module (table 10 20 funcref) ${growTable})`)
  expect(growBy(11)).toBe(-1)
  expect(growBy(10)).toBe(10)
})

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

function withNames(...lengths: readonly number[]): Uint8Array<ArrayBuffer> {
  const vector = lengths.flatMap((length, i) => [i, ...encodeU32(length), ...bytesOf(length)])
  const names = [lengths.length, ...vector]
  const content = [4, ...Buffer.from('name'), 1, ...encodeU32(names.length), ...names]
  return Uint8Array.from([...header, 0, ...encodeU32(content.length), ...content])
}

function withModuleName(length: number): Uint8Array<ArrayBuffer> {
  const name = [...encodeU32(length), ...bytesOf(length)]
  const content = [4, ...Buffer.from('name'), 0, ...encodeU32(name.length), ...name]
  return Uint8Array.from([...header, 0, ...encodeU32(content.length), ...content])
}

function bytesOf(length: number): readonly number[] {
  return Array.from({ length }, () => 0x61)
}

it('leaves the names of functions out where one is too long for a message', () => {
  expect(limitModule(withNames(5, 10_001), limits)).toHaveLength(8)
  const fine = withNames(5, 10_000)
  expect(limitModule(fine, limits)).toEqual(fine)
})

it('leaves the names of functions out where that of the module, which comes with each, is too long', () => {
  expect(limitModule(withModuleName(10_001), limits)).toHaveLength(8)
  expect(limitModule(withModuleName(10_000), limits)).toEqual(withModuleName(10_000))
})

it('leaves a broken section of names out', () => {
  const broken = withNames(5)
  broken[broken.length - 6] = 200
  expect(limitModule(broken, limits)).toHaveLength(8)
})

/** A segment that no table gets unless `table.init` asks for it, with the function 0 so many times. */
function withElements(count: number): Uint8Array<ArrayBuffer> {
  const size = encodeU32(count + 3 + encodeU32(count).length)
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([...header, 9, ...size, 1, 1, 0, ...encodeU32(count)]),
      Buffer.alloc(count),
    ]),
  )
}

it('refuses elements that V8 could not make an array of when a table is filled with them', () => {
  const fine = withElements(1_000_000)
  expect(limitModule(fine, limits)).toHaveLength(fine.length)
  expect(() => limitModule(withElements(2_000_000), limits)).toThrow(
    'elements of tables of 2000006 bytes, at most 1048576 allowed',
  )
})

it.each([
  ['imports', 2],
  ['exports', 7],
])('refuses %s of more bytes than can be compared in one step', (what, section) => {
  const size = 4 * 1024 * 1024 + 1
  const bytes = Buffer.concat([
    Buffer.from([...header, section, ...encodeU32(size)]),
    Buffer.alloc(size),
  ])
  expect(() => limitModule(Uint8Array.from(bytes), limits)).toThrow(
    `${what} of ${size} bytes, at most ${size - 1} allowed`,
  )
})

it.each([
  ['an initial memory above the cap', '(module (memory 17))', 'at most 1 MiB'],
  ['a shared memory', '(module (memory 1 2 shared))', 'shared memory'],
  ['a 64-bit memory', '(module (memory i64 1))', '64-bit memory'],
  ['an initial table above the cap', '(module (table 101 funcref))', 'a table of 101 entries'],
  [
    'tables above the cap together',
    '(module (table 51 funcref) (table 50 externref))',
    'a table of 101 entries',
  ],
  ['very many tables', `(module ${'(table 0 funcref)'.repeat(101)})`, '101 tables, at most 100'],
])('refuses %s', (_, text, message) => {
  const bytes = assemble(text)
  expect(() => limitModule(bytes, limits)).toThrow(message)
})

it('leaves a module without memory and table as it is', () => {
  const bytes = assemble('(module (func (export "f") (result i32) i32.const 7))')
  expect(limitModule(bytes, limits)).toEqual(bytes)
})

it('refuses every module that is cut short, and never fails otherwise', () => {
  const whole = assemble(`(module (memory 1) (table 1 funcref) ${grow})`)
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), fc.uint8Array({ maxLength: 4 }), (cut, tail) => {
      const bytes = new Uint8Array([...whole.subarray(0, cut), ...tail])
      expect(errorOf(() => limitModule(bytes, limits))).toSatisfy(
        (error) => error === undefined || error instanceof PluginLoadError,
      )
    }),
  )
})
