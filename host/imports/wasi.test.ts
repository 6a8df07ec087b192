import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import { wasiImports } from './wasi.ts'

/** The lines of the log that some pieces become, which are printed at once. */
function print(...pieces: readonly string[]): readonly string[] {
  const guest = new TestGuest()
  const vectors = pieces.flatMap((piece) => [guest.text(piece), piece.length])
  const at = guest.bytes(new Uint8Array(new Uint32Array(vectors).buffer))
  const written = guest.bytes(new Uint8Array(4))
  const { fd_write: write = () => -1 } = wasiImports({ context: guest.context })
  expect(Reflect.apply(write, undefined, [1, at, pieces.length, written])).toBe(0)
  expect(guest.memory.readU32(written)).toBe(pieces.join('').length)
  return guest.log
}

describe('fd_write', () => {
  it('joins a character that is cut between two vectors', () => {
    expect(print('one \xe2\x82', '\xac\n')).toEqual(['info: one €'])
  })

  it('shows invalid UTF-8 as U+FFFD, also at the end', () => {
    expect(print('a\xff', 'b\xe2\x82')).toEqual(['info: a�b�'])
  })

  it('fills a line with characters of any size, and one more that shows that the text was cut', () => {
    expect(print('\xe2\x82\xac'.repeat(900), 'x'.repeat(200))).toEqual([
      `info: ${'€'.repeat(900)}${'x'.repeat(101)}`,
    ])
  })

  it('logs nothing that is blank', () => {
    expect(print(' \n')).toEqual([])
    expect(print()).toEqual([])
  })
})

const clock = (isMonotonic: boolean): bigint => (isMonotonic ? 7n : 1_767_225_612_345_678_901n)
const fillRandom = (bytes: Uint8Array): void => void bytes.fill(0x5a)

/** The bytes of an output of 24 bytes after a call, whose arguments `values` makes of its address. */
function outputOf(name: string, values: (at: number) => readonly (number | bigint)[]): Buffer {
  const guest = new TestGuest()
  const at = guest.bytes(new Uint8Array(24).fill(0xee))
  Object.assign(guest.context, { clock, fillRandom })
  const call = wasiImports({ context: guest.context })[name] ?? (() => -1)
  expect(Reflect.apply(call, undefined, values(at))).toBe(0)
  return Buffer.from(guest.memory.copy(at, 24))
}

describe('a function of WASI', () => {
  it.each(['args_sizes_get', 'environ_sizes_get'])('%s: there are none', (name) => {
    expect(outputOf(name, (at) => [at, at + 4]).readBigUInt64LE()).toBe(0n)
  })

  it.each([
    ['of the day', 0, 1_767_225_612_345_678_901n],
    ['that only grows', 1, 7n],
  ])('clock_time_get writes the clock %s in ns', (_, id, time) => {
    expect(outputOf('clock_time_get', (at) => [id, 0n, at]).readBigUInt64LE()).toBe(time)
  })

  it('clock_res_get writes a microsecond', () => {
    expect(outputOf('clock_res_get', (at) => [0, at]).readBigUInt64LE()).toBe(1000n)
  })

  it('random_get fills all bytes', () => {
    const bytes = outputOf('random_get', (at) => [at, 23])
    expect([...bytes]).toEqual([...Array<number>(23).fill(0x5a), 0xee])
  })

  it('fd_fdstat_get describes a terminal without flags and rights', () => {
    expect([...outputOf('fd_fdstat_get', (at) => [1, at])]).toEqual([
      2,
      ...Array<number>(23).fill(0),
    ])
  })
})
