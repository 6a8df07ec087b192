import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { freeName, writeWhole } from './whole-file.ts'

function* endingEarly() {
  yield 'a'
  throw new Error('no more')
}

describe('writeWhole', () => {
  it('writes all pieces, for its owner alone', async () => {
    const file = join(temporaryFolder('whole'), 'file')
    await writeWhole(file, ['a', Uint8Array.of(98), 'c'])
    expect(readFileSync(file, 'utf8')).toBe('abc')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing where a piece cannot be made', async () => {
    const folder = temporaryFolder('whole-not')
    await expect(writeWhole(join(folder, 'file'), endingEarly())).rejects.toThrow('no more')
    expect(readdirSync(folder)).toEqual([])
  })

  it('stops before the next piece once it is too late', async () => {
    const folder = temporaryFolder('whole-late')
    const late = new AbortController()
    function* pieces() {
      yield 'a'
      late.abort(new Error('too late'))
      yield 'b'
    }
    const written = writeWhole(join(folder, 'file'), pieces(), late.signal)
    await expect(written).rejects.toThrow('too late')
    expect(readdirSync(folder)).toEqual([])
  })

  it('writes over no file that a link of that name leads to', async () => {
    const folder = temporaryFolder('whole-link')
    const other = join(folder, 'other')
    writeFileSync(other, 'precious')
    symlinkSync(other, join(folder, 'file.part'))
    await writeWhole(join(folder, 'file'), ['a'])
    expect(readFileSync(other, 'utf8')).toBe('precious')
  })
})

describe('freeName', () => {
  it('counts on where a file has the name already', async () => {
    const path = join(temporaryFolder('whole-name'), 'a')
    expect(await freeName(path)).toBe(`${path}.json`)
    writeFileSync(`${path}.json`, '')
    writeFileSync(`${path}-2.json`, '')
    expect(await freeName(path)).toBe(`${path}-3.json`)
  })
})
