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
import { calls } from '../calls/calls.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import type { InstanceWatch } from '../exchange/trace.ts'
import { guestPtr } from '../memory/guest-ptr.ts'
import { abortImport } from './abort.ts'
import { argumentDecoder } from './decode.ts'
import { guarded, type GuestLife } from './guest-life.ts'
import { serviceFinder } from './invoke-service.ts'
import { giveOut } from './out-parameter.ts'
import { refuseUnsupported, type Refuse } from './unsupported.ts'
import { wasiImports } from './wasi.ts'

/** What an instance knows of itself while its guest calls the host. */
export interface GuestState extends GuestLife {
  /** Absent until the instance exists: its start function may already call. */
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

/** A function or a service, as a message and its error need it. */
export interface Callee {
  /** The SDK's name, for messages. */
  readonly name: string
  readonly service: ServiceName
  readonly returns: FunctionRow['returns']
}

/** The namespaces that a module imports from: `orthanc`, `env.abort`, and what a libc needs of WASI. */
export function importObject(
  module: WebAssembly.Module,
  state: GuestState,
  watch?: InstanceWatch,
): WebAssembly.Imports {
  const imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === 'function')
  const names = (from: string) => imported.filter((i) => i.module === from).map(({ name }) => name)
  const refuse = refuseUnsupported()
  const seen = (name: string, call: ImportValue): ImportValue =>
    guarded(state, watched(watch, name, call))
  return {
    orthanc: Object.fromEntries(
      names('orthanc').map((name) => [name, seen(name, orthancImport(name, state, refuse))]),
    ),
    env: { abort: seen('abort', abortImport(state)) },
    wasi_snapshot_preview1: Object.fromEntries(
      Object.entries(wasiImports(state)).map(([name, call]) => [name, seen(name, call)]),
    ),
  }
}

function orthancImport(name: string, state: GuestState, refuse: Refuse): ImportValue {
  if (name === invokeService) return invokeServiceImport(state, refuse)
  const row = rows.get(name)
  if (row === undefined || !isService(row.service)) throw new Error(`no function ${name}`)
  const { service, returns } = row
  const callee = { name, service, returns }
  const act = isSupported(service) ? namedCall(service, row) : undefined
  const failure = failureOf(row, services[service])
  return (contextValue: WasmValue, ...raw: WasmValue[]) => {
    const { code, value } = attempt(state, contextValue, callee, (context) =>
      act === undefined ? refuse(context, name) : act(context, raw),
    )
    if (returns === 'error') return code
    return code === errorCodes.Success ? value : failure
  }
}

function namedCall(service: SupportedService, row: FunctionRow) {
  const serviceRow: ServiceRow = services[service]
  const decode = argumentDecoder(serviceRow, row)
  if (serviceRow.outParameters === undefined)
    return (context: CallContext, raw: readonly WasmValue[]): number =>
      returned(context, serviceRow, run(context, service, decode(context, raw)))
  return (context: CallContext, raw: readonly WasmValue[]): number => {
    const fields = decode(context, raw)
    giveOut(context, serviceRow, fields, () => run(context, service, fields))
    return 0
  }
}

/** What a function that returns no code returns when its call fails. */
function failureOf(row: FunctionRow, service: ServiceRow): WasmValue {
  const value = row.failure ?? 0
  const result = row.returns === 'result' ? (row.result ?? service.result) : undefined
  return result?.kind === 'i64' ? BigInt(value) : value
}

function invokeServiceImport(state: GuestState, refuse: Refuse): ImportValue {
  const findService = serviceFinder()
  return (contextValue: WasmValue, number: number, params: number): number => {
    const door = findService(number)
    if (door === undefined) {
      const name = namesOfOthers.get(number)
      const which = name === undefined ? number : `${number} (${name})`
      state.context?.log('error', `service ${which} is not known`)
      return errorCodes.UnknownPluginService
    }
    const { name: service, row } = door
    const name = `OrthancPluginInvokeService(${service})`
    const callee = { name, service, returns: door.function?.returns ?? 'error' }
    return attempt(state, contextValue, callee, (context) => {
      if (!isSupported(service)) return refuse(context, name)
      const fields = door.decode(context, params)
      store(context, row, fields, () => run(context, service, fields))
      return 0
    }).code
  }
}

/** Makes a call; what the plugin did wrong becomes a code here, and nowhere else. */
function attempt(
  state: GuestState,
  contextValue: WasmValue,
  callee: Callee,
  act: (context: CallContext) => number,
): { code: number; value: number } {
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

/** What no plugin may do is logged; where a void function has no code to return for it, the request is refused. */
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

export function run(
  context: CallContext,
  service: SupportedService,
  fields: Record<string, unknown>,
): unknown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the decoder made the fields from the same row
  const call = calls[service] as (context: CallContext, fields: Record<string, unknown>) => unknown
  return call(context, fields)
}

/** The result of a service as the return value of its function. */
function returned({ heap }: CallContext, { result }: ServiceRow, value: unknown): number {
  if (result === undefined) return 0
  const text = String(value)
  if (value === undefined) return 0
  if (result.kind === 'string') return heap.allocateString(text)
  return result.kind === 'constString' ? heap.constantString(text) : Number(value)
}

/** The result of a service where its struct says; that address is checked before anything is allocated. */
function store(
  context: CallContext,
  row: ServiceRow,
  fields: Record<string, unknown>,
  give: () => unknown,
): void {
  if (row.result === undefined) return giveOut(context, row, fields, give)
  const target = guestPtr<'result'>(Number(fields[row.result.field]))
  context.memory.bytes(target, 4)
  context.memory.writeU32(target, returned(context, row, give()))
}

/** The function, seen by who watches the instance. */
function watched(watch: InstanceWatch | undefined, name: string, call: ImportValue): ImportValue {
  if (watch === undefined) return call
  return (...values: WasmValue[]) => watch.call(name, values, () => call(...values))
}
