import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { writeZip } from '../../../test/support/zip.ts'
import { collectFiles, readImports, type ScriptFiles } from './script-files.ts'

const folder = temporaryFolder('script-files')

function write(name: string, content: string | Uint8Array = ''): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

function collect(script: string, ...pythonPath: readonly string[]): ScriptFiles {
  return collectFiles({ script, others: [], pythonPath, library: new Set(['json', 'os', 'PIL']) })
}

function namesOf({ files }: ScriptFiles): readonly string[] {
  return files.map(({ name }) => name).toSorted()
}

describe('readImports', () => {
  it('returns the first name of each module', () => {
    const source =
      'import os.path, json as j\n  from local.part import x\nfrom . import y\nimportant = 1\n'
    expect(readImports(source)).toEqual(['os', 'json', 'local'])
  })
})

describe('collectFiles', () => {
  it('finds modules and whole packages next to the script, also through each other', () => {
    const script = write('main/main.py', 'import json, first, absent\n')
    write('main/first.py', 'import parts\n')
    write('main/parts/__init__.py', 'import optional\n')
    write('main/parts/deep/table.csv')
    write('main/parts/other.py')
    write('main/unused.py')
    write('main/parts/__pycache__/other.cpython-313.pyc')
    write('main/parts/.hidden')
    const found = collect(script)
    expect(namesOf(found)).toEqual([
      'first.py',
      'main.py',
      'parts/__init__.py',
      'parts/deep/table.csv',
      'parts/other.py',
    ])
    expect(found.files[0]?.name).toBe('main.py')
    expect(found.modules).toEqual([
      { name: 'json', from: 'library' },
      { name: 'first', from: 'script' },
      { name: 'absent', from: 'nothing' },
      { name: 'parts', from: 'script' },
    ])
  })

  it('finds installed packages with what describes them, and leaves their native code out', () => {
    const script = write('installed/main.py', 'import tool\n')
    write('path/tool/__init__.py', 'import single\n')
    write('path/tool/fast.so')
    write('path/single.py')
    write('path/unused/__init__.py')
    write('path/tool-1.0.dist-info/RECORD', 'tool/__init__.py,,\n')
    write('path/tool-1.0.dist-info/METADATA', 'Name: tool\n')
    write('path/unused-1.0.dist-info/RECORD', 'unused/__init__.py,,\n')
    write('path/unused-1.0.dist-info/METADATA')
    const found = collect(script, join(folder, 'path'))
    expect(namesOf(found)).toEqual([
      'main.py',
      'site-packages/single.py',
      'site-packages/tool-1.0.dist-info/METADATA',
      'site-packages/tool/__init__.py',
    ])
    expect(found.modules).toEqual([{ name: 'tool', from: 'package' }])
    expect(found.warnings).toEqual([
      `native code cannot run here and is left out: ${join(folder, 'path/tool/fast.so')}`,
    ])
  })

  it('unpacks wheels, those of the requirements of the script as well', () => {
    const script = write('wheels/main.py', 'import tool, other\n')
    write(
      'wheels/requirements.txt',
      '# what it needs\ntool==1.0\nother >= 2\nabsent==3 --hash=x\nPillow==11\n',
    )
    write('wheels/wheels/tool-1.0-py3-none-any.whl', writeZip({ 'tool/__init__.py': 'x = 1\n' }))
    const native = writeZip({ 'PIL/code.so': '' })
    write('wheels/wheels/pillow-11.0-cp313-cp313-linux_x86_64.whl', native)
    const other = write(
      'given/other-2.1-py3-none-any.whl',
      writeZip({
        'other.py': '',
        'other-2.1.data/purelib/more.py': '',
        'other-2.1.data/scripts/run': '',
      }),
    )
    const found = collect(script, other)
    expect(namesOf(found)).toEqual([
      'main.py',
      'site-packages/more.py',
      'site-packages/other.py',
      'site-packages/tool/__init__.py',
    ])
    expect(found.modules.map(({ from }) => from)).toEqual(['package', 'package'])
    expect(found.warnings).toEqual([
      expect.stringMatching(/requirements\.txt: no wheel of absent==3 is in wheels: pip download /),
    ])
    expect(found.problems).toEqual([])
  })

  it.each([
    ['has native code', writeZip({ 'fast/code.so': '' }), 'it has native code (fast/code.so)'],
    ['leads out of its folder', writeZip({ '../x.py': '' }), '"../x.py": not a name below'],
    ['is cut', writeZip({ 'a.py': 'text' }).subarray(0, 40), 'not a ZIP archive'],
    ['has wrong offsets', writeZip({ 'a.py': 'text' }, 5000), 'not a valid ZIP archive'],
    ['is empty', Buffer.alloc(0), 'not a ZIP archive'],
  ])('refuses a wheel that %s', (_, content, problem) => {
    const script = write('bad/main.py')
    const wheel = write('bad/bad-1-py3-none-any.whl', content)
    expect(collect(script, wheel).problems).toEqual([expect.stringContaining(problem)])
  })
})
