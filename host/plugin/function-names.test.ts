import { describe, expect, it } from 'vitest'
import { newNames, withMoreNames } from './function-names.ts'

const start = [4, ...Buffer.from('name')]
const moduleName = [0, 2, 1, 0x6d]
const functionNames = [1, 4, 1, 0, 1, 0x66]
const localNames = [2, 3, 1, 0, 0]
const tagNames = [11, 4, 1, 0, 1, 0x74]

const more = { first: 300, names: ['memory.fill'] }
const added = [0xac, 2, 11, ...Buffer.from('memory.fill')]
const addedAlone = [1, 1 + added.length, 1, ...added]
const addedBehind = [1, 4 + added.length, 2, 0, 1, 0x66, ...added]

const withMore = (...subsections: readonly number[][]) => [
  ...withMoreNames(Uint8Array.from([...start, ...subsections.flat()]), more),
]

describe('withMoreNames', () => {
  it('adds names behind those that there are', () => {
    expect(withMore(moduleName, functionNames, localNames)).toEqual([
      ...start,
      ...moduleName,
      ...addedBehind,
      ...localNames,
    ])
  })

  it('keeps all else where no function has a name, and the order', () => {
    expect(withMore(moduleName, localNames, tagNames)).toEqual([
      ...start,
      ...moduleName,
      ...addedAlone,
      ...localNames,
      ...tagNames,
    ])
    expect(withMore(moduleName)).toEqual([...start, ...moduleName, ...addedAlone])
    expect(withMore(tagNames)).toEqual([...start, ...addedAlone, ...tagNames])
  })

  it('keeps the start of the section as it is, whose length may be padded', () => {
    const padded = [0x84, 0, ...Buffer.from('name')]
    expect([...withMoreNames(Uint8Array.from(padded), more)]).toEqual([...padded, ...addedAlone])
  })
})

it('makes a section of names', () => {
  expect([...newNames(more)]).toEqual([...start, ...addedAlone])
})
