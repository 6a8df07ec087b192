import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/** Finds the line of the plugin's source for an offset in its module. */
export type FindPlace = (offset: number) => string | undefined

/** Reads the map that the compiler wrote beside a module. Without one, or with one that is none, no place is found. */
export function readSourceMap(module: string): FindPlace {
  const map = parseMap(`${module}.map`)
  if (map === undefined) return () => undefined
  return (offset) => {
    // A map of WebAssembly has one line; what is a column elsewhere is the offset.
    const entry = map.findEntry(0, offset)
    if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return undefined
    return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  }
}

function parseMap(file: string): SourceMap | undefined {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8'))
    return new SourceMap({ file: '', sourcesContent: [], ...content })
  } catch {
    // Not there, or not a map: names of functions are told all the same.
    return undefined
  }
}

/** The places of the frames of a death, the innermost first; those of the plugin's own files where there are any. */
export function placesOf(offsets: readonly number[], find: FindPlace): readonly string[] {
  const places = offsets.flatMap((offset) => find(offset) ?? [])
  const distinct = places.filter((place, i) => place !== places[i - 1])
  const own = distinct.filter((place) => !place.startsWith('~lib/'))
  return own.length === 0 ? distinct : own
}
