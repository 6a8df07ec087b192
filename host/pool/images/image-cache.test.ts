import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { ImageCache } from './image-cache.ts'

const parent = temporaryFolder('image-cache')
const content = Buffer.from('an image')

/** A cache in a new folder, and what it complained about. */
function open(name: string) {
  const folder = join(parent, name)
  const problems: string[] = []
  return { folder, problems, cache: new ImageCache(folder, (problem) => problems.push(problem)) }
}

describe('ImageCache', () => {
  it('keeps what it was given, for this user alone', async () => {
    const { folder, cache, problems } = open('new')
    expect(await cache.read('a')).toBeUndefined()
    await cache.write('a', content)
    expect(await cache.read('a')).toEqual(content)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a'])
    expect(problems).toEqual([])
  })

  it('does not use a folder that others can write', async () => {
    const { folder, cache, problems } = open('shared')
    await cache.write('a', content)
    chmodSync(folder, 0o777)
    expect(await cache.read('a')).toBeUndefined()
    await cache.write('b', content)
    expect(readdirSync(folder)).toEqual(['a'])
    expect(problems).toEqual([`${folder}: it belongs to another user, or others may write to it`])
  })

  it('does not follow a link, nor use a file that others can write', async () => {
    const { folder, cache } = open('links')
    await cache.write('a', content)
    symlinkSync(join(folder, 'a'), join(folder, 'link'))
    expect(await cache.read('link')).toBeUndefined()
    chmodSync(join(folder, 'a'), 0o666)
    expect(await cache.read('a')).toBeUndefined()
  })

  it('does not use a damaged file', async () => {
    const { folder, cache } = open('damaged')
    await cache.write('a', content)
    const file = join(folder, 'a')
    const bytes = readFileSync(file)
    for (const damaged of [bytes.subarray(0, 35), Buffer.alloc(0), bytes.fill(1, 35, 36)]) {
      writeFileSync(file, damaged)
      expect(await cache.read('a')).toBeUndefined()
    }
  })

  it('says why it cannot keep anything', async () => {
    const { folder, cache, problems } = open('file')
    writeFileSync(folder, '')
    await cache.write('a', content)
    expect(problems).toEqual([expect.stringContaining(folder)])
    expect(await cache.read('a')).toBeUndefined()
  })

  it('leaves nothing of what it could not keep', async () => {
    const { folder, cache, problems } = open('unwritten')
    // A file cannot take its place.
    mkdirSync(join(folder, 'a', 'b'), { recursive: true, mode: 0o700 })
    await cache.write('a', content)
    expect(problems).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('removes the least recently used files beyond its limit', async () => {
    const { folder, cache } = open('full')
    mkdirSync(folder, { mode: 0o700 })
    // Without blocks on the disk.
    const old = join(folder, 'old')
    writeFileSync(old, '')
    truncateSync(old, 256 * 1024 * 1024)
    utimesSync(old, 1, 1)
    await cache.write('a', content)
    expect(readdirSync(folder)).toEqual(['a'])
  })
})
