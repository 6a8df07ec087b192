import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheFolder } from './cache-folder.ts'

describe('cacheFolder', () => {
  it('is where the user says', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/caches' }, 'linux')).toBe('/caches/orthanc-wasm')
  })

  it.each([[{}], [{ XDG_CACHE_HOME: '' }], [{ XDG_CACHE_HOME: 'relative' }]])(
    'is below the home folder otherwise: %j',
    (environment) => {
      expect(cacheFolder(environment, 'linux')).toBe(join(homedir(), '.cache/orthanc-wasm'))
    },
  )

  it('is where the system keeps such things', () => {
    expect(cacheFolder({}, 'darwin')).toBe(join(homedir(), 'Library/Caches/orthanc-wasm'))
    expect(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe('/local/orthanc-wasm/cache')
  })
})
