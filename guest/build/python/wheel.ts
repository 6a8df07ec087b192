import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { escapeText } from '../../../host/exchange/log.ts'
import { readZip, ZipError } from './zip-file.ts'

/** A package in a file, as `pip download` stores it. */
export interface Wheel {
  readonly file: string
  /** The name of the project, normalized. */
  readonly project: string
  readonly version: string
}

/** The name and version in the name of a wheel (binary distribution format 1.0); `undefined` for another file. */
export function parseWheelName(file: string): Wheel | undefined {
  const name = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/.exec(basename(file))
  if (name === null) return undefined
  return { file, project: normalizeProject(name[1] ?? ''), version: name[2] ?? '' }
}

/** `Charset_Normalizer` and `charset-normalizer` are one project. */
export function normalizeProject(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase()
}

/** The files of a wheel by their names below the folder of packages, or why it cannot be used. */
export type WheelContent =
  | { readonly kind: 'read'; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'refused'; readonly reason: string }

export function readWheel(file: string): WheelContent {
  try {
    const files = new Map<string, Uint8Array>()
    for (const [name, content] of readZip(readFileSync(file))) {
      const target = placeOf(name)
      if (target !== undefined) files.set(target, content)
    }
    const native = [...files.keys()].find(isNativeCode)
    if (native === undefined) return { kind: 'read', files }
    const reason = `${file}: it has native code (${escapeText(native)}), which cannot run here; only wheels in pure Python, *-none-any.whl, can`
    return { kind: 'refused', reason }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error
    return { kind: 'refused', reason: `${file}: ${escapeText(error.message)}` }
  }
}

/** Whether a file is a library for one kind of machine. */
export function isNativeCode(name: string): boolean {
  return /\.(?:so|pyd|dylib|dll)$/i.test(name)
}

/** Where a file of a wheel is installed; `undefined` for programs, headers and documents, which a script does not import. */
function placeOf(name: string): string | undefined {
  const part = /^[^/]+\.data\/([^/]+)\/(.*)$/.exec(name)
  if (part === null) return name
  return part[1] === 'purelib' || part[1] === 'platlib' ? part[2] : undefined
}
