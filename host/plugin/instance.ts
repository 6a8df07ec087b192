import { errorCodes } from '../../abi/enums.ts'
import { structs } from '../../abi/structs.ts'
import { AnswerBuilder } from '../calls/answer-builder.ts'
import type { CallContext } from '../calls/call-context.ts'
import { ImageTable, Outputs } from '../calls/handle-table.ts'
import { RegistrationBook } from '../calls/registration-book.ts'
import { byteStringOf, textOf, type ByteString } from '../exchange/byte-string.ts'
import { CallError, PluginLoadError, type PluginError } from '../exchange/errors.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import type { AnswerSink } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import {
  type InstanceRequest,
  getArguments,
  requestHeaders,
  type Pair,
} from '../exchange/request.ts'
import { createImports, type GuestState } from '../imports/import-object.ts'
import { logMissing } from '../imports/libc.ts'
import {
  GuestHeap,
  GuestMemory,
  guestPtr,
  readString,
  type GuestPtr,
} from '../memory/guest-memory.ts'
import { GuestExports, opaqueContext } from './guest-exports.ts'
import {
  requireShort,
  requireSuccess,
  catchTraps,
  type InstanceEnvironment,
  type Outcome,
  type PluginInstance,
} from './plugin-instance.ts'
import { describeOutOfMemory, describeTrap, isTrap } from './trap.ts'

/** One instance of a core module. */
export class Instance implements PluginInstance {
  readonly #environment: InstanceEnvironment
  readonly #guest: GuestExports
  readonly #state: GuestState
  readonly #context: CallContext
  readonly #failedAllocation: GuestPtr<'u32'> | undefined

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
    this.#context = { ...environment, memory, heap, outputs, images, registrations }
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

  initialize(): PluginDescription {
    const { registrations } = this.#context
    const name = this.#text('OrthancPluginGetName')
    const version = this.#text('OrthancPluginGetVersion')
    if (name === '') throw new PluginLoadError(['OrthancPluginGetName returned an empty name'])
    registrations.open()
    const code = this.#run(() => this.#guest.initialize(this.#state.contextValue))
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
    this.#state.callsLeft = this.#environment.limits?.maxHostCalls
    this.#clearFailedAllocation()
    return runCallback(this.#environment, sink, this.#context.outputs, (builder) => {
      const code = this.#call(request, route, groups, builder)
      this.#requireAlive()
      return code
    })
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
    if (typeof code !== 'number')
      throw new CallError(errorCodes.Plugin, 'the callback returned no error code (an i32)')
    return code | 0
  }

  /** Throws `PluginLoadError` for routes whose callbacks are functions of another type. */
  #requireCallbacks(): void {
    const { registrations } = this.#context
    const reasons = registrations.registrations.routes.flatMap(({ pattern }, route) => {
      const index = registrations.callbacks[route]
      const problem = index === undefined ? undefined : this.#guest.callbackProblem(index)
      return problem === undefined ? [] : [`route ${textOf(pattern.slice(0, 200))}: ${problem}`]
    })
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
    this.#state.callsLeft = this.#environment.limits?.maxHostCalls
    this.#clearFailedAllocation()
    return catchTraps(run, this.#environment.explain)
  }

  #clearFailedAllocation(): void {
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

const { size: structBytes, at: offset } = structs.OrthancPluginHttpRequest
const pointerBytes = 4

/** Calls a callback, which returns an error code, and makes an answer of its result or its failure. */
export function runCallback(
  environment: InstanceEnvironment,
  sink: AnswerSink,
  outputs: Outputs,
  call: (builder: AnswerBuilder) => number,
): Outcome {
  const { maxAnswerBytes, limits = defaultLimits, profile, uuid, log } = environment
  const { explain = (death) => death } = environment
  const builder = new AnswerBuilder({
    sink,
    maxAnswerBytes,
    limits,
    redirectStatus: profile.redirectStatus,
    uuid,
    warn: (message) => log('warning', message),
  })
  const { depth } = outputs
  try {
    return { answer: builder.finish(call(builder)) }
  } catch (error) {
    if (error instanceof CallError) {
      log('error', error.message)
      return { answer: builder.fail(errorCodes.Plugin, detailsOf(error)) }
    }
    if (!isTrap(error)) throw error
    const death = explain(describeTrap(error))
    return { answer: builder.fail(errorCodes.Plugin, detailsOf(death)), death }
  } finally {
    outputs.closeTo(depth)
  }
}

/** The message as bytes: names of functions and the text of an abort may contain any character. */
function detailsOf({ message }: Error): ByteString {
  return byteStringOf(message).slice(0, fixedLimits.detailsBytes)
}

/** Where the parts of a request lie in the guest's memory. All of it is one allocation at `request`. */
export interface RequestBlock {
  readonly request: GuestPtr<'OrthancPluginHttpRequest'>
  readonly url: number
  readonly query: number
}

/**
 * Lays a request out in the guest's memory: the struct, the arrays of pointers, the body, the strings, each with a NUL
 * after it. Owned by the host, which frees it when the callback has ended.
 */
export function layOutRequest(
  heap: GuestHeap,
  memory: GuestMemory,
  request: InstanceRequest,
  groups: readonly ByteString[],
): RequestBlock {
  const { method, path, query: rawQuery, body } = request
  const query = getArguments(request)
  const headers = requestHeaders(request.headerLines)
  const pointers = groups.length + 2 * (query.length + headers.length)
  const strings = [path, rawQuery, ...groups, ...columns(query), ...columns(headers)]
  // One string, written at once: cheaper than a call of Node for each.
  const text = strings.join('\0') + '\0'
  const bodyAt = structBytes + pointers * pointerBytes
  const textAt = bodyAt + body.length + 1
  const size = textAt + text.length

  const at = heap.allocate<'OrthancPluginHttpRequest'>(size)
  const block = memory.block(at, size)
  putBody(block, bodyAt, body)
  block.write(text, textAt, 'latin1')
  const url = at + textAt
  const queryAt = url + path.length + 1
  putPointers(block, queryAt + rawQuery.length + 1, strings)
  let arrayAt = structBytes
  /** The address of the next array; an empty one is NULL. */
  const nextArray = (length: number): number => {
    const start = arrayAt
    arrayAt += length * pointerBytes
    return length === 0 ? 0 : at + start
  }
  block.writeUInt32LE(method, offset.method)
  block.writeUInt32LE(groups.length, offset.groupsCount)
  block.writeUInt32LE(nextArray(groups.length), offset.groups)
  block.writeUInt32LE(query.length, offset.getCount)
  block.writeUInt32LE(nextArray(query.length), offset.getKeys)
  block.writeUInt32LE(nextArray(query.length), offset.getValues)
  block.writeUInt32LE(at + bodyAt, offset.body)
  block.writeUInt32LE(body.length, offset.bodySize)
  block.writeUInt32LE(headers.length, offset.headersCount)
  block.writeUInt32LE(nextArray(headers.length), offset.headersKeys)
  block.writeUInt32LE(nextArray(headers.length), offset.headersValues)
  return { request: at, url, query: queryAt }
}

/** All names, then all values. */
function columns(pairs: readonly Pair[]): readonly ByteString[] {
  return [...pairs.map(([name]) => name), ...pairs.map(([, value]) => value)]
}

function putBody(block: Buffer, at: number, body: InstanceRequest['body']): void {
  if (body instanceof Uint8Array) block.set(body, at)
  else body.copyTo(block.subarray(at, at + body.length))
  block[at + body.length] = 0
}

/** Fills all arrays, which lie one after the other, with the addresses of the strings after the first two. */
function putPointers(block: Buffer, firstAddress: number, strings: readonly ByteString[]): void {
  let address = firstAddress
  let at = structBytes
  for (let i = 2; i < strings.length; i++) {
    at = block.writeUInt32LE(address, at)
    address += (strings[i] ?? '').length + 1
  }
}
