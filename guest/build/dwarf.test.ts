import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { missingPackage } from '../../test/support/requirements.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { embedSourceMap } from './embed-source-map.ts'

/** A module whose code begins at 21, with two functions: instructions at 24, 25 and 29. */
const module = Uint8Array.from(
  [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, 4, 1, 0x60, 0, 0],
    [3, 3, 2, 0, 0],
    [10, 10, 2, 4, 0, 1, 1, 0x0b, 3, 0, 1, 0x0b],
  ].flat(),
)

it.skipIf(missingPackage('llvm-dwarfdump-19', 'llvm-19'))(
  'has a line table that LLVM reads',
  () => {
    // 24 is line 3, column 3 of a.ts, 25 line 4; 26 has no source; 29 is line 1 of b.ts.
    const mappings = 'wBAEE,CACA,C,GCHF'
    const map = JSON.stringify({ version: 3, sources: ['a.ts', 'b.ts'], names: [], mappings })
    const file = join(temporaryFolder('dwarf'), 'module.wasm')
    writeFileSync(file, embedSourceMap(module, map, '/folder'))
    const dump = (what: string): string =>
      execFileSync('llvm-dwarfdump-19', [what, file]).toString()
    expect(dump('--verify')).toContain('No errors.')
    const table = dump('--debug-line')
    const names = [...table.matchAll(/name: "(.*)"/g)].map(([, name]) => name)
    expect(names).toEqual(['/folder/a.ts', '/folder/b.ts'])
    const rows = [...table.matchAll(/^0x([0-9a-f]+) +(\d+) +(\d+) +(\d+) .*?(end_sequence)?$/gm)]
    expect(rows.map(([, address, ...place]) => [parseInt(address ?? '', 16), ...place])).toEqual([
      [24 - 21, '3', '3', '1', undefined],
      [25 - 21, '4', '3', '1', undefined],
      [27 - 21, '4', '3', '1', 'end_sequence'],
      [29 - 21, '1', '1', '2', undefined],
      [31 - 21, '1', '1', '2', 'end_sequence'],
    ])
  },
)
