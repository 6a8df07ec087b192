import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

/** The folders, from what knows nothing to what knows all. A file imports its own folder and lower ranks only. */
const ranks = [
  ['abi'],
  ['host/exchange'],
  ['host/config', 'host/memory', 'host/image', 'host/wasm', 'host/frames'],
  ['host/calls', 'guest/build'],
  ['host/imports'],
  ['host/plugin'],
  ['host/guest', 'host/record', 'host/pool'],
  ['host/upstream', 'host/routes'],
  ['host/http', 'host/admin', 'host/changes'],
  ['host'],
  ['host/fuzz', 'host/bridge'],
  ['host/cli', 'abi/emit'],
]
/** What runs in the process of a plugin. */
const guestLane = new Set(
  ['memory', 'image', 'calls', 'imports', 'plugin', 'guest'].map((room) => `host/${room}`),
)
/** The files of a guest process that import the code that handles a plugin. */
const importers = new Set(['host/guest/loaded-plugin.ts', 'host/guest/take-apart.ts'])
/** It reads a plugin's file as data and compiles nothing. */
const manifestReader = { from: 'host/cli/inspect/inspect.ts', to: 'host/plugin/manifest.ts' }

const rankOf = new Map(ranks.flatMap((row, rank) => row.map((folder) => [folder, rank])))
/** `host/image` of `host/image/png/png.ts`: a room inside another one has the rank of its parent. */
const roomOf = (file: string): string => {
  const folder = dirname(file)
  return rankOf.has(folder) || folder === '.' ? folder : roomOf(folder)
}
const rank = (file: string): number => rankOf.get(roomOf(file)) ?? Number.NaN
const inGuestLane = (file: string): boolean => guestLane.has(roomOf(file))
/** `host/fuzz` attacks the guest lane from all sides. */
const isOutside = (file: string): boolean => !inGuestLane(file) && roomOf(file) !== 'host/fuzz'
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

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
    [...read(from).matchAll(/(?:from|import) '(\.[^']+)'/g)].map(([, path]) => ({
      from,
      to: join(dirname(from), path ?? ''),
    })),
  )
  .filter(({ from, to }) => roomOf(from) !== roomOf(to))

it('a file imports only its own folder and lower ranks', () => {
  expect(imports.filter(({ from, to }) => !(rank(from) > rank(to)))).toEqual([])
})

it('nothing outside the guest lane imports it, but for the manifest of a file', () => {
  const entries = imports.filter(({ from, to }) => isOutside(from) && inGuestLane(to))
  expect(entries).toEqual([manifestReader])
})

it('nothing outside the guest lane compiles or instantiates WebAssembly', () => {
  const compiling = /new WebAssembly\.|WebAssembly\.(?:compile|instantiate)/
  expect(sources.filter((file) => isOutside(file) && compiling.test(read(file)))).toEqual([])
})

it('a guest process enters the code that handles a plugin only through two files', () => {
  const entries = imports.filter(
    ({ from, to }) => roomOf(from) === 'host/guest' && inGuestLane(to) && !importers.has(from),
  )
  expect(entries).toEqual([])
})

it('only host/memory holds the buffer of a guest', () => {
  const holders = sources.filter(
    (file) =>
      inGuestLane(file) &&
      !file.startsWith('host/memory/') &&
      // The encoder has a memory of its own, which no guest sees.
      file !== 'host/image/encoder.ts' &&
      /memory\.buffer/.test(read(file)),
  )
  expect(holders).toEqual([])
})

/** The folders of the native plugin in C, in that order; its `plugin.c` uses the last one. */
const nativeRooms = ['frames', 'orthanc', 'guests', 'calls', 'callbacks', 'supervisor']

it('a file of the native plugin includes only headers of its own folder and of those before it', () => {
  const native = join(root, 'host/bridge/native')
  const includes = nativeRooms.flatMap((room, i) =>
    readdirSync(join(native, room)).flatMap((file) =>
      [...readFileSync(join(native, room, file), 'utf8').matchAll(/#include "([^"]+)"/g)].map(
        ([, path = '']) => ({
          file,
          path,
          from: i,
          to: nativeRooms.indexOf(path.split('/')[1] ?? room),
        }),
      ),
    ),
  )
  expect(includes.length).toBeGreaterThan(nativeRooms.length)
  expect(includes.filter(({ from, to }) => to < 0 || to > from)).toEqual([])
})
