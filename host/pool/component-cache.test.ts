import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ComponentCache } from './component-cache.ts'

let folder = ''
let cache = new ComponentCache('')
const kept = { script: 'export {}', cores: new Map([['a.wasm', Uint8Array.of(1, 2, 3)]]) }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'))
  cache = new ComponentCache(join(folder, 'made'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function files(): readonly string[] {
  return readdirSync(join(folder, 'made'))
}

describe('ComponentCache', () => {
  it('gives back what was written', () => {
    cache.write('key', kept)
    expect(cache.read('key')).toEqual(kept)
  })

  it('has nothing under another key, nor in a folder that is not there', () => {
    expect(cache.read('key')).toBeUndefined()
    cache.write('key', kept)
    expect(cache.read('other')).toBeUndefined()
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['empty', () => Buffer.alloc(0)],
    ['with another byte', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(9)])],
  ])('takes no file that is %s', (_, spoil) => {
    cache.write('key', kept)
    const file = join(folder, 'made', 'key.component')
    writeFileSync(file, spoil(readFileSync(file)))
    expect(cache.read('key')).toBeUndefined()
  })

  it('keeps 32 entries, those that were used last', () => {
    for (let i = 0; i < 32; i++) {
      cache.write(`key${i}`, kept)
      utimesSync(join(folder, 'made', `key${i}.component`), i + 1, i + 1)
    }
    expect(cache.read('key0')).toEqual(kept)
    cache.write('last', kept)
    expect(files()).toHaveLength(32)
    expect(cache.read('key0')).toEqual(kept)
    expect(cache.read('key1')).toBeUndefined()
  })

  it('removes what a writer left behind long ago, and leaves what is being written', () => {
    cache.write('key', kept)
    const [old, fresh] = ['old', 'fresh'].map((name) => join(folder, 'made', `${name}.draft`))
    for (const file of [old, fresh]) writeFileSync(file ?? '', 'draft')
    utimesSync(old ?? '', 1, 1)
    cache.write('other', kept)
    expect(files().toSorted()).toEqual(['fresh.draft', 'key.component', 'other.component'])
  })

  it('is not used where others may write', () => {
    cache.write('key', kept)
    chmodSync(join(folder, 'made'), 0o777)
    expect(cache.read('key')).toBeUndefined()
    cache.write('other', kept)
    expect(files()).toEqual(['key.component'])
  })

  it('does nothing where the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '')
    const blocked = new ComponentCache(join(folder, 'file', 'below'))
    blocked.write('key', kept)
    expect(blocked.read('key')).toBeUndefined()
  })
})
