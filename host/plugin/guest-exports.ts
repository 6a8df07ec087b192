import { errorCodes } from '../../abi/enums.ts'
import { CallError, PluginError, PluginLoadError } from '../exchange/errors.ts'
import type { GuestHeap } from '../memory/guest-heap.ts'
import { GuestMemory } from '../memory/guest-memory.ts'

/** The value that stands for the context where the plugin does not lay out a struct of its own. */
export const opaqueContext = 1

/** `(output, url, request) -> error`. */
const callbackParameters = 3

type GuestFunction = (...values: (number | bigint)[]) => unknown

/** The exports of a plugin, as functions of the host. What is missing was refused when the module was loaded. */
export class GuestExports {
  readonly memory: WebAssembly.Memory
  readonly #exports: WebAssembly.Instance['exports']
  readonly #table: WebAssembly.Table
  readonly #malloc: GuestFunction
  readonly #free: GuestFunction
  readonly #query: GuestFunction | undefined

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
  }

  malloc(size: number): number {
    return Number(this.#malloc(size))
  }

  free(at: number): void {
    this.#free(at)
  }

  /** Runs the module's own initialisation, where it wants one before the first call. */
  start(): void {
    this.#optional('_initialize')?.()
  }

  /** The context that a plugin in C lays out; others get an opaque value. */
  context(heap: GuestHeap, version: string): number {
    const make = this.#optional('orthanc_wasm_context')
    return make === undefined
      ? opaqueContext
      : Number(make(heap.allocateString(version))) >>> 0 || opaqueContext
  }

  /** Throws `PluginLoadError` where it gives no code: what `Number` makes of that would be `Success`. */
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

  /** Tells a plugin that asks for it the query of the request to come. */
  query(at: number): void {
    this.#query?.(at)
  }

  /** The function behind a table index that was registered. Throws `CallError` where there is none, or one of another type. */
  callback(index: number | undefined): GuestFunction {
    const callback = this.#entry(index)
    if (callback === undefined)
      throw new CallError(errorCodes.ParameterOutOfRange, `no function at table index ${index}`)
    const wrong = wrongType(callback, index)
    if (wrong !== undefined) throw new CallError(errorCodes.ParameterOutOfRange, wrong)
    return (...values) => typed(`the callback at table index ${index}`, () => callback(...values))
  }

  /** Why the function at a table index can be no callback; a place that is empty may still get one. */
  callbackProblem(index: number): string | undefined {
    const callback = this.#entry(index)
    return callback && wrongType(callback, index)
  }

  /** A table may hold other references than functions. */
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
    return isGuestFunction(value) ? (...values) => typed(name, () => value(...values)) : undefined
  }
}

/** V8 does not say of which function it is that a value cannot be passed or taken, and calls it a mistake of ours. */
function typed(name: string, call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof TypeError) || !otherTypes.test(error.message)) throw error
    throw new PluginError(
      `${name}, or what it imports, has other types than it should: ${error.message}`,
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

/** A function of another type. Of its parameters the number can be seen here; types that do not fit fail in the call. */
function wrongType(callback: GuestFunction, index: number | undefined): string | undefined {
  if (callback.length === callbackParameters) return undefined
  return `the function at table index ${index} is no callback: its parameters are ${callback.length}, not ${callbackParameters} (output, url, request)`
}

/** The memory that an instance exports, if any. */
export function memoryOf({ memory }: WebAssembly.Instance['exports']): GuestMemory | undefined {
  return memory instanceof WebAssembly.Memory ? new GuestMemory(memory) : undefined
}
