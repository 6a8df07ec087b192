import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const format = 'orthanc-wasm replay'
const version = 1

/** What every file to replay begins with. */
export const replayHead = { format, version } as const

/** What is written beside the head; `kind` says who replays it. */
export interface ReplayContent {
  readonly kind: 'calls' | 'request'
  readonly [name: string]: unknown
}

/**
 * Writes a file to replay, `fuzz-NAME.json` in `folder` or the next free name of that kind, and gives its path. A file
 * that exists stays as it is.
 */
export function writeReplay(folder: string, name: string, content: ReplayContent): string {
  const text = `${JSON.stringify({ ...replayHead, ...content }, undefined, 1)}\n`
  for (let number = 1; ; number++) {
    const file = join(folder, `fuzz-${name}${number === 1 ? '' : `-${number}`}.json`)
    if (wroteNew(file, text)) return file
  }
}

function wroteNew(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
