import { callbacks } from '../../abi/callbacks.ts'
import { errorCodes } from '../../abi/enums.ts'
import type { Callback } from '../../abi/rows.ts'
import { CallError, PluginError, PluginLoadError } from '../exchange/errors.ts'
import type { NativeFunction } from '../imports/native-function.ts'
import { functionModule } from '../wasm/function-module.ts'
import { prepareExport } from '../wasm/memory-image.ts'
import { type GuestHeap, GuestMemory, guestPtr, type GuestPtr } from '../memory/guest-memory.ts'

/** The context of a plugin that does not lay out the struct itself. */
export const opaqueContext = 1

/** The type of the callbacks of routes. */
export const restCallback = 'OrthancPluginRestCallback'

/** The type of the callbacks for changes. */
export const changeCallback = 'OrthancPluginOnChangeCallback'

/** What `orthanc_wasm_timer` returns besides a time. */
export const timerCodes = { never: -1, unchanged: -2 } as const

const callbackRows = new Map<string, Callback>(Object.entries(callbacks))

type GuestFunction = (...values: (number | bigint)[]) => unknown

interface CheckedCallback {
  readonly callback: GuestFunction
  readonly index: number | undefined
  readonly type: string
  readonly call: GuestFunction
}

/** The exports of a plugin as functions of the host. A module without a required export was refused when it was loaded. */
export class GuestExports {
  readonly memory: WebAssembly.Memory
  readonly #exports: WebAssembly.Instance['exports']
  readonly #table: WebAssembly.Table
  readonly #malloc: GuestFunction
  readonly #free: GuestFunction
  readonly #query: GuestFunction | undefined
  readonly #timer: GuestFunction | undefined
  readonly #runTimers: GuestFunction | undefined
  /** The last callback: most plugins have few, and the check takes longer than the look-up. */
  #checked: CheckedCallback | undefined

  constructor(exports: WebAssembly.Instance['exports']) {
    this.#exports = exports
    const { memory } = exports
    const table = exports['__indirect_function_table'] ?? exports['table']
    if (!(memory instanceof WebAssembly.Memory) || !(table instanceof WebAssembly.Table))
      throw new PluginLoadError(['exports no memory or no table'])
    this.memory = memory
    this.#table = table
    this.#malloc = this.#required('malloc')
    this.#free = this.#required('free')
    this.#query = this.#optional('orthanc_wasm_query')
    this.#timer = this.#optional('orthanc_wasm_timer')
    this.#runTimers = this.#optional('orthanc_wasm_run_timers')
  }

  malloc(size: number): number {
    return Number(this.#malloc(size))
  }

  free(at: number): void {
    this.#free(at)
  }

  /** Calls the module's own initialization function, if it has one. */
  start(): void {
    this.#optional('_initialize')?.()
  }

  /** Calls the function that does the part of the start which is the same for all instances. Returns whether it succeeded. */
  prepare(): boolean {
    return this.#optional(prepareExport)?.() === 0
  }

  /** The address of the context that a plugin in C lays out; other plugins get an opaque value. */
  context(heap: GuestHeap, version: string): number {
    const make = this.#optional('orthanc_wasm_context')
    return make === undefined
      ? opaqueContext
      : Number(make(heap.allocateString(version))) >>> 0 || opaqueContext
  }

  /** The address of a number that a plugin in C or C++ sets if its memory cannot grow. */
  failedAllocation(memory: GuestMemory): GuestPtr<'u32'> | undefined {
    const exported = this.#exports['orthanc_wasm_failed_allocation']
    if (!(exported instanceof WebAssembly.Global)) return undefined
    const at = guestPtr<'u32'>(Number(exported.value))
    return at > 0 && at + 4 <= memory.size ? at : undefined
  }

  /** Throws `PluginLoadError` if the plugin returns no code: `Number` would convert that to `Success`. */
  initialize(context: number): number {
    const code = this.#required('OrthancPluginInitialize')(context)
    if (typeof code === 'number' && Number.isInteger(code)) return code | 0
    throw new PluginLoadError(['OrthancPluginInitialize returned no error code (an i32)'])
  }

  finalize(): void {
    this.#required('OrthancPluginFinalize')()
  }

  text(name: string): number {
    return Number(this.#required(name)())
  }

  /** Whether the plugin exports the two functions below. */
  get hasTimers(): boolean {
    return this.#timer !== undefined && this.#runTimers !== undefined
  }

  /** In how many ms the plugin's timers are due: `never`, or `unchanged` since the last call. */
  timer(): number {
    return Number(this.#timer?.()) | 0
  }

  runTimers(): void {
    this.#runTimers?.()
  }

  /** Passes the address of the next request's query to a plugin that exports a function for it. */
  query(at: number): void {
    this.#query?.(at)
  }

  /** The function at a registered table index. Throws `CallError` if the entry is empty or a function of another type. */
  callback(index: number | undefined, type = restCallback): GuestFunction {
    const callback = this.#entry(index)
    const checked = this.#checked
    if (checked?.callback === callback && checked?.index === index && checked?.type === type)
      return checked.call
    if (callback === undefined)
      throw new CallError(errorCodes.ParameterOutOfRange, `no function at table index ${index}`)
    const wrong = describeWrongType(callback, index, type)
    if (wrong !== undefined) throw new CallError(errorCodes.ParameterOutOfRange, wrong)
    const call: GuestFunction = (...values) =>
      nameTypeErrors(`the callback at table index ${index}`, () => callback(...values))
    this.#checked = { callback, index, type, call }
    return call
  }

  /** Adds a function of the host to the table and returns its index. Throws `CallError` 4 if the table cannot grow. */
  addFunction({ type, call }: NativeFunction): number {
    const module = new WebAssembly.Module(functionModule(type))
    const { exports } = new WebAssembly.Instance(module, { host: { f: call } })
    try {
      const index = this.#table.grow(1)
      this.#table.set(index, exports['f'])
      return index
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw new CallError(errorCodes.NotEnoughMemory, 'the table of the plugin is full')
    }
  }

  /** Why the function at a table index cannot be a callback; `undefined` for an empty entry, which may still be filled. */
  callbackProblem(index: number, type = restCallback): string | undefined {
    const callback = this.#entry(index)
    return callback && describeWrongType(callback, index, type)
  }

  /** The function in a table entry; a table may also hold other references. */
  #entry(index: number | undefined): GuestFunction | undefined {
    const entry: unknown =
      index === undefined || index >= this.#table.length ? null : this.#table.get(index)
    return isGuestFunction(entry) ? entry : undefined
  }

  #required(name: string): GuestFunction {
    const value = this.#optional(name)
    if (value === undefined) throw new PluginLoadError([`does not export ${name}`])
    return value
  }

  #optional(name: string): GuestFunction | undefined {
    const value = this.#exports[name]
    return isGuestFunction(value)
      ? (...values) => nameTypeErrors(name, () => value(...values))
      : undefined
  }
}

/** Adds the name of the function to V8's error for a value that it cannot convert, and makes it an error of the plugin. */
function nameTypeErrors(name: string, call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof TypeError) || !otherTypes.test(error.message)) throw error
    throw new PluginError(
      `${name}, or a function that it imports, has a wrong type: ${error.message}`,
      {
        cause: error,
      },
    )
  }
}

const otherTypes =
  /^Cannot (?:convert|mix) .*BigInt|^type incompatibility|is not iterable|^multi-return length/

function isGuestFunction(value: unknown): value is GuestFunction {
  return typeof value === 'function'
}

/** Why a function is not a callback of that type. Only the number of parameters is visible here; wrong types fail in the call. */
function describeWrongType(
  callback: GuestFunction,
  index: number | undefined,
  type: string,
): string | undefined {
  const names = (callbackRows.get(type)?.arguments ?? []).map(({ name }) => name)
  if (callback.length === names.length) return undefined
  return `the function at table index ${index} is not a callback: it has ${callback.length} parameters, not ${names.length} (${names.join(', ')})`
}

/** The memory that an instance exports, if any. */
export function memoryOf({ memory }: WebAssembly.Instance['exports']): GuestMemory | undefined {
  return memory instanceof WebAssembly.Memory ? new GuestMemory(memory) : undefined
}
