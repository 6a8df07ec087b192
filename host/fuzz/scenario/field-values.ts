import type { Field, Kind } from '../../../abi/kinds.ts'
import { boundaryTextLengths, hostileNumbers, numberPools, textPools } from './pools.ts'
import type { Random } from '../random.ts'
import type { Value } from './scenario.ts'
import type { Scratch } from './scratch.ts'

/** Sources of generated values. */
export interface Makers {
  readonly random: Random
  readonly scratch: Scratch
}

const mostHeaders = 3
const largestResultBytes = 16
const tooManyStrings = 10_001
const lengths = [0, 1, 2, 15, 100, 100, 1000, 4096, 4097]
/** Enough for a buffer of the pool. */
const largeBytes = 70_000

/** Values for all fields of a service, by name; `hostile` percent of them should be refused. */
export function fieldValues(
  makers: Makers,
  fields: readonly Field[],
  hostile: number,
): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const field of fields) {
    const isHostile = makers.random.chance(hostile)
    if (field.sizedBy === undefined) {
      if (!values.has(field.name)) values.set(field.name, oneValue(makers, field, isHostile))
      continue
    }
    const { at, size } = sizedValue(makers, field, values.get(field.sizedBy))
    values.set(field.name, isHostile ? hostileAddress(makers) : at)
    values.set(field.sizedBy, makers.random.chance(hostile) ? hostileSize(makers, at) : size)
  }
  return values
}

/** An address that is likely to be wrong. */
export function hostileAddress({ random, scratch: { memoryBytes } }: Makers): number {
  const kind = random.below(6)
  if (kind === 0) return 0
  if (kind <= 2) return memoryBytes + random.between(-9, 3)
  if (kind === 3) return random.pick(hostileNumbers)
  return kind === 4 ? random.next() : random.below(memoryBytes)
}

function hostileSize({ random, scratch: { memoryBytes } }: Makers, at: number): number {
  const kind = random.below(4)
  if (kind === 0) return Math.max(0, memoryBytes - at + random.between(-1, 2))
  if (kind === 1) return 2 ** 32 - at + random.between(-2, 1)
  return kind === 2 ? random.pick(hostileNumbers) : random.next()
}

/** Bytes or strings, and their number. */
function sizedValue(
  makers: Makers,
  field: Field,
  sized: Value | undefined,
): { at: number; size: number } {
  const { random, scratch } = makers
  if (field.kind === 'strings') {
    const size = typeof sized === 'number' ? sized : random.below(mostHeaders)
    const texts = Array.from({ length: Math.min(size, mostHeaders) }, () =>
      textAddress(makers, field.name === 'headersKeys' ? 'key' : 'value'),
    )
    return { at: scratch.pointers(texts), size: random.chance(1) ? tooManyStrings : size }
  }
  const length = random.chance(1) ? largeBytes : random.pick(lengths)
  if (length > 1000) return { at: scratch.room(length), size: length }
  return { at: scratch.bytes(someBytes(random, length)), size: length }
}

function someBytes(random: Random, length: number): string {
  const byte = random.below(256)
  return random.chance(50)
    ? String.fromCharCode(byte).repeat(length)
    : Array.from({ length }, () => String.fromCharCode(random.below(256))).join('')
}

type Make = (makers: Makers, field: Field, isHostile: boolean) => Value

const hostile: Make = (makers) => hostileAddress(makers)
const real: Make = ({ random }) => random.pick([0, 1.5, -1, 1e300])
const wide: Make = ({ random }) =>
  random.pick(['0x0', '0x1', '0x8000000000000000', '0xffffffffffffffff', '0x100000000'])

/** Makers of values by kind; the other kinds are numbers. */
const makes: Partial<Record<Kind, Make>> = {
  output: (makers, _, isHostile) => (isHostile ? hostileOutput(makers) : 'output'),
  string: textValue,
  optionalString: (makers, field, isHostile) =>
    makers.random.chance(field.name.startsWith('certificate') ? 85 : 30)
      ? 0
      : textValue(makers, field, isHostile),
  result: (makers, _, isHostile) =>
    isHostile ? hostileAddress(makers) : makers.scratch.room(largestResultBytes),
  pointer: (makers, _, isHostile) =>
    isHostile || makers.random.chance(20) ? hostileAddress(makers) : pointerValue(makers),
  callback: ({ random }) => random.pick([1, 1, 0, 2, 3, 4, 0xffff_ffff, 0x8000_0000]),
  extent: (makers, _, isHostile) =>
    isHostile ? hostileAddress(makers) : makers.scratch.room(makers.random.pick([16, 256, 4096])),
  bytes: hostile,
  optionalBytes: hostile,
  strings: hostile,
  f32: real,
  f64: real,
  u64: wide,
  i64: wide,
}

function oneValue(makers: Makers, field: Field, isHostile: boolean): Value {
  const make = makes[field.kind] ?? numberValue
  return make(makers, field, isHostile)
}

function hostileOutput({ random }: Makers): Value {
  return random.pick<Value>([0, 'output-1', 'output-2', 'output+1', 'output+2', 1, random.next()])
}

function pointerValue({ random, scratch }: Makers): Value {
  if (random.chance(60)) return `result-${random.below(4)}`
  return scratch.room(8)
}

function textValue(makers: Makers, { name }: Field, isHostile: boolean): number {
  return isHostile ? hostileAddress(makers) : textAddress(makers, name)
}

function textAddress(makers: Makers, name: string): number {
  const { random, scratch } = makers
  if (random.chance(25)) return scratch.earlierText()
  if (random.chance(1)) return scratch.text('x'.repeat(random.pick(boundaryTextLengths)))
  return scratch.text(random.pick(textPools[name] ?? textPools['value'] ?? ['']))
}

function numberValue({ random }: Makers, field: Field, isHostile: boolean): number {
  if (isHostile) return random.chance(30) ? random.next() : random.pick(hostileNumbers)
  const { name, kind } = field
  const pool = numberPools[name]
  return pool === undefined ? random.below(largest(kind)) : random.pick(pool)
}

function largest(kind: Kind): number {
  return kind === 'u8' ? 256 : 20
}
