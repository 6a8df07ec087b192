import { createImports, type GuestState } from '../../imports/import-object.ts'
import { GuestExports, opaqueContext } from '../../plugin/guest-exports.ts'
import { parametersOf } from '../scenario/guest-module.ts'
import { pageBytes } from '../scenario/scenario.ts'

/** The functions of the guest that the host calls. */
export interface GuestFunctions {
  malloc(size: number): number
  free(at: number): void
  initialize(): number
  callback(output: number): number
  finalize(): void
}

/** Makes the namespaces that a module imports from. A test plants mistakes here. */
export type MakeImports = (
  module: WebAssembly.Module,
  state: GuestState,
) => Readonly<Record<string, Readonly<Record<string, WebAssembly.ImportValue>>>>

/** The host's own imports. */
export const hostImports: MakeImports = (module, state) => ({ ...createImports(module, state) })

/** An instance of the module without code, which runs one scenario after another. */
export class Guest {
  readonly memory: WebAssembly.Memory
  readonly exports: GuestExports
  readonly state: GuestState = {
    context: undefined,
    contextValue: opaqueContext,
    death: undefined,
  }
  readonly #exported: WebAssembly.Instance['exports']
  readonly #initialPages: number
  #functions: GuestFunctions | undefined

  /** `module`: the result of `guestModule`, with `pages` of memory. */
  constructor(module: WebAssembly.Module, pages: number, makeImports: MakeImports) {
    const { exports } = new WebAssembly.Instance(module, {
      ...makeImports(module, this.state),
      fuzz: this.#functionsOfGuest(),
    })
    const { memory } = exports
    if (!(memory instanceof WebAssembly.Memory)) throw new TypeError('a guest without memory')
    this.memory = memory
    this.exports = new GuestExports(exports)
    this.#exported = exports
    this.#initialPages = pages
  }

  /** The memory as it is now. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer)
  }

  /** Whether the guest is as new, except for the content of its memory. */
  get isReusable(): boolean {
    return this.memory.buffer.byteLength === this.#initialPages * pageBytes
  }

  /** Begins another scenario. */
  reset(functions: GuestFunctions): void {
    this.#functions = functions
    this.state.context = undefined
    this.state.death = undefined
    this.state.callsLeft = undefined
    this.state.contextValue = opaqueContext
  }

  /** Calls a function that the module imports, through WebAssembly. */
  call(name: string, values: readonly (number | bigint)[]): unknown {
    const value = this.#exported[name]
    if (typeof value !== 'function') throw new TypeError(`no function ${name}`)
    return value(...values)
  }

  /** Converts values to the types of the parameters of a function. */
  convert(name: string, values: readonly (number | bigint)[]): (number | bigint)[] {
    return parametersOf(name).map((type, i) => {
      const value = values[i] ?? 0
      if (type === 'i64') return typeof value === 'bigint' ? value : BigInt(Math.trunc(value))
      if (type === 'i32') return Number(typeof value === 'bigint' ? value % 2n ** 32n : value) | 0
      return Number(value)
    })
  }

  #functionsOfGuest(): Record<string, WebAssembly.ImportValue> {
    const functions = (): GuestFunctions => {
      if (this.#functions === undefined) throw new TypeError('no scenario runs')
      return this.#functions
    }
    return {
      malloc: (size: number) => functions().malloc(size >>> 0),
      free: (at: number) => functions().free(at >>> 0),
      callback: (output: number) => functions().callback(output >>> 0),
      OrthancPluginInitialize: () => functions().initialize(),
      OrthancPluginFinalize: () => functions().finalize(),
    }
  }
}
