import { importObject, type GuestState } from '../../imports/import-object.ts'
import { GuestExports, opaqueContext } from '../../plugin/guest-exports.ts'
import { parametersOf } from '../scenario/guest-module.ts'
import { pageBytes } from '../scenario/scenario.ts'

/** What the guest does when the host enters it. */
export interface GuestActs {
  malloc(size: number): number
  free(at: number): void
  initialize(context: number): number
  callback(output: number, url: number, request: number): number
  finalize(): void
}

/** Makes the namespaces that a module imports from. A test gives others, to see what is found. */
export type MakeImports = (
  module: WebAssembly.Module,
  state: GuestState,
) => Readonly<Record<string, Readonly<Record<string, WebAssembly.ImportValue>>>>

/** The host's own imports. */
export const hostImports: MakeImports = (module, state) => ({ ...importObject(module, state) })

/** An instance of the module without code, whose functions are those of this side. It serves one scenario after another. */
export class Guest {
  readonly memory: WebAssembly.Memory
  readonly exports: GuestExports
  readonly state: GuestState = {
    context: undefined,
    contextValue: opaqueContext,
    death: undefined,
  }
  readonly #functions: WebAssembly.Instance['exports']
  readonly #initialPages: number
  #acts: GuestActs | undefined

  /** `module` is one that `guestModule` gave, with so many pages of memory. */
  constructor(module: WebAssembly.Module, pages: number, makeImports: MakeImports) {
    const { exports } = new WebAssembly.Instance(module, {
      ...makeImports(module, this.state),
      fuzz: this.#functionsOfGuest(),
    })
    const { memory } = exports
    if (!(memory instanceof WebAssembly.Memory)) throw new TypeError('a guest without memory')
    this.memory = memory
    this.exports = new GuestExports(exports)
    this.#functions = exports
    this.#initialPages = pages
  }

  /** The memory as it is now. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer)
  }

  /** Whether it is as new, but for what its memory holds. */
  get isReusable(): boolean {
    return this.memory.buffer.byteLength === this.#initialPages * pageBytes
  }

  /** Begins another life. */
  reset(acts: GuestActs): void {
    this.#acts = acts
    this.state.context = undefined
    this.state.death = undefined
    this.state.callsLeft = undefined
    this.state.contextValue = opaqueContext
  }

  /** Calls a function that the module imports, through WebAssembly. */
  call(name: string, values: readonly (number | bigint)[]): unknown {
    const value = this.#functions[name]
    if (typeof value !== 'function') throw new TypeError(`no function ${name}`)
    return value(...values)
  }

  /** The values as JavaScript hands them to a function of WebAssembly, one for each of its parameters. */
  converted(name: string, values: readonly (number | bigint)[]): (number | bigint)[] {
    return parametersOf(name).map((type, i) => {
      const value = values[i] ?? 0
      if (type === 'i64') return typeof value === 'bigint' ? value : BigInt(Math.trunc(value))
      if (type === 'i32') return Number(typeof value === 'bigint' ? value % 2n ** 32n : value) | 0
      return Number(value)
    })
  }

  #functionsOfGuest(): Record<string, WebAssembly.ImportValue> {
    const acts = (): GuestActs => {
      if (this.#acts === undefined) throw new TypeError('the guest has no life yet')
      return this.#acts
    }
    return {
      malloc: (size: number) => acts().malloc(size >>> 0),
      free: (at: number) => acts().free(at >>> 0),
      callback: (output: number, url: number, request: number) =>
        acts().callback(output >>> 0, url >>> 0, request >>> 0),
      OrthancPluginInitialize: (context: number) => acts().initialize(context >>> 0),
      OrthancPluginFinalize: () => acts().finalize(),
    }
  }
}
