import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { makeFolder, openFolder, requireOwnFolder } from './record-folder.ts'

const parent = temporaryFolder('record-folder')
const modeOf = (folder: string): string => (statSync(folder).mode & 0o777).toString(8)

describe('makeFolder', () => {
  it('makes all missing folders, for their owner alone', async () => {
    const folder = join(parent, 'made', 'deep', 'in')
    await makeFolder(folder)
    expect([folder, join(folder, '..'), join(parent, 'made')].map(modeOf)).toEqual([
      '700',
      '700',
      '700',
    ])
    await expect(makeFolder(folder)).resolves.toBeUndefined()
  })

  it('reports why it fails', async () => {
    const file = join(parent, 'file')
    writeFileSync(file, '')
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(makeFolder(join(file, 'in'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    symlinkSync(join(parent, 'nowhere'), join(parent, 'dangling'))
    await expect(makeFolder(join(parent, 'dangling'))).rejects.toMatchObject({ code: 'EEXIST' })
  })

  it.skipIf(!existsSync('/proc/self'))('ends in a file system that takes none', async () => {
    await expect(makeFolder('/proc/none/in')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('requireOwnFolder', () => {
  it('refuses a folder of another user, and names both', async () => {
    const { uid } = statSync(parent)
    await expect(requireOwnFolder(parent, uid + 1)).rejects.toThrow(
      `belongs to the user ${uid}, and this process to the user ${uid + 1}`,
    )
  })

  it('accepts a folder of its own, and any if the system has no numbers for users', async () => {
    await expect(requireOwnFolder(parent, statSync(parent).uid)).resolves.toBeUndefined()
    await expect(requireOwnFolder(parent, undefined)).resolves.toBeUndefined()
  })
})

describe('openFolder', () => {
  it('makes an empty one its owner’s alone, and leaves others as they are', async () => {
    const empty = join(parent, 'empty')
    mkdirSync(empty)
    chmodSync(empty, 0o755)
    expect(await openFolder(empty)).toEqual({ names: [], isOpenToOthers: false })
    expect(modeOf(empty)).toBe('700')
    const used = join(parent, 'used')
    mkdirSync(used)
    chmodSync(used, 0o755)
    writeFileSync(join(used, 'a'), '')
    expect(await openFolder(used)).toEqual({ names: ['a'], isOpenToOthers: true })
    expect(modeOf(used)).toBe('755')
  })
})
