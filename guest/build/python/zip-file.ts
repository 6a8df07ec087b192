import { inflateRawSync } from 'node:zlib'

/** An archive that cannot be read; the message says why. */
export class ZipError extends Error {
  override readonly name = 'ZipError'
}

/** Limit of all files of an archive together. */
const mostBytes = 256 * 1024 * 1024

/** Signatures and lengths of the records of a ZIP file (APPNOTE 4.3). */
const endSignature = 0x06054b50
const endBytes = 22
const longestComment = 0xffff
const entrySignature = 0x02014b50
const entryBytes = 46
const localSignature = 0x04034b50
const localBytes = 30
const stored = 0
const deflated = 8
const isEncrypted = 1

/** The files of a ZIP archive by their names, without folders. Throws `ZipError`. */
export function readZip(archive: Buffer): ReadonlyMap<string, Uint8Array> {
  try {
    return new Map(readEntries(archive).map((entry) => [entry.name, readEntry(archive, entry)]))
  } catch (error) {
    // Offsets beyond the end, and data that cannot be inflated.
    if (error instanceof ZipError || !(error instanceof Error)) throw error
    throw new ZipError('not a valid ZIP archive', { cause: error })
  }
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly packedBytes: number
  readonly bytes: number
  /** Where its local record begins. */
  readonly at: number
}

function readEntries(archive: Buffer): readonly Entry[] {
  const end = findEnd(archive)
  let at = archive.readUInt32LE(end + 16)
  let total = 0
  const entries: Entry[] = []
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new ZipError('not a valid ZIP archive')
    const nameBytes = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + entryBytes, at + entryBytes + nameBytes)
    if ((archive.readUInt16LE(at + 8) & isEncrypted) !== 0)
      throw new ZipError(`${name}: it is encrypted`)
    const bytes = archive.readUInt32LE(at + 24)
    total += bytes
    if (total > mostBytes) throw new ZipError(`its files have more than ${mostBytes} bytes`)
    if (!name.endsWith('/'))
      entries.push({
        name: requireRelative(name),
        method: archive.readUInt16LE(at + 10),
        packedBytes: archive.readUInt32LE(at + 20),
        bytes,
        at: archive.readUInt32LE(at + 42),
      })
    at += entryBytes + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

/** The position of the last record. A comment of any text may follow it. */
function findEnd(archive: Buffer): number {
  const first = Math.max(0, archive.length - endBytes - longestComment)
  for (let at = archive.length - endBytes; at >= first; at--)
    if (archive.readUInt32LE(at) === endSignature) return at
  throw new ZipError('not a ZIP archive')
}

/** Throws `ZipError` for a name that leads out of the archive's folder. */
function requireRelative(name: string): string {
  if (name.includes('\\') || name.startsWith('/') || name.split('/').includes('..'))
    throw new ZipError(`${JSON.stringify(name)}: not a name below its folder`)
  return name
}

function readEntry(archive: Buffer, { name, method, packedBytes, bytes, at }: Entry): Uint8Array {
  if (archive.readUInt32LE(at) !== localSignature) throw new ZipError('not a valid ZIP archive')
  const start = at + localBytes + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28)
  const packed = archive.subarray(start, start + packedBytes)
  if (method !== stored && method !== deflated)
    throw new ZipError(`${name}: compressed by method ${method}, only deflate is supported`)
  // zlib allows no output of no bytes.
  if (bytes === 0) return Buffer.alloc(0)
  const content = method === stored ? packed : inflateRawSync(packed, { maxOutputLength: bytes })
  if (content.length !== bytes) throw new ZipError(`${name}: it is not complete`)
  return content
}
