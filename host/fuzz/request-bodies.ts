import { concatenate } from '../exchange/bytes.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Random } from './random.ts'

/** The size of the largest body. */
const largest = 256 * 1024

type Bytes = Uint8Array<ArrayBuffer>
type MakeBody = (random: Random, words: readonly ByteString[]) => Bytes

/** Makers of all kinds of bodies. */
const makers: readonly MakeBody[] = [
  (random) => randomBytes(random, random.below(16)),
  (random) => randomBytes(random, random.below(4096)),
  (random) => new Uint8Array(random.pick([1, 4095, 65536, largest])).fill(random.below(256)),
  (random, words) => latin1(random.pick([...words, ''])),
  (random, words) => latin1(JSON.stringify(jsonValue(random, words, 4))),
  (random) => latin1(random.pick(brokenJson)),
  (random) => latin1('['.repeat(random.between(100, 20000))),
  (random) => Uint8Array.from(random.pick(brokenUtf8)),
  (random) => damageBody(random, dicomFile(random)),
  (random) => dicomFile(random),
  (random) => Uint8Array.from([...random.pick(magics), ...randomBytes(random, random.below(256))]),
]

const brokenJson = ['{', '[1,', '{"a":}', '"\\ud800"', '1e999', '{"__proto__":{}}', 'null', '\0']
const brokenUtf8 = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80], [0xc3]]
const magics = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff, 0xe0],
  [0x1f, 0x8b, 0x08, 0x00],
  [0x50, 0x4b, 0x03, 0x04],
]

/** Makes a body of any kind: empty, small, large, JSON, DICOM, invalid text. */
export function makeBody(random: Random, words: readonly ByteString[]): Bytes {
  return random.chance(10) ? new Uint8Array(0) : random.pick(makers)(random, words)
}

/** Changes, removes or adds bytes. */
export function damageBody(random: Random, body: Bytes): Bytes {
  const at = random.below(body.length + 1)
  if (random.chance(25)) return body.slice(0, at)
  if (random.chance(25)) return body.slice(Math.min(at, body.length - 1))
  if (random.chance(20))
    return concatenate([body.subarray(0, at), randomBytes(random, 8), body.subarray(at)])
  const changed = body.slice()
  for (let times = random.between(1, 4); times > 0 && changed.length > 0; times--)
    changed[random.below(changed.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)])
  return changed
}

function randomBytes(random: Random, length: number): Bytes {
  return Uint8Array.from({ length }, () => random.below(256))
}

function latin1(text: ByteString): Bytes {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

function jsonValue(random: Random, words: readonly ByteString[], depth: number): unknown {
  const member = (): unknown => jsonValue(random, words, depth - 1)
  const choice = random.below(depth > 0 ? 7 : 5)
  if (choice === 0) return random.pick([0, -1, 4294967295, 1.5, -1e300])
  if (choice === 1) return random.chance(50)
  if (choice === 2) return null
  if (choice < 5) return random.pick([...words, ''])
  if (choice === 5) return Array.from({ length: random.below(4) }, member)
  const names = Array.from({ length: random.below(4) }, () => random.pick([...words, '']))
  return Object.fromEntries(names.map((name) => [name, member()]))
}

/** Bytes before the prefix of a DICOM file (DICOM PS3.10, 7.1). */
const preambleBytes = 128
const explicitLittleEndian = '1.2.840.10008.1.2.1'

/** A small DICOM image of any size and depth, in explicit little endian; pixels may be missing. */
function dicomFile(random: Random): Bytes {
  const side = (): number => random.pick([0, 1, 2, 16, 65535])
  const [rows, columns, bits] = [side(), side(), random.pick([0, 1, 8, 12, 16, 32])]
  const pixels = Math.min(4096, rows * columns * Math.ceil(bits / 8) * random.pick([1, 1, 3]))
  return concatenate([
    new Uint8Array(preambleBytes),
    latin1('DICM'),
    element(0x0002, 0x0010, 'UI', `${explicitLittleEndian}\0`),
    element(0x0028, 0x0002, 'US', u16(random.pick([1, 1, 3, 0]))),
    element(0x0028, 0x0004, 'CS', random.pick(['MONOCHROME2 ', 'MONOCHROME1 ', 'RGB ', 'X '])),
    element(0x0028, 0x0008, 'IS', random.pick(['1 ', '0 ', '-1', '99'])),
    element(0x0028, 0x0010, 'US', u16(rows)),
    element(0x0028, 0x0011, 'US', u16(columns)),
    element(0x0028, 0x0100, 'US', u16(bits)),
    element(0x0028, 0x0101, 'US', u16(random.pick([bits, 0, 33]))),
    element(0x0028, 0x0102, 'US', u16(random.pick([Math.max(0, bits - 1), 65535]))),
    element(0x0028, 0x0103, 'US', u16(random.below(2))),
    element(0x0028, 0x1050, 'DS', random.pick(['40', 'x ', '', '1e99'])),
    element(0x0028, 0x1051, 'DS', random.pick(['400 ', '0 ', '-1', ''])),
    element(0x7fe0, 0x0010, 'OW', 'x'.repeat(pixels)),
  ])
}

/** A data element (DICOM PS3.5, 7.1.2). */
function element(group: number, number: number, type: string, value: ByteString): Bytes {
  const length =
    type === 'OW'
      ? `\0\0${u16(value.length & 0xffff)}${u16(value.length >>> 16)}`
      : u16(value.length)
  return latin1(`${u16(group)}${u16(number)}${type}${length}${value}`)
}

function u16(value: number): ByteString {
  return String.fromCharCode(value & 0xff, (value >> 8) & 0xff)
}
