import type { ComponentFunction } from '../../../abi/component.ts'
import { errorCodes } from '../../../abi/enums.ts'
import type { Field, Kind } from '../../../abi/kinds.ts'
import { byteStringFrom, bytesOf, type ByteString } from '../../exchange/byte-string.ts'
import { BadArgumentError, GuestMemoryError, PluginError } from '../../exchange/errors.ts'
import { fixedLimits } from '../../exchange/limits.ts'

/** The values that a component passes, by the names of the service's fields, with the lengths of lists. */
export function fieldsOf(
  { parameters }: Pick<ComponentFunction, 'parameters'>,
  values: readonly unknown[],
): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [i, field] of parameters.entries()) {
    fields[field.name] = valueOf(field, values[i])
    if (field.sizedBy !== undefined) fields[field.sizedBy] ??= lengthOf(values[i])
  }
  return fields
}

/** Up to this length a loop is faster than Node's own function. */
const shortText = 64

/** A text of the host as a list of bytes. */
export function listOf(text: ByteString): Uint8Array {
  return text.length <= shortText ? bytesOf(text) : Buffer.from(text, 'latin1')
}

function valueOf(field: Field, value: unknown): unknown {
  const read = readers[field.kind]
  if (read === undefined) throw new PluginError(`${field.name} does not pass between components`)
  return read(value, field.name)
}

type Reader = (value: unknown, name: string) => unknown

/** Reads a value of each kind. The types of the component were checked when it was loaded. */
const readers: Readonly<Partial<Record<Kind, Reader>>> = {
  u8: readNumber,
  u16: readNumber,
  u32: readNumber,
  i32: readNumber,
  f32: readNumber,
  f64: readNumber,
  u64: readBigInt,
  i64: readBigInt,
  // The numbers of callbacks begin with 0, which is NULL for Orthanc.
  callback: (value, name) => readNumber(value, name) + 1,
  string: readText,
  optionalString: (value, name) => (value === undefined ? undefined : readText(value, name)),
  bytes: readList,
  optionalBytes: readList,
  extent: (value, name) => extentOf(readList(value, name), name),
  strings: readTexts,
  // An object of Orthanc, or a value of the plugin's own; images are records.
  pointer: (value) => value,
}

function readNumber(value: unknown, name: string): number {
  if (typeof value !== 'number') throw otherType(name)
  return value
}

function readBigInt(value: unknown, name: string): bigint {
  if (typeof value !== 'bigint') throw otherType(name)
  return value
}

function readList(value: unknown, name: string): Uint8Array<ArrayBuffer> {
  if (!isList(value)) throw otherType(name)
  return value
}

/** A text of the component. Throws `BadArgumentError` for one that is too long or has a NUL in it. */
export function readText(value: unknown, name: string): ByteString {
  const bytes = readList(value, name)
  if (bytes.length > fixedLimits.stringBytes)
    throw badText(name, `string longer than ${fixedLimits.stringBytes} bytes`)
  if (bytes.includes(0)) throw badText(name, 'string with a NUL in it')
  return byteStringFrom(bytes)
}

function readTexts(value: unknown, name: string): readonly ByteString[] {
  if (!Array.isArray(value)) throw otherType(name)
  if (value.length > fixedLimits.stringCount)
    throw badText(name, `${value.length} strings, at most ${fixedLimits.stringCount}`)
  let total = 0
  return value.map((each: unknown) => {
    const text = readText(each, name)
    total += text.length
    // All texts may be the same long one.
    if (total > fixedLimits.stringsBytes)
      throw badText(name, `strings of more than ${fixedLimits.stringsBytes} bytes together`)
    return text
  })
}

/** Returns the bytes once their length is known. Fewer bytes are an error, as a pointer near the end of memory is. */
function extentOf(bytes: Uint8Array<ArrayBuffer>, name: string) {
  return (length: number): Uint8Array<ArrayBuffer> => {
    if (length <= bytes.length) return bytes.subarray(0, length)
    if (bytes.length === 0) throw withName(name, new GuestMemoryError(0, length, 0))
    throw badText(name, `${bytes.length} bytes, ${length} needed`)
  }
}

function isList(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) || value instanceof Uint8Array ? value.length : 0
}

function badText(name: string, message: string): BadArgumentError {
  return new BadArgumentError(errorCodes.ParameterOutOfRange, `${name}: ${message}`)
}

function withName<E extends Error>(name: string, error: E): E {
  error.message = `${name}: ${error.message}`
  return error
}

function otherType(name: string): PluginError {
  return new PluginError(`${name}: not of the type that the interface says`)
}
