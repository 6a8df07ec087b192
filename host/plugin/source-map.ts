import { SourceMap } from 'node:module'
import { readBodies } from '../wasm/module-reader.ts'

/** The lines of a plugin's sources by the offsets in its module. */
export interface SourceLines {
  /** The place in the source. */
  readonly find: (offset: number) => string | undefined
  /** The offset at which the function around an offset begins. */
  readonly functionStart: (offset: number) => number
}

/** Reads the text of the source map of a module. With a wrong one no place is found. */
export function readSourceLines(text: string, module: Uint8Array): SourceLines {
  const map = parse(text)
  if (map === undefined) return { find: () => undefined, functionStart: (offset) => offset }
  const starts = readBodies(module).map(({ start }) => start)
  return {
    find: (offset) => {
      // A map of WebAssembly has one line; its columns are the offsets.
      const entry = map.findEntry(0, offset)
      if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return undefined
      return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
    },
    functionStart: (offset) => starts.findLast((start) => start <= offset) ?? offset,
  }
}

function parse(text: string): SourceMap | undefined {
  try {
    const content = JSON.parse(text)
    return new SourceMap({ file: '', sourcesContent: [], ...content })
  } catch {
    // Without a map the names of functions are still reported.
    return undefined
  }
}

/**
 * The places of frames, the innermost first; if there are any in the plugin's own files, only these. Optimized code has lost
 * some places: if the innermost function has none at its frame, the last one before it in the function is near.
 */
export function findPlaces(offsets: readonly number[], lines: SourceLines): readonly string[] {
  const places = offsets.flatMap((offset) => lines.find(offset) ?? [])
  const distinct = places.filter((place, i) => place !== places[i - 1])
  const own = distinct.filter(isOwn)
  if (own.length > 0) return own
  const near = offsets.flatMap((offset) => findBefore(offset, lines) ?? [])[0]
  return near === undefined ? distinct : [`${near} (nearby)`]
}

function findBefore(offset: number, { find, functionStart }: SourceLines): string | undefined {
  const start = functionStart(offset)
  for (let at = offset; at >= start; at--) {
    const place = find(at)
    if (place !== undefined && isOwn(place)) return place
  }
  return undefined
}

function isOwn(place: string): boolean {
  return !place.startsWith('~lib/')
}
