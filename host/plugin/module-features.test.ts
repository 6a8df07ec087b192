import { expect, it } from 'vitest'
import { assembleText } from '../../test/support/wat-plugin.ts'
import { requireFeatures } from './module-features.ts'

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const withSection = (id: number, ...content: readonly number[]): Uint8Array =>
  Uint8Array.from([...header, id, content.length, ...content])
/** A module with one type behind `() -> ()`. */
const withType = (...type: readonly number[]): Uint8Array => withSection(1, 2, 0x60, 0, 0, ...type)

it.each([
  ['a struct', withType(0x5f, 0), 'structs (GC)'],
  ['an array', withType(0x5e, 0x78, 1), 'arrays (GC)'],
  ['a group of types', withType(0x4e, 1, 0x60, 0, 0), 'groups of types (GC)'],
  ['a subtype', withType(0x50, 0, 0x60, 0, 0), 'subtypes (GC)'],
  ['a final subtype', withType(0x4f, 0, 0x60, 0, 0), 'subtypes (GC)'],
  ['a continuation', withType(0x5d, 0), 'continuations (stack switching)'],
  ['a form that nobody knows', withType(0x22), 'types of form 0x22'],
  ['a parameter of any type', withType(0x60, 1, 0x6e, 0), 'references of type 0x6e (GC)'],
  ['a result of its own type', withType(0x60, 0, 1, 0x63, 0), 'references of type 0x63 (GC)'],
  ['an exception as a value', withType(0x60, 1, 0x69, 0), 'exceptions as values (exnref)'],
  ['a value that nobody knows', withType(0x60, 1, 0x11, 0), 'values of type 0x11'],
  ['a table of any type', withSection(4, 1, 0x6e, 0, 1), 'tables of other references'],
  ['a table with a first value', withSection(4, 1, 0x40, 0, 0x70, 0, 1), 'tables of other'],
  ['a 64-bit table', withSection(4, 1, 0x70, 4, 1), '64-bit tables'],
  ['a memory with pages of its own size', withSection(5, 1, 8, 1, 0), 'limits of kind 0x08'],
])('refuses %s by its name', (_, bytes, name) => {
  expect(() => requireFeatures(bytes)).toThrow(name)
})

it.each([
  ['a 64-bit memory', '(module (memory i64 1))', '64-bit memory is not supported'],
  ['several memories', '(module (memory 1) (memory 1))', 'several memories are not supported'],
])('refuses %s', async (_, text, message) => {
  const bytes = await assembleText(text)
  expect(() => requireFeatures(bytes)).toThrow(message)
})

it('takes every type that the oldest Node has', async () => {
  const bytes = await assembleText(
    `(module (memory 1 2) (table 1 funcref) (table 1 5 externref)
      (func (param i32 i64 f32 f64 v128 funcref externref) (result i32 externref) unreachable))`,
  )
  expect(() => requireFeatures(bytes)).not.toThrow()
})
