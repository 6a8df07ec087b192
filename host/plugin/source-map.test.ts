import { expect, it } from 'vitest'
import { findPlaces, type SourceLines } from './source-map.ts'

/** A function from 10 to 20, which calls one of a library at 14 and has lost its place at 16. */
const lines: SourceLines = {
  find: (offset) => places.get(offset),
  functionStart: () => 10,
}
const places = new Map([
  [9, 'other.ts:1:1'],
  [12, 'own.ts:5:10'],
  [14, '~lib/array.ts:114:9'],
  [15, '~lib/array.ts:115:9'],
])

it.each([
  ['places in the plugin are listed alone', [14, 12], ['own.ts:5:10']],
  ['a place is listed once', [12, 12], ['own.ts:5:10']],
  ['a frame without a place is near the last one before it', [16], ['own.ts:5:10 (nearby)']],
  ['a frame in inlined code of a library, too', [15], ['own.ts:5:10 (nearby)']],
  ['the place of another function is not near', [11], []],
])('%s', (_, offsets, found) => {
  expect(findPlaces(offsets, lines)).toEqual(found)
})
