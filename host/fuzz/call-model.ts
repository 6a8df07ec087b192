import type { FunctionRow, ServiceResult, ServiceRow } from '../../abi/rows.ts'
import {
  decodeFields,
  isFault,
  loadStruct,
  narrow,
  rangeFault,
  type Arguments,
} from './host/argument-model.ts'
import type { Course } from './course.ts'
import { effectCourse, type Effect } from './effect-course.ts'
import type { Ending } from './ending.ts'
import { functionNamed, serviceOfNumber, type SdkRow } from './scenario/sdk-table.ts'
import { serviceModels } from './service-model.ts'
import { bad, refused, type Verdict } from './verdict.ts'
import type { World } from './world.ts'

/** A call of the host, with the numbers that the guest gave. */
export interface HostCall {
  /** The function's name, or `OrthancPluginInvokeService`. */
  readonly name: string
  readonly context: number
  /** Without the context. */
  readonly values: readonly (number | bigint)[]
}

type InternalEnding = Ending & { readonly value: number }
type RawFields = readonly (number | bigint)[]

/**
 * What the contract says about a call. It is a course, as the host may leave on the way: it enters the guest's heap, or
 * asks someone outside.
 */
export function* courseOf(world: World, call: HostCall): Course<Ending> {
  if (call.name === 'OrthancPluginInvokeService') return yield* invokeCourse(world, call)
  const target = functionNamed(call.name)
  const { service, row } = target
  const fields = (): RawFields => fieldValues(service, row, call.values)
  const end = yield* serviceCourse(world, call, target, fields)
  if (row.returns === 'error' || end.unknown !== undefined) return end
  if (row.returns === 'void') return { ...end, returns: undefined }
  // WebAssembly hands out i32 with a sign.
  return { ...end, returns: end.code === 0 ? end.value | 0 : failureOf(row, service) }
}

function* invokeCourse(world: World, call: HostCall): Course<Ending> {
  const number = Number(call.values[0]) | 0
  const target = serviceOfNumber(number)
  if (target === undefined)
    return {
      code: 26,
      returns: 26,
      logs: world.isReady ? ['error'] : [],
      says: `service ${number}`,
    }
  const params = Number(call.values[1]) >>> 0
  const fields = (): RawFields | Verdict => loadStruct(world, target.service, params)
  return yield* serviceCourse(world, call, target, fields)
}

/** The values of all fields: those of the arguments, and those that the function sets itself. */
function fieldValues(service: ServiceRow, row: FunctionRow, values: RawFields): RawFields {
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

function* serviceCourse(
  world: World,
  call: HostCall,
  target: SdkRow,
  fields: () => RawFields | Verdict,
): Course<InternalEnding> {
  if (!world.isReady) return { code: 6, returns: 6, logs: [], value: 0 }
  const { serviceName, service, row } = target
  const isInvoked = call.name === 'OrthancPluginInvokeService'
  const ended = (verdict: Verdict): InternalEnding =>
    endingOf(world, target, isInvoked ? `${call.name}(${serviceName})` : call.name, verdict)
  if (call.context !== world.contextValue) return ended(bad(3, 'context'))
  if ('support' in service) return { ...ended(refused(2)), logs: 'any' }
  const raw = fields()
  if (isFault(raw)) return ended(raw)
  const given = decodeFields(world, service, row, raw)
  if (isFault(given)) return ended(given)
  const place = isInvoked ? resultTarget(world, service, given) : undefined
  if (isFault(place)) return ended(place)
  const verdict = serviceModels.get(serviceName)?.(world, given) ?? 'unknown'
  if (verdict === 'unknown') return unknownEnding(service, given, place)
  const end = yield* effectCourse(world, service, verdict)
  const { value = 0 } = end
  const isWritten = end.code === 0 && place !== undefined && end.image === undefined
  if (isWritten) world.shadow.writeUInt32LE(value, place)
  return { ...ended(end), value, ...compared(end, place) }
}

/** What is bad is logged, and spoils the answer of a service that makes one. */
function endingOf(
  { answer }: World,
  { service, row }: SdkRow,
  name: string,
  { code, bad: isBad = false, argument, logs = [], says, line }: Verdict,
): InternalEnding {
  const ending = { code, returns: code, value: 0 }
  if (!isBad) return { ...ending, logs, line, ...(says === undefined ? {} : { says }) }
  const parts = [name, ...(argument === undefined ? [] : [`${argument}: `])]
  if (service.fields.some(({ kind }) => kind === 'output'))
    answer?.spoil(parts, (row?.returns ?? 'error') === 'error')
  return { ...ending, logs: [...logs, 'error'], says: parts.join(': ') }
}

/** What of an ending is compared once the call has returned. */
function compared(
  { code, image, file, fills }: Effect,
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
