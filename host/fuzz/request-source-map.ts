import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/** Finds the line of the plugin's source for an offset in its module. */
export type FindPlace = (offset: number) => string | undefined

/** Reads the source map next to a module. Without a valid one no place is found. */
export function readSourceMap(module: string): FindPlace {
  const map = parseMap(`${module}.map`)
  if (map === undefined) return () => undefined
  return (offset) => {
    // A map of WebAssembly has one line; its columns are the offsets.
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
    // Without a map the names of functions are still reported.
    return undefined
  }
}

/** The places of frames, the innermost first; if there are any in the plugin's own files, only these. */
export function findPlaces(offsets: readonly number[], find: FindPlace): readonly string[] {
  const places = offsets.flatMap((offset) => find(offset) ?? [])
  const distinct = places.filter((place, i) => place !== places[i - 1])
  const own = distinct.filter((place) => !place.startsWith('~lib/'))
  return own.length === 0 ? distinct : own
}
