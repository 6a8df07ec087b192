import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { importOptional, installCommand, isUpToDate, runCompiler } from './toolchain.ts'

const folder = temporaryFolder('toolchain')

/** Writes a file whose time of change is that second. */
function writeAt(path: string, second: number): string {
  const full = join(folder, path)
  mkdirSync(join(full, '..'), { recursive: true })
  writeFileSync(full, '')
  utimesSync(full, second, second)
  return full
}

it('rebuilds a file that is not newer than all of its inputs', () => {
  const target = writeAt('target', 10)
  writeAt('sources/deep/one', 9)
  const inputs = [join(folder, 'sources'), writeAt('options', 8)]
  expect(isUpToDate(target, inputs)).toBe(true)
  writeAt('sources/deep/two', 11)
  expect(isUpToDate(target, inputs)).toBe(false)
  expect(isUpToDate(join(folder, 'none'), inputs)).toBe(false)
})

it('names the version to install of an optional package that is absent', async () => {
  expect(await importOptional('not-installed-anywhere')).toBeUndefined()
  expect(installCommand('@bytecodealliance/jco-transpile')).toMatch(
    /^npm install @bytecodealliance\/jco-transpile@\d[\d.]+$/,
  )
})

it('says why a compiler does not run', async () => {
  const file = writeAt('no-program', 1)
  expect(await runCompiler('no-such-compiler', [], {})).toEqual({
    kind: 'absent',
    reason: 'program not found',
  })
  expect(await runCompiler(file, [], {})).toEqual({
    kind: 'absent',
    reason: 'this program may not be run',
  })
  expect(await runCompiler('false', [], {})).toEqual({
    kind: 'failed',
    err: 'false: ended with 1',
  })
})
