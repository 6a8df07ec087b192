import { errorCodes } from '../../../abi/enums.ts'
import type { Field, Kind } from '../../../abi/kinds.ts'
import { fixedLimits } from '../../exchange/limits.ts'
import type { GuestLedger } from './guest-ledger.ts'
import { isInside, numberIn, findOutParameters, type SdkCall } from './sdk-call.ts'

/** Why a call must be refused. */
export interface Refusal {
  readonly code: number
  /** The argument that the line of the log names, if that is certain. */
  readonly argument?: string
}

const isNull: Refusal = { code: errorCodes.NullPointer }
const isOutside: Refusal = { code: errorCodes.ParameterOutOfRange }

/**
 * Why a call must be refused, as far as that follows from the kinds of its fields: an address outside of the memory, a string
 * that is too long or does not end, the handle of an answer or of an image that has ended.
 */
export function findRefusal(ledger: GuestLedger, call: SdkCall): Refusal | undefined {
  const { service, row, params, fields } = call
  if (fields === undefined) return params === 0 ? isNull : isOutside
  for (const field of service.fields) {
    const size = field.sizedBy === undefined ? 0 : numberIn(fields, field.sizedBy)
    const found = checks[field.kind]?.(ledger, numberIn(fields, field.name), size)
    if (found !== undefined) return { ...found, argument: labelOf(field, row) }
  }
  const target = findOutParameters(call).find(
    (out) => !(out.isOptional && out.at === 0) && !isInside(ledger.shadow, out),
  )
  if (target !== undefined) return target.at === 0 ? isNull : isOutside
  return findDeadImage(ledger, call)
}

/** The name by which a line of the log calls a field. */
function labelOf(field: Field, row: SdkCall['row']): string {
  const found = Object.entries(row?.arguments ?? {}).find(([, name]) => name === field.name)
  return found?.[0] ?? field.name
}

function findDeadImage(ledger: GuestLedger, { serviceName, service, fields }: SdkCall) {
  const field = service.fields.find(
    ({ kind, type = '' }) => kind === 'pointer' && type.endsWith('OrthancPluginImage*'),
  )
  if (field === undefined) return undefined
  const handle = numberIn(fields, field.name)
  if (ledger.images.has(handle) || (serviceName === 'FreeImage' && handle === 0)) return undefined
  return handle === 0 ? isNull : isOutside
}

type Check = (ledger: GuestLedger, at: number, size: number) => Refusal | undefined

/** How a value of each kind is checked; any value of the other kinds is good. */
const checks: Partial<Record<Kind, Check>> = {
  output: ({ output }, handle) => {
    if (handle === 0) return isNull
    return handle === output ? undefined : isOutside
  },
  string: ({ shadow }, at) => checkText(shadow, at),
  optionalString: ({ shadow }, at) => (at === 0 ? undefined : checkText(shadow, at)),
  strings: ({ shadow }, at, count) => checkTexts(shadow, at, count),
  bytes: ({ shadow }, at, size) => checkRegion(shadow, at, size),
  optionalBytes: ({ shadow }, at, size) => checkRegion(shadow, at, at === 0 ? 0 : size),
}

function checkRegion(shadow: Buffer, at: number, size: number): Refusal | undefined {
  if (isInside(shadow, { at, size })) return undefined
  return at === 0 ? isNull : isOutside
}

/** The length of a text; a refusal if it lies outside of the memory, does not end, or is too long. */
function measureText(shadow: Buffer, at: number): number | Refusal {
  if (at === 0) return isNull
  if (at >= shadow.length) return isOutside
  const end = shadow.indexOf(0, at)
  return end < 0 || end - at > fixedLimits.stringBytes ? isOutside : end - at
}

function checkText(shadow: Buffer, at: number): Refusal | undefined {
  const length = measureText(shadow, at)
  return typeof length === 'number' ? undefined : length
}

function checkTexts(shadow: Buffer, at: number, count: number): Refusal | undefined {
  if (count > fixedLimits.stringCount) return isOutside
  const refusal = checkRegion(shadow, at, count * 4)
  if (refusal !== undefined) return refusal
  let bytes = 0
  for (let i = 0; i < count; i++) {
    const length = measureText(shadow, shadow.readUInt32LE(at + i * 4))
    if (typeof length !== 'number') return length
    bytes += length
    if (bytes > fixedLimits.stringsBytes) return isOutside
  }
  return undefined
}
