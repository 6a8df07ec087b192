import { readFileSync } from 'node:fs'
import { readSourceLines, type SourceLines } from '../plugin/source-map.ts'

/** Reads the source map next to a module. Without a valid one no place is found. */
export function readSourceMap(module: string): SourceLines {
  try {
    return readSourceLines(readFileSync(`${module}.map`, 'utf8'), readFileSync(module))
  } catch {
    // Not every compiler writes a map.
    return { find: () => undefined, functionStart: (offset) => offset }
  }
}
