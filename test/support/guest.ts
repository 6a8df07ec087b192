import { readFileSync } from 'node:fs'
import wabt from 'wabt'
import { argumentsOf, returnWasm } from '../../abi/emit/signature.ts'
import { functions, invokeService } from '../../abi/functions.ts'
import { kinds } from '../../abi/kinds.ts'
import type { FunctionRow } from '../../abi/rows.ts'
import type { CallContext } from '../../host/calls/call-context.ts'
import { handlers } from '../../host/calls/calls.ts'
import { ImageTable, Outputs } from '../../host/calls/handle-table.ts'
import { RegistrationBook } from '../../host/calls/registration-book.ts'
import { AnswerBuilder } from '../../host/calls/answer-builder.ts'
import type { Answer } from '../../host/exchange/answer.ts'
import { sdkProfile } from '../../host/exchange/profile.ts'
import { ImageEncoder } from '../../host/image/encoder.ts'
import { createImports, type GuestState } from '../../host/imports/import-object.ts'
import { GuestHeap, GuestMemory } from '../../host/memory/guest-memory.ts'

const rows = Object.entries<FunctionRow>(functions)
export const contextValue = 1
const pages = 2
export const memoryBytes = pages * 65536
const heapStart = 65536

const codecs = new WebAssembly.Module(
  readFileSync(new URL('../../dist/host/image/codecs.wasm', import.meta.url)),
)

/** A module that imports every function of the table and exports it again, so that a test can be the plugin. */
async function passThroughModule(): Promise<WebAssembly.Module> {
  const imports = rows.map(([name, row]) => {
    const parameters = parameterTypes(row).join(' ')
    const returned = returnWasm(row)
    const result = returned === undefined ? '' : ` (result ${returned})`
    return `(import "orthanc" "${name}" (func $${name} (param ${parameters})${result}))`
  })
  const invoke = `(import "orthanc" "${invokeService}" (func $${invokeService} (param i32 i32 i32) (result i32)))`
  const exported = [...rows.map(([name]) => name), invokeService].map(
    (name) => `(export "${name}" (func $${name}))`,
  )
  const text = `(module ${imports.join('\n')} ${invoke} ${exported.join('\n')}
    (memory (export "memory") ${pages}))`
  const toolkit = await wabt()
  return new WebAssembly.Module(
    new Uint8Array(toolkit.parseWat('guest.wat', text).toBinary({}).buffer),
  )
}

/** The WebAssembly types of the parameters, with the context first. */
function parameterTypes(row: FunctionRow): readonly string[] {
  return ['i32', ...argumentsOf(row).map(({ field }) => kinds[field.kind].wasm)]
}

const module = await passThroughModule()
const parametersOf = new Map(rows.map(([name, row]) => [name, parameterTypes(row)]))

/** A guest whose code is the test: it calls the host's functions, and looks at what became of its answer. */
export class TestGuest {
  readonly memory: GuestMemory
  readonly log: string[] = []
  readonly freed: number[] = []
  /** What the guest's `malloc` does before it returns to the host. */
  onMalloc: (() => void) | undefined
  /** The last address that it returned. */
  lastBlock = 0
  readonly #exports: WebAssembly.Instance['exports']
  readonly #state: GuestState = { context: undefined, contextValue, death: undefined }
  readonly #options: Pick<CallContext, 'pollsChanges'>
  #callback: {
    readonly context: CallContext
    readonly answer: AnswerBuilder
    readonly output: number
  }
  /** The next result of `malloc`; it only grows. */
  #heapTop = heapStart

  constructor(options: Pick<CallContext, 'pollsChanges'> = {}) {
    const { exports } = new WebAssembly.Instance(module, createImports(module, this.#state))
    this.#exports = exports
    const { memory } = exports
    if (!(memory instanceof WebAssembly.Memory)) throw new Error('no memory')
    this.memory = new GuestMemory(memory)
    this.#options = options
    this.#callback = this.#begin()
  }

  get context(): CallContext {
    return this.#callback.context
  }

  get output(): number {
    return this.#callback.output
  }

  /** Makes a new guest of it, in much less time than an instance takes. */
  restart(): void {
    this.#state.death = undefined
    this.memory.bytes(1, memoryBytes - 1).fill(0)
    this.log.length = 0
    this.freed.length = 0
    this.lastBlock = 0
    this.#heapTop = heapStart
    this.#callback = this.#begin()
  }

  #begin() {
    const outputs = new Outputs(1)
    const context: CallContext = {
      ...this.#options,
      handlers,
      memory: this.memory,
      heap: new GuestHeap(this.memory, {
        malloc: (size) => {
          this.lastBlock = this.#malloc(size)
          this.onMalloc?.()
          return this.lastBlock
        },
        free: (at) => void this.freed.push(at),
      }),
      outputs,
      images: new ImageTable(2),
      registrations: new RegistrationBook(),
      encoder: new ImageEncoder(codecs),
      pngEffort: 0,
      profile: sdkProfile('1.12.3'),
      configuration: '{"Name":"test"}',
      uuid: () => '00000000-0000-4000-8000-000000000000',
      log: (level, message) => void this.log.push(`${level}: ${message}`),
    }
    this.#state.context = context
    const answer = new AnswerBuilder({
      sink: { begin: () => undefined, write: () => undefined },
      maxAnswerBytes: 1e6,
      redirectStatus: 301,
      uuid: context.uuid,
      warn: () => undefined,
    })
    return { context, answer, output: outputs.open(answer) }
  }

  /** Calls an import by its name, as wasm would, with the context first. */
  call(name: string, ...values: readonly number[]): number {
    return this.callRaw(name, contextValue, ...values)
  }

  callRaw(name: string, ...values: readonly number[]): number {
    const exported = this.#exports[name]
    if (typeof exported !== 'function') throw new Error(`no function ${name}`)
    const types = parametersOf.get(name)
    const raw = values.map((value, i) => (types?.[i] === 'i64' ? BigInt(value) : value))
    return Number(exported(...raw) ?? 0)
  }

  /** Stores a text with its NUL and returns its address. */
  text(text: string): number {
    return this.bytes(Buffer.from(`${text}\0`, 'latin1'))
  }

  bytes(bytes: Uint8Array): number {
    const at = this.#malloc(bytes.length)
    this.memory.write(at, bytes)
    return at
  }

  /** Ends the callback. */
  finish(code = 0): Answer {
    return this.#callback.answer.finish(code)
  }

  #malloc(size: number): number {
    const at = this.#heapTop
    this.#heapTop += Math.max(8, Math.ceil(size / 8) * 8)
    return this.#heapTop > memoryBytes ? 0 : at
  }
}
