import { errorCodes } from '../../abi/enums.ts'
import { functions, invokeService } from '../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import {
  isService,
  isSupported,
  otherServices,
  services,
  type ServiceName,
  type SupportedService,
} from '../../abi/services.ts'
import type { CallContext } from '../calls/call-context.ts'
import { BadArgumentError, CallError, PluginError } from '../exchange/errors.ts'
import type { InstanceWatch } from '../exchange/trace.ts'
import { guestPtr } from '../memory/guest-memory.ts'
import { createAbortImport } from './abort.ts'
import { createArgumentDecoder } from './decode.ts'
import { createServiceFinder } from './invoke-service.ts'
import { libcImports } from './libc.ts'
import { returnNativeResult, writeNativeResults } from './native-result.ts'
import { writeOutParameters } from './out-parameter.ts'
import { wasiImports } from './wasi.ts'

/** State of an instance while its guest calls the host. */
export interface GuestState extends GuestLife {
  /** Absent until the instance exists; its start function may call the host before. */
  context: CallContext | undefined
  /** The value that the guest passes as context. */
  contextValue: number
}

const rows = new Map<string, FunctionRow>(Object.entries(functions))
const namesOfOthers = new Map<number, string>(
  Object.entries(otherServices).map(([name, number]) => [number, name]),
)

type WasmValue = number | bigint
type ImportValue = WebAssembly.ImportValue

/** The function or service that a guest calls, for messages and for its error. */
export interface Callee {
  /** The SDK's name. */
  readonly name: string
  readonly service: ServiceName
  readonly returns: FunctionRow['returns']
}

/** The namespaces from which a module imports: `orthanc`, `env.abort`, and what a libc imports of `env` and WASI. */
export function createImports(
  module: WebAssembly.Module,
  state: GuestState,
  watch?: InstanceWatch,
): WebAssembly.Imports {
  const imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === 'function')
  const names = (from: string) => imported.filter((i) => i.module === from).map(({ name }) => name)
  const refuse = createRefusal()
  const wrap = (name: string, call: ImportValue): ImportValue =>
    guard(state, withWatch(watch, name, call))
  return {
    orthanc: Object.fromEntries(
      names('orthanc').map((name) => [name, wrap(name, createOrthancImport(name, state, refuse))]),
    ),
    env: { ...libcImports(names('env')), abort: wrap('abort', createAbortImport(state)) },
    wasi_snapshot_preview1: Object.fromEntries(
      Object.entries(wasiImports(state)).map(([name, call]) => [name, wrap(name, call)]),
    ),
  }
}

function createOrthancImport(name: string, state: GuestState, refuse: Refuse): ImportValue {
  if (name === invokeService) return createInvokeServiceImport(state, refuse)
  const row = rows.get(name)
  if (row === undefined || !isService(row.service)) throw new Error(`no function ${name}`)
  const { service, returns } = row
  const callee = { name, service, returns }
  const act = isSupported(service)
    ? namedCall(service, row)
    : nativeCall(name, service, row, refuse)
  const failure = failureOf(row, services[service])
  return (contextValue: WasmValue, ...raw: WasmValue[]) => {
    const { code, value } = attempt(state, contextValue, callee, (context) => act(context, raw))
    if (returns === 'error') return code
    return code === errorCodes.Success ? value : failure
  }
}

function namedCall(service: SupportedService, row: FunctionRow) {
  const serviceRow: ServiceRow = services[service]
  const decode = createArgumentDecoder(serviceRow, row)
  if (serviceRow.outParameters === undefined)
    return (context: CallContext, raw: readonly WasmValue[]): number =>
      toReturnValue(context, serviceRow, context.handlers[service](context, decode(context, raw)))
  return (context: CallContext, raw: readonly WasmValue[]): number => {
    const fields = decode(context, raw)
    writeOutParameters(context, serviceRow, fields, () =>
      context.handlers[service](context, fields),
    )
    return 0
  }
}

/** A function that only an Orthanc around this host carries out. */
function nativeCall(name: string, service: ServiceName, row: FunctionRow, refuse: Refuse) {
  const serviceRow: ServiceRow = services[service]
  const decode = createArgumentDecoder(serviceRow, row)
  return (context: CallContext, raw: readonly WasmValue[]): WasmValue => {
    const { native } = context
    if (native === undefined) return refuse(context, name)
    const call = { native, service, fields: decode(context, raw) }
    if (row.returns === 'result' || row.returns === 'truth')
      return returnNativeResult(context, call, row, serviceRow)
    writeNativeResults(context, call)
    return 0
  }
}

/** The return value of a failed call of a function that does not return a code. */
function failureOf(row: FunctionRow, service: ServiceRow): WasmValue {
  const value = row.failure ?? 0
  const result = row.returns === 'result' ? (row.result ?? service.result) : undefined
  return result?.kind === 'i64' ? BigInt(value) : value
}

function createInvokeServiceImport(state: GuestState, refuse: Refuse): ImportValue {
  const findService = createServiceFinder()
  return (contextValue: WasmValue, number: number, params: number): number => {
    const entry = findService(number)
    if (entry === undefined) {
      const name = namesOfOthers.get(number)
      const which = name === undefined ? number : `${number} (${name})`
      state.context?.log('error', `service ${which} is not known`)
      return errorCodes.UnknownPluginService
    }
    const { name: service, row } = entry
    const name = `OrthancPluginInvokeService(${service})`
    const callee = { name, service, returns: entry.function?.returns ?? 'error' }
    return attempt(state, contextValue, callee, (context) => {
      if (isSupported(service)) {
        const fields = entry.decode(context, params)
        writeResult(context, row, fields, () => context.handlers[service](context, fields))
      } else if (context.native === undefined) refuse(context, name)
      else {
        const { native } = context
        writeNativeResults(context, { native, service, fields: entry.decode(context, params) })
      }
      return 0
    }).code
  }
}

/** Makes a call and turns its `CallError` into a code: the only place that does so for modules. */
function attempt(
  state: GuestState,
  contextValue: WasmValue,
  callee: Callee,
  act: (context: CallContext) => WasmValue,
): { code: number; value: WasmValue } {
  const { context } = state
  if (context === undefined) return { code: errorCodes.BadSequenceOfCalls, value: 0 }
  try {
    if (Number(contextValue) >>> 0 !== state.contextValue)
      throw new BadArgumentError(
        errorCodes.ParameterOutOfRange,
        'context: not the one that OrthancPluginInitialize was given',
      )
    return { code: errorCodes.Success, value: act(context) }
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    report(context, callee, error)
    return { code: error.code, value: 0 }
  }
}

/** Logs a bad argument. If the function is void and answers a request, the request is refused, as there is no code to return. */
export function report(context: CallContext, callee: Callee, error: CallError): void {
  if (!(error instanceof BadArgumentError)) return
  const message = `${callee.name}: ${error.message}`
  context.log('error', message)
  context.onRefusal?.(message)
  const answers = services[callee.service].fields.some(({ kind }) => kind === 'output')
  if (!answers) return
  if (callee.returns === 'error') context.outputs.current?.noteFault(message)
  else context.outputs.current?.refuse(message)
}

/** The return value of a function for the result of its service. */
function toReturnValue({ heap }: CallContext, { result }: ServiceRow, value: unknown): number {
  if (result === undefined) return 0
  const text = String(value)
  if (value === undefined) return 0
  if (result.kind === 'string') return heap.allocateString(text)
  return result.kind === 'constString' ? heap.constantString(text) : Number(value)
}

/** Runs a service and writes its result to the address in its struct, which is checked before the service runs. */
function writeResult(
  context: CallContext,
  row: ServiceRow,
  fields: Record<string, unknown>,
  runService: () => unknown,
): void {
  if (row.result === undefined) return writeOutParameters(context, row, fields, runService)
  const target = guestPtr<'result'>(Number(fields[row.result.field]))
  context.memory.bytes(target, 4)
  context.memory.writeU32(target, toReturnValue(context, row, runService()))
}

/** State that decides whether a guest may call the host. */
export interface GuestLife {
  /** Why the guest must not run any more. A guest can catch what the host throws, but every later call throws this again. */
  death: unknown
  /** Number of calls of the host that are left in this callback; absent: no limit. */
  callsLeft?: number | undefined
}

/** Wraps an import: it throws after the guest's death and beyond the limit of calls, and notes what it throws as the death. */
export function guard<V extends readonly unknown[], R>(
  life: GuestLife,
  call: (...values: V) => R,
): (...values: V) => R {
  return (...values) => {
    if (life.death !== undefined) throw life.death
    if (life.callsLeft !== undefined && --life.callsLeft < 0)
      throw (life.death = new PluginError(
        'too many calls of the host in one callback (MaxHostCalls)',
      ))
    try {
      return call(...values)
    } catch (error) {
      life.death = error ?? new PluginError('an empty exception')
      throw error
    }
  }
}

/** Wraps an import so that the watch of the instance, if there is one, makes each call. */
export function withWatch<V extends readonly unknown[]>(
  watch: InstanceWatch | undefined,
  name: string,
  call: (...values: V) => unknown,
): (...values: V) => unknown {
  if (watch === undefined) return call
  return (...values) => watch.call(name, values, () => call(...values))
}

/** Refuses a call of a function that the host does not support. Throws `CallError`. */
export type Refuse = (context: CallContext, name: string) => never

/** Creates the `Refuse` of one instance, which logs the first call of each function. */
export function createRefusal(): Refuse {
  const logged = new Set<string>()
  return (context, name) => {
    if (!logged.has(name)) {
      logged.add(name)
      context.log('error', `${name}: not supported yet, every call fails with NotImplemented (2)`)
    }
    throw new CallError(errorCodes.NotImplemented, `${name} is not supported`)
  }
}
