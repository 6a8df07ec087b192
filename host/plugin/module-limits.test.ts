import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import wabt from 'wabt'
import { PluginLoadError } from '../exchange/errors.ts'
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
        .parseWat('test.wat', text, {
          reference_types: true,
          threads: true,
          memory64: true,
        })
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

/** The bytes of a module with only this section. */
const withSection = (id: number, ...content: readonly number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...header, id, content.length, ...content])

it('keeps the types of tables as they are', () => {
  const typed = withSection(4, 2, 0x63, 0x81, 1, 0, 5, 0x6e, 0, 7)
  const capped = withSection(4, 2, 0x63, 0x81, 1, 1, 5, 49, 0x6e, 1, 7, 51)
  expect(limitModule(typed, limits)).toEqual(capped)
})

it.each([
  ['a 64-bit table', withSection(4, 1, 0x70, 4, 1), '64-bit tables are not supported'],
  [
    'a table with an initial value',
    withSection(4, 1, 0x40, 0, 0x70, 0, 1, 0xd2, 0, 0x0b),
    'tables with an initial value are not supported',
  ],
  ['several memories', withSection(5, 2, 0, 1, 0, 1), 'several memories are not supported'],
  ['pages of another size', withSection(5, 1, 8, 1, 0), 'limits of kind 0x08 are not supported'],
])('refuses %s', (_, bytes, message) => {
  expect(() => limitModule(bytes, limits)).toThrow(message)
})

it.each([
  ['an initial memory above the cap', '(module (memory 17))', 'at most 1 MiB'],
  ['a shared memory', '(module (memory 1 2 shared))', 'shared memory'],
  ['a 64-bit memory', '(module (memory i64 1))', '64-bit memory is not supported'],
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

it('refuses every module that is cut short, and never throws another error', () => {
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
