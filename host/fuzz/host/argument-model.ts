import { layOut, type Field, type Kind } from '../../../abi/kinds.ts'
import type { FunctionRow, ServiceRow } from '../../../abi/rows.ts'
import { fixedLimits } from '../../exchange/limits.ts'
import { bad, type Verdict } from '../verdict.ts'
import type { World } from '../world.ts'

const nullPointer = 35
const outOfRange = 3

type Decoded = number | bigint | string | readonly string[] | Buffer | undefined

/** The fields of a call as the contract reads them. Asking one for another kind than it has is a mistake of ours. */
export class Arguments {
  readonly #values: ReadonlyMap<string, Decoded>

  constructor(values: ReadonlyMap<string, Decoded>) {
    this.#values = values
  }

  number(name: string): number {
    const value = this.#values.get(name)
    if (typeof value === 'number') return value
    throw new TypeError(`${name} is no number`)
  }

  text(name: string): string {
    const value = this.#values.get(name)
    if (typeof value === 'string') return value
    throw new TypeError(`${name} is no text`)
  }

  /** A text, or `undefined` for NULL. */
  optionalText(name: string): string | undefined {
    return this.#values.get(name) === undefined ? undefined : this.text(name)
  }

  texts(name: string): readonly string[] {
    const value = this.#values.get(name)
    if (Array.isArray(value)) return value.map(String)
    throw new TypeError(`${name} is no list`)
  }

  /** A copy of the bytes. */
  bytes(name: string): Buffer {
    const value = this.#values.get(name)
    if (Buffer.isBuffer(value)) return Buffer.from(value)
    throw new TypeError(`${name} has no bytes`)
  }
}

/** Whether `[at, at + length)` is a good value; else what its call fails with. */
export function rangeFault(world: World, at: number, length: number): Verdict | undefined {
  if (length === 0) return undefined
  if (at === 0) return bad(nullPointer)
  return at + length > world.shadow.length ? bad(outOfRange) : undefined
}

/** Reads the fields in the order of the struct; the first that is not good decides. */
export function decodeFields(
  world: World,
  service: ServiceRow,
  row: FunctionRow | undefined,
  values: readonly (number | bigint)[],
): Arguments | Verdict {
  const decoded = new Map<string, Decoded>()
  const sizes = new Map(service.fields.map(({ name }, i) => [name, Number(values[i] ?? 0)]))
  for (const [i, field] of service.fields.entries()) {
    const size = field.sizedBy === undefined ? 0 : (sizes.get(field.sizedBy) ?? 0)
    const raw = values[i] ?? 0
    const decode = decodes[field.kind]
    const value = decode === undefined ? raw : decode(world, Number(raw), size)
    if (isFault(value)) return { ...value, argument: labelOf(field, row) }
    decoded.set(field.name, value)
  }
  return new Arguments(decoded)
}

/** Reads the struct that `OrthancPluginInvokeService` gets, as C lays it out. */
export function loadStruct(
  world: World,
  service: ServiceRow,
  params: number,
): readonly (number | bigint)[] | Verdict {
  if (service.struct === null) return [params]
  const { offsets, size } = layOut(service.fields)
  const fault = rangeFault(world, params, size)
  if (fault !== undefined) return fault
  return service.fields.map(({ kind }, i) => loadOne(world, kind, params + (offsets[i] ?? 0)))
}

/** A WebAssembly value as C narrows it to a kind. */
export function narrow(kind: Kind, value: number | bigint): number | bigint {
  if (typeof value === 'bigint' || kind === 'f32' || kind === 'f64') return value
  if (kind === 'u8') return value & 0xff
  if (kind === 'u16') return value & 0xffff
  return kind === 'i32' ? value | 0 : value >>> 0
}

/** Whether it is what a call fails with. */
export function isFault(value: unknown): value is Verdict {
  return typeof value === 'object' && value !== null && 'code' in value
}

function labelOf(field: Field, row: FunctionRow | undefined): string {
  const found = Object.entries(row?.arguments ?? {}).find(([, name]) => name === field.name)
  return found?.[0] ?? field.name
}

const loads: Partial<Record<Kind, (shadow: Buffer, at: number) => number | bigint>> = {
  u8: (shadow, at) => shadow.readUInt8(at),
  u16: (shadow, at) => shadow.readUInt16LE(at),
  i32: (shadow, at) => shadow.readInt32LE(at),
  u64: (shadow, at) => shadow.readBigUInt64LE(at),
  i64: (shadow, at) => shadow.readBigInt64LE(at),
  f32: (shadow, at) => shadow.readFloatLE(at),
  f64: (shadow, at) => shadow.readDoubleLE(at),
}

function loadOne({ shadow }: World, kind: Kind, at: number): number | bigint {
  return loads[kind]?.(shadow, at) ?? shadow.readUInt32LE(at)
}

type Decode = (world: World, at: number, size: number) => Decoded | Verdict

/** What is more than its number. */
const decodes: Partial<Record<Kind, Decode>> = {
  output: (world, at) => outputFault(world, at) ?? at,
  string: (world, at) => textAt(world, at),
  optionalString: (world, at) => (at === 0 ? undefined : textAt(world, at)),
  strings: (world, at, count) => textsAt(world, at, count),
  bytes: (world, at, size) => bytesAt(world, at, size),
  optionalBytes: (world, at, size) => bytesAt(world, at, at === 0 ? 0 : size),
}

function bytesAt(world: World, at: number, size: number): Buffer | Verdict {
  return rangeFault(world, at, size) ?? world.shadow.subarray(at, at + size)
}

function outputFault({ output }: World, handle: number): Verdict | undefined {
  if (handle === 0) return bad(nullPointer)
  return handle === output ? undefined : bad(outOfRange)
}

function textAt({ shadow }: World, at: number): string | Verdict {
  if (at === 0) return bad(nullPointer)
  if (at >= shadow.length) return bad(outOfRange)
  const end = shadow.indexOf(0, at)
  if (end < 0 || end - at > fixedLimits.stringBytes) return bad(outOfRange)
  return shadow.toString('latin1', at, end)
}

function textsAt(world: World, at: number, count: number): readonly string[] | Verdict {
  if (count > fixedLimits.stringCount) return bad(outOfRange)
  const fault = rangeFault(world, at, count * 4)
  if (fault !== undefined) return fault
  const texts: string[] = []
  let bytes = 0
  for (let i = 0; i < count; i++) {
    const text = textAt(world, world.shadow.readUInt32LE(at + i * 4))
    if (isFault(text)) return text
    bytes += text.length
    if (bytes > fixedLimits.stringsBytes) return bad(outOfRange)
    texts.push(text)
  }
  return texts
}
