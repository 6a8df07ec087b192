import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

/** The folders, from what knows nothing to what knows all. A file imports its own folder and lower ranks only. */
const ranks = [
  ['abi'],
  ['host/exchange'],
  ['host/memory', 'host/image', 'guest/build'],
  ['host/calls'],
  ['host/imports'],
  ['host/plugin'],
  ['host/worker'],
  ['host/upstream', 'host/rest'],
  ['host/http'],
  ['host'],
  ['host/fuzz'],
  ['host/cli', 'abi/emit'],
]
const guestLane = new Set(['memory', 'image', 'calls', 'imports', 'plugin'].map((f) => `host/${f}`))
/** Where the server's lane enters the guest's; `host/fuzz` attacks it from all sides. */
const doors = new Set(['host/worker/loaded-plugin.ts', 'host/cli/inspect.ts'])
const isDoor = (file: string): boolean => doors.has(file) || dirname(file) === 'host/fuzz'

const rankOf = new Map(ranks.flatMap((row, rank) => row.map((folder) => [folder, rank])))
const rank = (file: string): number => rankOf.get(dirname(file)) ?? Number.NaN
const inGuestLane = (file: string): boolean => guestLane.has(dirname(file))

const root = join(import.meta.dirname, '..')
const sources = ['abi', 'host', 'guest/build']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      join(folder, file),
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .filter((file) => !file.startsWith('host/image/assembly/'))
const imports = sources
  .flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(/(?:from|import) '(\.[^']+)'/g)].map(
      ([, path]) => ({ from, to: join(dirname(from), path ?? '') }),
    ),
  )
  .filter(({ from, to }) => dirname(from) !== dirname(to))

it('a file imports only its own folder and lower ranks', () => {
  expect(imports.filter(({ from, to }) => !(rank(from) > rank(to)))).toEqual([])
})

it('the guest lane is entered only through its doors', () => {
  const entries = imports.filter(({ from, to }) => inGuestLane(to) && !inGuestLane(from))
  expect(entries.filter(({ from }) => !isDoor(from))).toEqual([])
})

it('only host/memory holds the buffer of a guest', () => {
  const holders = sources.filter(
    (file) =>
      inGuestLane(file) &&
      !file.startsWith('host/memory/') &&
      // The encoder has a memory of its own, which no guest sees.
      file !== 'host/image/encoder.ts' &&
      /memory\.buffer/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(holders).toEqual([])
})
