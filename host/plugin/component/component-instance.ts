import { errorCodes, httpMethods } from '../../../abi/enums.ts'
import type { CallContext } from '../../calls/call-context.ts'
import { ImageTable, Outputs } from '../../calls/handle-table.ts'
import { handlers as ownHandlers } from '../../calls/calls.ts'
import { handlersInside } from '../../calls/native/handlers-inside.ts'
import { NativeCalls } from '../../calls/native/native-calls.ts'
import { NativeHandles } from '../../calls/native/native-handles.ts'
import { RegistrationBook } from '../../calls/registration-book.ts'
import { byteStringFrom, type ByteString } from '../../exchange/byte-string.ts'
import { changeOf, changeRoute, type Change } from '../../exchange/change.ts'
import type { CompiledComponent, ComponentModule } from '../compiled-plugin.ts'
import { PluginError, PluginLoadError } from '../../exchange/errors.ts'
import type { AnswerSink } from '../../exchange/ports.ts'
import type { PluginDescription } from '../../exchange/instance.ts'
import {
  getArguments,
  requestHeaders,
  wholeBody,
  type InstanceRequest,
  type Pair,
} from '../../exchange/request.ts'
import type { NativeCall } from '../../frames/native.ts'
import type { NativeRequest } from '../../frames/values.ts'
import { GuestHeap, GuestMemory } from '../../memory/guest-memory.ts'
import { componentImports, lend, type LentOutput } from './component-imports.ts'
import { findCallbacks, runInside } from './component-inside.ts'
import type { ComponentState } from './component-runtime.ts'
import { listOf } from './component-values.ts'
import { changeCallback, memoryOf, restCallback, timerCodes } from '../guest-exports.ts'
import { runCallback, runNative } from '../callback-run.ts'
import { queryOf } from '../request-block.ts'
import {
  requireShort,
  requireSuccess,
  type InstanceEnvironment,
  type NativeOutcome,
  type Outcome,
  type PluginInstance,
} from '../plugin-instance.ts'
import { describeComponentTrap } from './component-trap.ts'
import { isTrap } from '../trap.ts'

/** The function that the script of a component exports. */
export type Instantiate = (
  getCoreModule: (name: string) => WebAssembly.Module,
  imports: Readonly<Record<string, unknown>>,
  instantiateCore: (
    module: WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ) => WebAssembly.Instance,
) => ComponentExports

/** What every plugin exports. */
interface ComponentExports {
  name(): Uint8Array<ArrayBuffer>
  version(): Uint8Array<ArrayBuffer>
  initialize(orthancVersion: Uint8Array): number
  finalize(): void
  handle(callback: number, output: LentOutput, request: object): number
}

const methodNames = new Map<number, string>(
  Object.entries(httpMethods).map(([name, number]) => [number, name.toLowerCase()]),
)

/** One instance of a component. */
export class ComponentInstance implements PluginInstance {
  readonly #environment: InstanceEnvironment
  readonly #state: ComponentState
  readonly #exports: ComponentExports
  readonly #output: LentOutput
  /** The memory of the plugin; the host only reads its size. */
  #memory: GuestMemory | undefined

  /** Instantiates the component and runs its start functions. Throws `PluginError` for a trap. */
  constructor(
    instantiate: Instantiate,
    { modules }: CompiledComponent,
    environment: InstanceEnvironment,
  ) {
    this.#environment = environment
    const context = contextOf(environment)
    this.#state = {
      context,
      isMade: false,
      callbacks: new Map(),
      death: undefined,
      fault: undefined,
    }
    environment.onContext?.(context)
    const { imports, output } = componentImports(this.#state, environment.watch)
    this.#output = output
    const byName = new Map(modules.map((entry) => [entry.name, entry.module]))
    const instantiateCore = instantiateWithOneMemory(modules, (memory) => (this.#memory = memory))
    this.#exports = inStart(() =>
      this.#guarded(() => instantiate((name) => moduleOf(byName, name), imports, instantiateCore)),
    )
    this.#state.callbacks = findCallbacks(this.#exports)
    this.#state.isMade = true
  }

  get memoryBytes(): number | undefined {
    return this.#memory?.size
  }

  initialize(): PluginDescription {
    const { registrations, native } = this.#state.context
    const name = this.#text(() => this.#exports.name())
    const version = this.#text(() => this.#exports.version())
    if (name === '') throw new PluginLoadError(['OrthancPluginGetName returned an empty name'])
    requireShort('OrthancPluginGetName', name)
    requireShort('OrthancPluginGetVersion', version)
    registrations.open()
    const { profile } = this.#environment
    this.#renewCalls()
    const start = (): number =>
      this.#guarded(() => this.#exports.initialize(listOf(profile.version)))
    const code = native === undefined ? start() : native.run(start)
    registrations.close()
    requireSuccess(code, profile)
    // The component model forbids to enter a component that waits for a call.
    return { name, version, isReentrant: false, ...registrations.registrations }
  }

  answer(
    request: InstanceRequest,
    route: number,
    groups: readonly ByteString[],
    sink: AnswerSink,
  ): Outcome {
    const { outputs, registrations } = this.#state.context
    this.#renewCalls()
    return runCallback(this.#environment, sink, outputs, (builder) => {
      if (route === changeRoute) return this.#callForChange(changeOf(groups))
      const callback = registrations.callbacks[route]
      if (callback === undefined) throw new Error(`no route ${route}`)
      return this.#handle(callback, outputs.open(builder), requestOf(request, groups))
    })
  }

  /** Components have none. */
  timer(): number {
    return timerCodes.unchanged
  }

  callNative(call: NativeCall): NativeOutcome {
    const { context } = this.#state
    const { native } = context
    if (native === undefined) throw new Error('a callback of Orthanc without Orthanc')
    this.#renewCalls()
    return runNative({ environment: this.#environment, context, native }, call, (output) => {
      const { url, request } = call.values
      if (call.name !== restCallback || typeof request !== 'object' || !('groups' in request))
        return runInside(native, this.#state.callbacks, call, (run) => this.#guarded(run))
      const values = nativeRequestOf(typeof url === 'string' ? url : '', request)
      const value = this.#handle(call.callback, output, values)
      return { kind: 'returned', value, outs: {} }
    })
  }

  /** Calls the callbacks for changes until one fails, as Orthanc does, and returns the last code. */
  #callForChange({ type, level, resource = '' }: Change): number {
    const { context, callbacks } = this.#state
    const act = callbacks.get(changeCallback)
    for (const index of context.registrations.changeCallbacks) {
      const code = this.#guarded(() => Number(act?.(index - 1, type, level, listOf(resource))))
      if (code !== errorCodes.Success) return code
    }
    return errorCodes.Success
  }

  #handle(callback: number, output: number, values: object): number {
    const before = lend(this.#output, output)
    try {
      return this.#guarded(() => this.#exports.handle(callback - 1, this.#output, values))
    } finally {
      lend(this.#output, before)
    }
  }

  finalize(): void {
    this.#renewCalls()
    this.#guarded(() => this.#exports.finalize())
  }

  #renewCalls(): void {
    this.#state.callsLeft = this.#environment.limits?.maxHostCalls
  }

  #text(read: () => Uint8Array<ArrayBuffer>): ByteString {
    const bytes = this.#guarded(read)
    const { fault } = this.#state
    if (fault !== undefined) throw new PluginLoadError([fault])
    return byteStringFrom(bytes)
  }

  /**
   * Runs the component. Anything that it throws ends the instance, except the host's own errors; so does an error of the
   * host that the component caught.
   */
  #guarded<T>(run: () => T): T {
    let value: T
    try {
      value = run()
    } catch (error) {
      throw this.#deathOf(error)
    }
    if (this.#state.death !== undefined) throw this.#deathOf(this.#state.death)
    return value
  }

  #deathOf(error: unknown): unknown {
    const { death } = this.#state
    if (death !== undefined) return isTrap(death) ? describeComponentTrap(death) : death
    return error instanceof PluginLoadError ? error : describeComponentTrap(error)
  }
}

/** Explains V8's error for a call of the host in a start function: the imports do not exist yet. */
function inStart<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof PluginError)) throw error
    const where = 'in a start function, which cannot call the host yet'
    throw new PluginError(`${where}: ${error.message}`, { cause: error })
  }
}

/** The context of a component, which has no memory for the host: its memory and heap are empty. */
function contextOf(environment: InstanceEnvironment): CallContext {
  const memory = new GuestMemory(new WebAssembly.Memory({ initial: 0, maximum: 0 }))
  const heap = new GuestHeap(memory, { malloc: () => 0, free: () => undefined })
  const { invoke } = environment
  const native =
    invoke && new NativeCalls(invoke, new NativeHandles(environment.random(), memory, heap))
  return {
    ...environment,
    handlers: native === undefined ? ownHandlers : handlersInside(native),
    memory,
    heap,
    native,
    outputs: new Outputs(environment.random()),
    images: new ImageTable(environment.random()),
    registrations: new RegistrationBook(environment.limits?.maxRoutes),
  }
}

function moduleOf(
  modules: ReadonlyMap<string, WebAssembly.Module>,
  name: string,
): WebAssembly.Module {
  const module = modules.get(name)
  if (module === undefined) throw new Error(`the component has no module ${name}`)
  return module
}

/** Instantiates core modules and passes the memory to `onMemory`. The limit holds for each memory, so a component may have only one. */
function instantiateWithOneMemory(
  modules: readonly ComponentModule[],
  onMemory: (memory: GuestMemory | undefined) => void,
) {
  const withMemory = new Set(modules.filter((m) => m.hasMemory).map(({ module }) => module))
  let memories = 0
  return (module: WebAssembly.Module, imports?: WebAssembly.Imports): WebAssembly.Instance => {
    if (withMemory.has(module)) memories++
    if (memories > 1) throw new PluginLoadError(['several memories are not supported'])
    const instance = new WebAssembly.Instance(module, imports)
    if (withMemory.has(module)) onMemory(memoryOf(instance.exports))
    return instance
  }
}

function requestOf(request: InstanceRequest, groups: readonly ByteString[]): object {
  return {
    method: methodNames.get(request.method),
    url: listOf(request.path),
    query: listOf(request.query),
    groups: groups.map(listOf),
    arguments: getArguments(request).map(pairOf),
    headers: requestHeaders(request.headerLines).map(pairOf),
    body: wholeBody(request.body),
  }
}

function nativeRequestOf(path: ByteString, request: NativeRequest): object {
  const { method, groups, getKeys, getValues, headersKeys, headersValues, body } = request
  return {
    method: methodNames.get(method),
    url: listOf(path),
    query: listOf(queryOf(request)),
    groups: groups.map(listOf),
    arguments: getKeys.map((name, i) => pairOf([name, getValues[i] ?? ''])),
    headers: headersKeys.map((name, i) => pairOf([name, headersValues[i] ?? ''])),
    body: new Uint8Array(body),
  }
}

function pairOf([name, value]: Pair): [Uint8Array, Uint8Array] {
  return [listOf(name), listOf(value)]
}
