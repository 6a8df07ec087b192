import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { isUpToDate } from './up-to-date.ts'

const folder = temporaryFolder('up-to-date')

/** A file that was written at that second. */
function file(path: string, second: number): string {
  const full = join(folder, path)
  mkdirSync(join(full, '..'), { recursive: true })
  writeFileSync(full, '')
  utimesSync(full, second, second)
  return full
}

it('is up to date what is newer than all that it was made from', () => {
  const target = file('target', 10)
  file('sources/deep/one', 9)
  const inputs = [join(folder, 'sources'), file('options', 8)]
  expect(isUpToDate(target, inputs)).toBe(true)
  file('sources/deep/two', 11)
  expect(isUpToDate(target, inputs)).toBe(false)
  expect(isUpToDate(join(folder, 'none'), inputs)).toBe(false)
})
