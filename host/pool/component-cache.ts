import { createHash, randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { ComponentParts } from '../exchange/component-parts.ts'

/** Bounds of the folder; what was not used for longest goes first. */
const maxEntries = 32
const maxBytes = 512 * 1024 * 1024
/** A writer that died leaves its file behind; one that lives is done long before. */
const staleMs = 60 * 60 * 1000

const digestBytes = 32
/** Permission bits of group and others. */
const othersMayWrite = 0o022
const extension = '.component'

/**
 * Components that were taken apart, a file each, in a folder of the user. Several processes may use it at once: a file
 * appears whole, under its final name, or not at all. What cannot be read or written is as if it were not there.
 */
export class ComponentCache {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What was kept under a key; `undefined` also for a file that is not as it was written. */
  read(key: string): ComponentParts | undefined {
    const file = this.#file(key)
    return ifPossible(() => {
      if (!this.#isOurs()) return undefined
      const bytes = readFileSync(file)
      const content = bytes.subarray(digestBytes)
      if (!digest(content).equals(bytes.subarray(0, digestBytes))) return undefined
      const kept = partsOf(deserialize(content))
      // Its age is the time since it was used.
      ifPossible(() => utimesSync(file, new Date(), new Date()))
      return kept
    })
  }

  write(key: string, { script, cores }: ComponentParts): void {
    ifPossible(() => {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      if (!this.#isOurs()) return
      const content = serialize({ script, cores: [...cores] })
      const draft = join(this.#folder, `${randomUUID()}.draft`)
      writeFileSync(draft, Buffer.concat([digest(content), content]), { mode: 0o600 })
      renameSync(draft, this.#file(key))
      this.#prune()
    })
  }

  /** What lies there is run: nobody else may write it. */
  #isOurs(): boolean {
    const { uid, mode } = statSync(this.#folder)
    return (
      process.getuid === undefined || (uid === process.getuid() && (mode & othersMayWrite) === 0)
    )
  }

  #file(key: string): string {
    return join(this.#folder, `${key}${extension}`)
  }

  #prune(): void {
    const entries = readdirSync(this.#folder).flatMap((name) => {
      const file = join(this.#folder, name)
      const found = ifPossible(() => statSync(file))
      return found === undefined ? [] : [{ file, size: found.size, usedMs: found.mtimeMs }]
    })
    let count = 0
    let bytes = 0
    for (const { file, size, usedMs } of entries.toSorted((a, b) => b.usedMs - a.usedMs)) {
      if (file.endsWith('.draft') && Date.now() - usedMs < staleMs) continue
      count++
      bytes += size
      if (count > maxEntries || bytes > maxBytes || file.endsWith('.draft'))
        ifPossible(() => rmSync(file))
    }
  }
}

function digest(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest()
}

/** The parts in a deserialized value; `undefined` for anything that `write` does not make. */
function partsOf(value: unknown): ComponentParts | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('script' in value) || !('cores' in value)) return undefined
  const { script, cores } = value
  if (typeof script !== 'string' || !Array.isArray(cores)) return undefined
  const found = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const entry of cores) {
    if (!Array.isArray(entry)) return undefined
    const [name, bytes]: unknown[] = entry
    if (typeof name !== 'string' || !(bytes instanceof Uint8Array)) return undefined
    found.set(name, Uint8Array.from(bytes))
  }
  return { script, cores: found }
}

/** A cache that fails is slow, not wrong: a full disk or a folder of somebody else's must not keep a plugin from running. */
function ifPossible<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
