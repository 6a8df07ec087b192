import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'

/** A part of what a client sends: bytes (one character each), a body by its recipe, or a pause. */
export type Part =
  | string
  | { readonly recipe: string }
  | { readonly chunked: string; readonly size: number }
  | { readonly delay: number }

/** An image as the recorded answer had it. */
export type ImageRecord =
  | {
      readonly kind: 'png'
      readonly w: number
      readonly h: number
      readonly depth: number
      readonly type: number
      readonly sha256: string
      readonly max_bytes: number
    }
  | {
      readonly kind: 'jpeg'
      readonly w: number
      readonly h: number
      readonly channels: number
      readonly recipe: string
      readonly mae_bound: number
      readonly max_bytes: number
    }

/** A recorded answer: whole, or its head and what identifies its body. */
export type RecordedAnswer =
  | { readonly raw_b64: string }
  | {
      readonly head: readonly string[]
      readonly image?: ImageRecord
      readonly coding?: 'gzip' | 'deflate'
      readonly body_sha256?: string
      readonly body_length?: number
    }

/** One exchange on a connection. */
export interface RecordedStep {
  readonly send: Part | readonly Part[]
  readonly answers?: readonly RecordedAnswer[]
  readonly after?: 'kept' | 'closed'
  /** The server had closed before. */
  readonly refused?: true
  /** How long to wait after the last byte, where it matters. */
  readonly quiet?: number
}

/** One connection. */
export interface RecordedCase {
  readonly id: string
  readonly category: string
  readonly config?: string
  /** Differences that the case may make use of: `ID` or `ID=TEXT`. */
  readonly rules?: readonly string[]
  /** Runs alone. */
  readonly solo?: boolean
  readonly steps: readonly RecordedStep[]
}

interface CaseFile {
  /** Configurations by name. */
  readonly configs: Readonly<Record<string, object>>
  /** The plugin of a configuration, if it is not the script plugin. */
  readonly plugins: Readonly<Record<string, string>>
  readonly cases: readonly RecordedCase[]
}

/** A request that kills the real server, makes it hang or shows its memory. */
export interface CrashCase {
  readonly id: string
  readonly send: string
  /** The only status that is right. */
  readonly status?: number
  /** Success is right, too. */
  readonly any?: boolean
}

const folder = join(findPackageRoot(), 'test/golden/conformance')

export function readCases(): CaseFile {
  return JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'))
}

export function readCrashes(): readonly CrashCase[] {
  const file: { readonly cases: CrashCase[] } = JSON.parse(
    readFileSync(join(folder, 'crashes.json'), 'utf8'),
  )
  return file.cases
}
