import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigFolder } from '../../test/support/config-folder.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import type { Settings } from './settings.ts'
import { findEntry, requireOwnName, unusedEntries } from './plugin-entry.ts'

const config = new ConfigFolder()

const digest = 'ab'.repeat(32)
const otherDigest = 'cd'.repeat(32)

/** The settings of a configuration with these entries. */
function settingsWith(entries: object): Settings {
  return config.read(JSON.stringify({ WebAssembly: { Plugins: entries } }))
}

/** Why a plugin is refused. */
function reasonOf(action: () => unknown): string | undefined {
  try {
    action()
  } catch (error) {
    if (error instanceof PluginLoadError) return error.reasons.join('\n')
    throw error
  }
  return undefined
}

/** Why the plugin of a file that calls itself so is refused. */
function reasonForName(entries: object, file: string, name: string): string | undefined {
  const settings = settingsWith(entries)
  const entry = findEntry(settings, file, digest)
  return reasonOf(() => requireOwnName(settings, entry, file, name))
}

describe('findEntry', () => {
  it.each([
    ['the default file, in any folder', {}, '/any/a.wasm', otherDigest],
    ['a base name, in any folder', { File: 'b.wasm' }, '/any/b.wasm', otherDigest],
    ['a path', { File: 'in/b.wasm' }, join(config.path, 'in', 'b.wasm'), otherDigest],
    ['a path through a folder', { File: './x/../b.wasm' }, join(config.path, 'b.wasm'), ''],
    ['a digest, of any file', { Sha256: digest }, 'b.wasm', digest],
    ['a digest in capitals', { Sha256: digest.toUpperCase() }, 'b.wasm', digest],
    ['the default file and its digest', { Sha256: digest }, 'a.wasm', digest],
    ['a file and its digest', { File: 'b.wasm', Sha256: digest }, 'b.wasm', digest],
  ])('finds an entry by %s', (_, entry, file, sha256) => {
    expect(findEntry(settingsWith({ a: { ...entry, Workers: 3 } }), file, sha256)).toMatchObject({
      name: 'a',
      limits: { workers: 3 },
    })
  })

  it.each([
    ['another base name', {}, '/a/b.wasm', otherDigest],
    ['a name that only ends alike', {}, 'aa.wasm', otherDigest],
    ['the default file where another is given', { File: 'b.wasm' }, 'a.wasm', otherDigest],
    ['a base name in another folder than that of the path', { File: 'in/b.wasm' }, 'b.wasm', ''],
    ['another file with the digest', { File: 'b.wasm', Sha256: digest }, 'c.wasm', digest],
    ['another digest', { Sha256: digest }, 'b.wasm', otherDigest],
  ])('grants no rights to %s', (_, entry, file, sha256) => {
    const entries = { a: { ...entry, Workers: 3, Allow: { RestApi: ['* /*'] } } }
    expect(findEntry(settingsWith(entries), file, sha256)).toMatchObject({
      limits: { workers: 1 },
      allow: { restApi: [], http: [], services: [] },
    })
  })

  it.each([
    ['the default file', { Sha256: digest }, 'a.wasm'],
    [
      'the file of the entry',
      { File: 'in/b.wasm', Sha256: digest },
      join(config.path, 'in/b.wasm'),
    ],
  ])('refuses %s with another digest, and names both', (_, entry, file) => {
    const reason = reasonOf(() => findEntry(settingsWith({ a: entry }), file, otherDigest))
    expect(reason).toContain(digest)
    expect(reason).toContain(otherDigest)
  })

  it('refuses two files of the name of an entry, unless a path or a digest says which', () => {
    const files = ['a.wasm', 'x/a.wasm', './a.wasm', 'b.wasm']
    const find = (entry: object, file: string): unknown =>
      findEntry({ ...settingsWith({ a: entry }), plugins: files }, file, digest).name
    expect(reasonOf(() => find({}, 'a.wasm'))).toContain('for this file or for x/a.wasm')
    expect(reasonOf(() => find({}, 'x/a.wasm'))).toContain('for this file or for a.wasm')
    expect(find({}, 'b.wasm')).toBe('b')
    expect(find({ Sha256: digest }, 'x/a.wasm')).toBe('a')
    expect(find({ File: resolve('a.wasm') }, './a.wasm')).toBe('a')
  })

  it('refuses a file that two entries are for', () => {
    const settings = settingsWith({ a: {}, b: { File: 'a.wasm' } })
    expect(reasonOf(() => findEntry(settings, 'a.wasm', digest))).toMatch(
      /"WebAssembly\.Plugins\.a" and "WebAssembly\.Plugins\.b"/,
    )
  })
})

describe('requireOwnName', () => {
  const Allow = { RestApi: ['GET /system'] }
  it('refuses the name of an entry with an Allow that belongs to another file, and names both', () => {
    const reason = reasonForName({ a: { Allow } }, 'squat.wasm', 'a')
    expect(reason).toContain('a.wasm')
    expect(reason).toContain('squat.wasm')
    expect(reasonForName({ a: { Sha256: otherDigest, Allow } }, 'squat.wasm', 'a')).toContain(
      otherDigest,
    )
  })

  it.each([
    ['the plugin of the entry', { a: { Allow } }, 'a.wasm', 'a'],
    ['the plugin of the entry with a name of its own', { a: { Allow } }, 'a.wasm', 'b'],
    ['an entry that allows nothing', { a: { Workers: 2 } }, 'squat.wasm', 'a'],
    ['a name without an entry', { a: { Allow } }, 'squat.wasm', 'b'],
  ])('accepts %s', (_, entries, file, name) => {
    expect(reasonForName(entries, file, name)).toBeUndefined()
  })
})

describe('unusedEntries', () => {
  it('are those that belong to none of the files, read or not', () => {
    const settings = settingsWith({
      a: {},
      b: { Sha256: digest },
      c: {},
      d: { Sha256: otherDigest },
    })
    const files = [
      { file: 'x/a.wasm', sha256: undefined },
      { file: 'any.wasm', sha256: digest },
    ]
    expect(unusedEntries(settings, files).map(({ name }) => name)).toEqual(['c', 'd'])
  })
})
