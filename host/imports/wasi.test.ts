import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import { wasiImports } from './wasi.ts'

/** The lines of the log that some pieces become, which are printed at once. */
function printed(...pieces: readonly string[]): readonly string[] {
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
  it('puts a character together that is cut between two vectors', () => {
    expect(printed('one \xe2\x82', '\xac\n')).toEqual(['info: one €'])
  })

  it('shows what is no UTF-8 as U+FFFD, also at the end', () => {
    expect(printed('a\xff', 'b\xe2\x82')).toEqual(['info: a�b�'])
  })

  it('fills a line with characters, however many bytes they have, and one that tells of more', () => {
    expect(printed('\xe2\x82\xac'.repeat(900), 'x'.repeat(200))).toEqual([
      `info: ${'€'.repeat(900)}${'x'.repeat(101)}`,
    ])
  })

  it('logs nothing that is blank', () => {
    expect(printed(' \n')).toEqual([])
    expect(printed()).toEqual([])
  })
})
