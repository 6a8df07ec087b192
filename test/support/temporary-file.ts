import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** The descriptor of an empty file, which is closed and gone after the tests of the file. */
export function temporaryFile(name: string): number {
  const descriptor = openSync(join(temporaryFolder(name), 'file'), 'wx+')
  afterAll(() => closeSync(descriptor))
  return descriptor
}
