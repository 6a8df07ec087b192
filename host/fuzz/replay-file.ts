import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const format = 'orthanc-wasm replay'
const version = 1

/** The first fields of every replay file. */
export const replayHead = { format, version } as const

/** The other fields of a replay file. */
export interface ReplayContent {
  readonly kind: 'calls' | 'request'
  readonly [name: string]: unknown
}

/**
 * Writes a replay file, `fuzz-NAME.json` or `fuzz-NAME-2.json` and so on, and returns its path. A file that exists is not
 * overwritten.
 */
export function writeReplay(folder: string, name: string, content: ReplayContent): string {
  const text = `${JSON.stringify({ ...replayHead, ...content }, undefined, 1)}\n`
  for (let number = 1; ; number++) {
    const file = join(folder, `fuzz-${name}${number === 1 ? '' : `-${number}`}.json`)
    if (writeNew(file, text)) return file
  }
}

function writeNew(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
