import { functions } from '../../abi/functions.ts'
import type { FunctionRow, ServiceResult, ServiceRow } from '../../abi/rows.ts'
import { otherServices, services } from '../../abi/services.ts'
import type { LogLevel } from '../exchange/ports.ts'
import {
  decodeFields,
  isFault,
  loadStruct,
  narrow,
  rangeFault,
  type Arguments,
} from './argument-model.ts'
import type { ExpectedImage } from './answer-model.ts'
import { serviceModels } from './service-model.ts'
import { bad, refused, type NewImage, type Verdict } from './verdict.ts'
import type { GuestImage, World } from './world.ts'

/** A call of the host, with the numbers that the guest gave. */
export interface HostCall {
  /** The function's name, or `OrthancPluginInvokeService`. */
  readonly name: string
  readonly context: number
  /** Without the context. */
  readonly values: readonly (number | bigint)[]
}

/** What the host must do to the guest's heap before it goes on. */
export type HeapWish =
  /** `undefined`: however much it likes. */
  | { readonly kind: 'malloc'; readonly size: number | undefined }
  | { readonly kind: 'free'; readonly at: number }

/** How a call must end. */
export interface Ending {
  readonly code: number
  /** What it returns; `undefined`: nothing. */
  readonly returns: number | bigint | undefined
  readonly logs: readonly LogLevel[] | 'any'
  /** An object that is new: its handle is what is returned, or lies at `target`. */
  readonly image?: ExpectedHandle
  /** A file that was encoded, and lies in a block of the guest. */
  readonly file?: { readonly block: HeapReply; readonly image: ExpectedImage }
  /** Blocks of which only the host knows what they hold. */
  readonly fills?: readonly HeapReply[]
  /** Where the model does not know what the service does: all out-parameters, and its return value is not compared. */
  readonly unknown?: {
    readonly outs: readonly number[]
    /** Where the handle of a new image goes, if it makes one: what it returns, or an address. */
    readonly image?: number | 'returned'
  }
}

/** The image behind a handle that the host gives out. */
interface ExpectedHandle {
  readonly image: GuestImage
  readonly target: number | undefined
}

interface Row {
  readonly serviceName: string
  readonly service: ServiceRow
  /** The function that says what is void; of a service, its first. */
  readonly row: FunctionRow | undefined
}

const rows = new Map<string, FunctionRow>(Object.entries(functions))
const serviceRows = new Map<string, ServiceRow>(Object.entries(services))
const byNumber = new Map<number, Row>(
  [...serviceRows].flatMap(([serviceName, service]) => {
    const row = [...rows.values()].find((candidate) => candidate.service === serviceName)
    return service.number === null ? [] : [[service.number, { serviceName, service, row }] as const]
  }),
)
const otherNumbers = new Set<number>(Object.values(otherServices))

/** All numbers that `OrthancPluginInvokeService` may be asked for. */
export const serviceNumbers: readonly number[] = [...byNumber.keys(), ...otherNumbers]

/** The service of a number, and the fields that its struct has. */
export function serviceOfNumber(number: number): Row | undefined {
  return byNumber.get(number)
}

/** What came of it: where, and how much was asked for. */
export interface HeapReply {
  readonly at: number
  readonly size: number
}

/** The host's way through a call, as far as it enters the guest's heap. */
export type HeapCourse<T> = Iterator<HeapWish, T, HeapReply>

type Course<T> = Generator<HeapWish, T, HeapReply>

/**
 * What the contract says about a call. It is a course, as the host may enter the guest's heap on the way: each such
 * entry is yielded, and goes on with the address that `malloc` gave.
 */
export function* courseOf(world: World, call: HostCall): Course<Ending> {
  if (call.name === 'OrthancPluginInvokeService') return yield* invokeCourse(world, call)
  const row = rows.get(call.name)
  const service = serviceRows.get(row?.service ?? '')
  if (row === undefined || service === undefined) throw new TypeError(call.name)
  const target = { serviceName: row.service, service, row }
  const fields = (): (number | bigint)[] => fieldValues(service, row, call.values)
  const end = yield* serviceCourse(world, call, target, fields)
  if (row.returns === 'error' || end.unknown !== undefined) return end
  if (row.returns === 'void') return { ...end, returns: undefined }
  // WebAssembly hands out i32 with a sign.
  return { ...end, returns: end.code === 0 ? end.value | 0 : failureOf(row, service) }
}

function* invokeCourse(world: World, call: HostCall): Course<Ending> {
  const target = byNumber.get(Number(call.values[0]) | 0)
  if (target === undefined) return { code: 26, returns: 26, logs: world.isReady ? ['error'] : [] }
  const { service } = target
  const params = Number(call.values[1]) >>> 0
  const fields = (): readonly (number | bigint)[] | Verdict => loadStruct(world, service, params)
  return yield* serviceCourse(world, call, target, fields)
}

/** The values of all fields: those of the arguments, and those that the function sets itself. */
function fieldValues(
  service: ServiceRow,
  row: FunctionRow,
  values: readonly (number | bigint)[],
): (number | bigint)[] {
  const names = Object.values(row.arguments)
  return service.fields.map(({ name, kind }) => {
    const i = names.indexOf(name)
    return i < 0 ? (row.literals?.[name] ?? 0) : narrow(kind, values[i] ?? 0)
  })
}

function failureOf(row: FunctionRow, service: ServiceRow): number | bigint {
  const result: ServiceResult | undefined = row.result ?? service.result
  const value = row.failure ?? 0
  return row.returns === 'result' && result?.kind === 'i64' ? BigInt(value) : value
}

type InternalEnding = Ending & { readonly value: number }

function* serviceCourse(
  world: World,
  call: HostCall,
  { serviceName, service, row }: Row,
  fields: () => readonly (number | bigint)[] | Verdict,
): Course<InternalEnding> {
  if (!world.isReady) return { code: 6, returns: 6, logs: [], value: 0 }
  const isInvoked = call.name === 'OrthancPluginInvokeService'
  const named = isInvoked ? `${call.name}(${serviceName})` : call.name
  const hasCode = (row?.returns ?? 'error') === 'error'
  const ended = (verdict: Verdict): InternalEnding => {
    const own = verdict.bad === true ? ['error' as const] : []
    const answers = service.fields.some(({ kind }) => kind === 'output')
    if (verdict.bad === true && answers)
      world.answer?.spoil(
        [named, ...(verdict.argument === undefined ? [] : [`${verdict.argument}: `])],
        hasCode,
      )
    const { code } = verdict
    return { code, returns: code, logs: [...(verdict.logs ?? []), ...own], value: 0 }
  }
  if (call.context !== world.contextValue) return ended(bad(3, 'context'))
  if ('support' in service) return { ...ended(refused(2)), logs: 'any' }
  const raw = fields()
  if (isFault(raw)) return ended(raw)
  const given = decodeFields(world, service, row, raw)
  if (isFault(given)) return ended(given)
  const target = isInvoked ? resultTarget(world, service, given) : undefined
  if (isFault(target)) return ended(target)
  const model = serviceModels.get(serviceName)
  if (model === undefined) return unknownEnding(service, given, target)
  const verdict = model(world, given)
  if (verdict === 'unknown') return unknownEnding(service, given, target)
  const end = verdict.code === 0 ? yield* heapCourse(world, service, verdict) : verdict
  const { value = 0 } = end
  const isWritten = end.code === 0 && target !== undefined && end.image === undefined
  if (isWritten) world.shadow.writeUInt32LE(value, target)
  return { ...ended(end), value, ...compared(end, target) }
}

/** What of an ending is compared once the call has returned. */
function compared(
  { code, image, file, fills }: HeapEnd,
  target: number | undefined,
): Pick<Ending, 'image' | 'file' | 'fills'> {
  if (code !== 0) return {}
  return {
    ...(image === undefined ? {} : { image: { image, target } }),
    ...(file === undefined ? {} : { file }),
    ...(fills === undefined ? {} : { fills }),
  }
}

/** Where the result of a service goes that was called by its number. */
function resultTarget(
  world: World,
  service: ServiceRow,
  given: Arguments,
): number | undefined | Verdict {
  if (service.result === undefined) return undefined
  const at = given.number(service.result.field)
  return rangeFault(world, at, 4) ?? at
}

function unknownEnding(
  service: ServiceRow,
  given: Arguments,
  target: number | undefined,
): InternalEnding {
  const outs = service.fields
    .filter(({ kind }) => kind === 'result' || kind === 'pointer')
    .map(({ name }) => given.number(name))
  const isImage = service.result?.type === 'OrthancPluginImage*'
  const unknown = { outs, ...(isImage ? { image: target ?? ('returned' as const) } : {}) }
  return { code: 0, returns: undefined, logs: 'any', value: 0, unknown }
}

type HeapEnd = Verdict & Pick<Ending, 'file' | 'fills'>

/** What a service does with the guest's heap, once all that it was given is good. */
function* heapCourse(world: World, service: ServiceRow, verdict: Verdict): Course<HeapEnd> {
  const { text, buffer, frees, image, encodes } = verdict
  if (frees !== undefined && frees !== 0) yield { kind: 'free', at: frees }
  if (buffer !== undefined) return yield* createCourse(world, buffer, verdict)
  if (encodes !== undefined) return yield* encodeCourse(world, encodes)
  if (image !== undefined) return yield* imageCourse(world, image, verdict)
  if (text === undefined) return verdict
  const known = service.result?.kind === 'constString' ? world.constants.get(text) : undefined
  if (known !== undefined) return { ...verdict, value: known }
  const { at } = yield* mallocCourse(world, text.length + 1)
  if (at === 0) return refused(4)
  world.shadow.write(`${text}\0`, at, 'latin1')
  if (service.result?.kind === 'constString') world.constants.set(text, at)
  world.results.push(at)
  return { ...verdict, value: at }
}

function* createCourse(
  world: World,
  { target, size }: { target: number; size: number },
  verdict: Verdict,
): Course<HeapEnd> {
  const { at } = size === 0 ? { at: 0 } : yield* mallocCourse(world, size)
  if (at === 0 && size > 0) return refused(4)
  writeBuffer(world, target, { at, size })
  world.results.push(at)
  return verdict
}

/** A file of which the model knows only what image is in it. */
function* encodeCourse(
  world: World,
  { target, image }: { readonly target: number; readonly image: ExpectedImage },
): Course<HeapEnd> {
  const block = yield* mallocCourse(world, undefined)
  if (block.at === 0) return refused(4)
  writeBuffer(world, target, block)
  world.results.push(block.at)
  // A guest whose `malloc` gives what is in use gets what it deserves.
  const file = isApart(block, { at: target, size: 8 }) ? { file: { block, image } } : {}
  return { code: 0, fills: [block], ...file }
}

/** An image that has pixels of its own. */
function* imageCourse(world: World, image: NewImage, verdict: Verdict): Course<HeapEnd> {
  const { bytes, pixels } = image
  if (!image.isOwner || bytes === 0) return { ...verdict, image }
  const block = yield* mallocCourse(world, bytes)
  if (block.at === 0) return refused(4)
  const content = pixels !== undefined && isApart(block, pixels.source) ? pixels.read() : undefined
  if (content !== undefined) world.shadow.set(content, block.at)
  const fills = image.isFilled && content === undefined ? [block] : []
  return { ...verdict, image: { ...image, at: block.at }, fills }
}

function isApart(a: HeapReply, b: HeapReply): boolean {
  return a.at + a.size <= b.at || b.at + b.size <= a.at
}

function writeBuffer({ shadow }: World, target: number, { at, size }: HeapReply): void {
  shadow.writeUInt32LE(at, target)
  shadow.writeUInt32LE(size, target + 4)
}

/** What `malloc` gives; address 0 if the host must not use it. */
function* mallocCourse(world: World, size: number | undefined): Course<HeapReply> {
  const reply = yield { kind: 'malloc', size }
  return reply.at + reply.size > world.shadow.length ? { ...reply, at: 0 } : reply
}
