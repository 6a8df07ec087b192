import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { findImportedFiles, readImports } from './python-files.ts'

const folder = temporaryFolder('python-files')

function write(name: string, text = ''): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

describe('readImports', () => {
  it('returns the first name of each module', () => {
    const source =
      'import os.path, json as j\n  from local.part import x\nfrom . import y\nimportant = 1\n'
    expect(readImports(source)).toEqual(['os', 'json', 'local'])
  })
})

describe('findImportedFiles', () => {
  it('finds modules and whole packages next to the script, also through each other', () => {
    const script = write('main.py', 'import json, first\n')
    const expected = [
      write('first.py', 'import parts\n'),
      write('parts/__init__.py'),
      write('parts/deep/table.csv'),
      write('parts/other.py'),
    ]
    write('unused.py')
    write('parts/__pycache__/other.cpython-313.pyc')
    write('parts/.hidden')
    expect(findImportedFiles([script]).toSorted()).toEqual(expected.toSorted())
  })
})
