import { errorCodes } from '../../abi/enums.ts'
import type { AnswerBuilder } from '../calls/answer-builder.ts'
import type { CallContext, CallFunction } from '../calls/call-context.ts'
import { ImageTable, Outputs } from '../calls/handle-table.ts'
import { handlers as ownHandlers } from '../calls/calls.ts'
import { handlersInside } from '../calls/native/handlers-inside.ts'
import { NativeCalls } from '../calls/native/native-calls.ts'
import { NativeHandles } from '../calls/native/native-handles.ts'
import { RegistrationBook } from '../calls/registration-book.ts'
import { textOf, type ByteString } from '../exchange/byte-string.ts'
import { changeOf, changeRoute, type Change } from '../exchange/change.ts'
import { timerRoute } from '../exchange/timer.ts'
import { CallError, PluginLoadError, type PluginError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import type { InstanceRequest } from '../exchange/request.ts'
import { timerCallback, type NativeCall, type NativeReturn } from '../frames/native.ts'
import { createImports, type GuestState } from '../imports/import-object.ts'
import { createNativeFunction } from '../imports/native-function.ts'
import { logMissing } from '../imports/libc.ts'
import {
  GuestHeap,
  GuestMemory,
  guestPtr,
  readString,
  type GuestPtr,
} from '../memory/guest-memory.ts'
import { diffMemory, prepareExport, type MemoryImage } from '../wasm/memory-image.ts'
import { layOutCallback, type CallbackBlock } from './callback-block.ts'
import { runCallback, runNative } from './callback-run.ts'
import {
  changeCallback,
  GuestExports,
  opaqueContext,
  restCallback,
  timerCodes,
} from './guest-exports.ts'
import {
  requireShort,
  requireSuccess,
  catchTraps,
  type InstanceEnvironment,
  type NativeOutcome,
  type Outcome,
  type PluginInstance,
} from './plugin-instance.ts'
import { layOutRequest } from './request-block.ts'
import { describeOutOfMemory } from './trap.ts'

/** One instance of a core module. */
export class Instance implements PluginInstance {
  readonly #environment: InstanceEnvironment
  readonly #guest: GuestExports
  readonly #state: GuestState
  readonly #context: CallContext
  /** The table indices of the functions of Orthanc that callbacks have received. */
  readonly #functions = new Map<number, number>()
  readonly #failedAllocation: GuestPtr<'u32'> | undefined
  /** The address of the query of the callback that runs; 0 if it has none. */
  #query = 0

  /** Instantiates the module and runs its start functions. Throws `PluginError` for a trap. */
  constructor(module: WebAssembly.Module, given: InstanceEnvironment) {
    const environment = { ...given, explain: (death: PluginError) => this.#explain(death, given) }
    this.#environment = environment
    this.#state = { context: undefined, contextValue: opaqueContext, death: undefined }
    const { exports } = catchTraps(
      () => new WebAssembly.Instance(module, createImports(module, this.#state, environment.watch)),
      given.explain,
    )
    this.#guest = new GuestExports(exports)
    const memory = new GuestMemory(this.#guest.memory)
    this.#failedAllocation = this.#guest.failedAllocation(memory)
    const heap = new GuestHeap(memory, this.#guest)
    const outputs = new Outputs(environment.random())
    const images = new ImageTable(environment.random())
    const registrations = new RegistrationBook(environment.limits?.maxRoutes)
    const { invoke } = environment
    const native =
      invoke && new NativeCalls(invoke, new NativeHandles(environment.random(), memory, heap))
    const handlers = native === undefined ? ownHandlers : handlersInside(native)
    const callFunction: CallFunction = (index, type, ...values) => {
      const returned = this.#guest.callback(index, type)(...values)
      this.#requireAlive()
      return Number(returned)
    }
    const own = { handlers, memory, heap, outputs, images, registrations, native, callFunction }
    this.#context = { ...environment, ...own }
    this.#state.context = this.#context
    environment.onContext?.(this.#context)
    logMissing(module, environment.log)
    catchTraps(() => {
      this.#guest.start()
      this.#state.contextValue = this.#guest.context(heap, environment.profile.version)
    }, environment.explain)
  }

  get memoryBytes(): number {
    return this.#context.memory.size
  }

  /** The memory once the part of the start has run that is the same for all instances. Throws `PluginLoadError` if that fails. */
  prepare(): Uint8Array<ArrayBuffer> {
    if (this.#run(() => this.#guest.prepare())) return this.#context.memory.copyAll()
    throw new PluginLoadError([`${prepareExport} failed`])
  }

  initialize(): PluginDescription {
    const { registrations, native } = this.#context
    const name = this.#text('OrthancPluginGetName')
    const version = this.#text('OrthancPluginGetVersion')
    if (name === '') throw new PluginLoadError(['OrthancPluginGetName returned an empty name'])
    registrations.open()
    const start = (): number => this.#guest.initialize(this.#state.contextValue)
    const code = this.#run(() => (native === undefined ? start() : native.run(start)))
    registrations.close()
    this.#requireAlive()
    requireSuccess(code, this.#environment.profile)
    this.#requireCallbacks()
    return { name, version, ...registrations.registrations }
  }

  answer(
    request: InstanceRequest,
    route: number,
    groups: readonly ByteString[],
    sink: AnswerSink,
  ): Outcome {
    this.#beginCall()
    return runCallback(this.#environment, sink, this.#context.outputs, (builder) => {
      const code = this.#callRoute(request, route, groups, builder)
      this.#requireAlive()
      return code
    })
  }

  /** The callback of a route, or one that is not about a request. Returns its code. */
  #callRoute(
    request: InstanceRequest,
    route: number,
    groups: readonly ByteString[],
    builder: AnswerBuilder,
  ): number {
    if (route === changeRoute) return this.#callForChange(changeOf(groups))
    if (route !== timerRoute) return this.#call(request, route, groups, builder)
    this.#guest.runTimers()
    return errorCodes.Success
  }

  callNative(call: NativeCall): NativeOutcome {
    const context = this.#context
    const { native } = context
    if (native === undefined) throw new Error('a callback of Orthanc without Orthanc')
    this.#beginCall()
    return runNative({ environment: this.#environment, context, native }, call, (output) => {
      if (call.name === timerCallback) return this.#runTimers()
      const callback = this.#guest.callback(call.callback, call.name)
      const block = layOutCallback(context, native, call, {
        output,
        indexOf: (number) => this.#indexOf(number),
      })
      const ended = releasing(block, () => {
        const outer = this.#query
        try {
          this.#sendQuery(block.query ?? 0)
          const returned = callback(...block.values)
          this.#requireAlive()
          return block.read(returned)
        } finally {
          this.#sendQuery(outer)
        }
      })
      this.#requireAlive()
      return ended
    })
  }

  #runTimers(): NativeReturn {
    this.#guest.runTimers()
    this.#requireAlive()
    return { kind: 'returned', value: undefined, outs: {} }
  }

  /** A callback without a request has no query, and one that runs on top of another does not keep its own. */
  #sendQuery(at: number): void {
    if (at === this.#query) return
    this.#query = at
    this.#guest.query(at)
  }

  /** The table index of a function of Orthanc. */
  #indexOf(number: number): number {
    const known = this.#functions.get(number)
    if (known !== undefined) return known
    const index = this.#guest.addFunction(createNativeFunction(number, this.#state))
    this.#functions.set(number, index)
    return index
  }

  timer(): number {
    return this.#guest.hasTimers ? this.#run(() => this.#guest.timer()) : timerCodes.unchanged
  }

  finalize(): void {
    this.#run(() => this.#guest.finalize())
  }

  #call(
    request: InstanceRequest,
    route: number,
    groups: readonly ByteString[],
    builder: AnswerBuilder,
  ): number {
    const { memory, heap, outputs, registrations } = this.#context
    const callback = this.#guest.callback(registrations.callbacks[route])
    const block = layOutRequest(heap, memory, request, groups)
    this.#guest.query(block.query)
    const { depth } = outputs
    const output = outputs.open(builder)
    const code = callback(output, block.url, block.request)
    outputs.closeTo(depth)
    heap.free(block.request)
    return requireCode(code)
  }

  /** Calls the callbacks for changes until one fails, as Orthanc does, and returns the last code. */
  #callForChange({ type, level, resource }: Change): number {
    const { heap, registrations } = this.#context
    for (const index of registrations.changeCallbacks) {
      const callback = this.#guest.callback(index, changeCallback)
      const at = resource === undefined ? guestPtr(0) : heap.allocateString(resource)
      const returned = callback(type, level, at)
      this.#requireAlive()
      heap.free(at)
      const code = requireCode(returned)
      if (code !== errorCodes.Success) return code
    }
    return errorCodes.Success
  }

  /** Throws `PluginLoadError` for routes whose callbacks are functions of another type. */
  #requireCallbacks(): void {
    const { registrations } = this.#context
    const reasons = registrations.registrations.routes.flatMap(({ pattern }, route) => {
      const index = registrations.callbacks[route]
      const problem = index === undefined ? undefined : this.#guest.callbackProblem(index)
      return problem === undefined ? [] : [`route ${textOf(pattern.slice(0, 200))}: ${problem}`]
    })
    const changes = registrations.changeCallbacks.map((index) => {
      const service = 'RegisterOnChangeCallback'
      return { index, type: changeCallback, service }
    })
    for (const { index, type, service } of [...registrations.nativeCallbacks, ...changes]) {
      const problem = type === restCallback ? undefined : this.#guest.callbackProblem(index, type)
      if (problem !== undefined) reasons.push(`${service}: ${problem}`)
    }
    if (reasons.length > fixedLimits.namesListed)
      reasons.push(`and ${reasons.splice(fixedLimits.namesListed).length} more`)
    if (reasons.length > 0) throw new PluginLoadError(reasons)
  }

  #text(name: 'OrthancPluginGetName' | 'OrthancPluginGetVersion'): ByteString {
    const at = catchTraps(() => this.#guest.text(name), this.#environment.explain)
    try {
      const text = readString(this.#context.memory, guestPtr(at))
      requireShort(name, text)
      return text
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      throw new PluginLoadError([`${name}: ${error.message}`])
    }
  }

  #run<T>(run: () => T): T {
    this.#beginCall()
    return catchTraps(run, this.#environment.explain)
  }

  /** Before each call of the guest: what the one before used up or left does not count. */
  #beginCall(): void {
    this.#state.callsLeft = this.#environment.limits?.maxHostCalls
    if (this.#failedAllocation !== undefined)
      this.#context.memory.writeU32(this.#failedAllocation, 0)
  }

  #explain(death: PluginError, { explain }: InstanceEnvironment): PluginError {
    const at = this.#failedAllocation
    const isOutOfMemory = at !== undefined && this.#context.memory.readU32(at) !== 0
    const described = isOutOfMemory ? describeOutOfMemory(death) : death
    return explain === undefined ? described : explain(described)
  }

  /** A guest can catch the exception that ends it, but the instance still counts as dead. */
  #requireAlive(): void {
    if (this.#state.death !== undefined) throw this.#state.death
  }
}

/** The code that a callback returned. Throws `CallError` if it returned something else. */
function requireCode(code: unknown): number {
  if (typeof code === 'number') return code | 0
  throw new CallError(errorCodes.Plugin, 'the callback returned no error code (an i32)')
}

/** What the part of the start that is the same for all instances writes to the memory. Throws `PluginLoadError` if that fails. */
export function prepareInstance(
  module: WebAssembly.Module,
  environment: InstanceEnvironment,
): MemoryImage {
  const state = { context: undefined, contextValue: opaqueContext, death: undefined }
  const initial = new WebAssembly.Instance(module, createImports(module, state))
  const before = new GuestMemory(new GuestExports(initial.exports).memory).copyAll()
  return diffMemory(before, new Instance(module, environment).prepare())
}

/** Runs `act` and releases the block, but for a trap: the guest must not run again, not even its `free`. */
function releasing<T>(block: CallbackBlock, act: () => T): T {
  let value: T
  try {
    value = act()
  } catch (error) {
    if (error instanceof CallError) block.release()
    throw error
  }
  block.release()
  return value
}
