import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { createTemporaryFolder } from './temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

it('removes the folders of processes that have ended, and no others', () => {
  const root = temporaryFolder('temporary')
  vi.stubEnv('TMPDIR', root)
  const ended = spawnSync(process.execPath, ['--version']).pid
  const others = [
    `orthanc-wasm-${hostname()}-${process.ppid}-abcdef`,
    `orthanc-wasm-another-host-${ended}-abcdef`,
    `orthanc-wasm-${hostname()}-${ended}`,
  ]
  const left = `orthanc-wasm-${hostname()}-${ended}-abcdef`
  for (const name of [...others, left]) mkdirSync(join(root, name, 'inside'), { recursive: true })
  const created = createTemporaryFolder()
  expect(new Set(readdirSync(root))).toEqual(new Set([...others, basename(created)]))
})
