import type { ServiceRow } from '../../../abi/rows.ts'
import { layOut, type Kind } from '../../../abi/kinds.ts'

/** A value as WebAssembly takes it. */
export type WasmValue = number | bigint

/** What lies in the gaps between fields. */
const padding = 0xee

/** The parameters of a service as C lays them out; missing ones are 0. */
export function structBytes({ fields }: ServiceRow, values: readonly WasmValue[]): Buffer {
  const { offsets, size } = layOut(fields)
  const bytes = Buffer.alloc(size, padding)
  for (const [i, { kind }] of fields.entries()) store(bytes, offsets[i] ?? 0, kind, values[i] ?? 0)
  return bytes
}

const stores: Partial<Record<Kind, (bytes: Buffer, at: number, value: WasmValue) => unknown>> = {
  u8: (bytes, at, value) => bytes.writeUInt8(low32(value) & 0xff, at),
  u16: (bytes, at, value) => bytes.writeUInt16LE(low32(value) & 0xffff, at),
  u64: (bytes, at, value) => bytes.writeBigUInt64LE(BigInt.asUintN(64, whole(value)), at),
  i64: (bytes, at, value) => bytes.writeBigInt64LE(BigInt.asIntN(64, whole(value)), at),
  f32: (bytes, at, value) => bytes.writeFloatLE(Number(value), at),
  f64: (bytes, at, value) => bytes.writeDoubleLE(Number(value), at),
}

function store(bytes: Buffer, at: number, kind: Kind, value: WasmValue): void {
  const as = stores[kind]
  if (as === undefined) bytes.writeUInt32LE(low32(value), at)
  else as(bytes, at, value)
}

function low32(value: WasmValue): number {
  return typeof value === 'number' ? value >>> 0 : Number(BigInt.asUintN(32, value))
}

function whole(value: WasmValue): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(value))
}
