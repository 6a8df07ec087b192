import { invokeService } from '../../abi/functions.ts'
import { layOut, type Kind } from '../../abi/kinds.ts'
import { PluginError } from '../exchange/errors.ts'
import type { LogLevel } from '../exchange/ports.ts'
import {
  courseOf,
  serviceOfNumber,
  type Ending,
  type HeapCourse,
  type HeapReply,
  type HeapWish,
} from './call-model.ts'
import type { GuestAllocator } from './guest-allocator.ts'
import type { Guest } from './guest.ts'
import { HeapWatch, type Frame } from './heap-watch.ts'
import { imageDifference } from './image-check.ts'
import { Mismatch } from './mismatch.ts'
import type { CallStep, InvokeStep, Step, SystemStep, Value } from './scenario.ts'
import { ShadowMemory } from './shadow-memory.ts'
import { systemEnding } from './system-model.ts'
import type { World } from './world.ts'

/** Behind an out-parameter of a service that the model does not know, so much may change. */
const largestResultBytes = 16

/** How often which kind of thing was done. */
export type Tally = Map<string, number>

/** A value as WebAssembly takes it. */
type WasmValue = number | bigint

/** The guest's side of one life: it does steps, and compares all that the host does with the model. */
export class GuestCalls {
  readonly world: World
  readonly shadow: ShadowMemory
  readonly heap: HeapWatch
  /** What the host logged since the call that runs began. */
  readonly logs: LogLevel[] = []
  /** Handles of outputs, the newest first. */
  readonly handles: number[] = []
  /** What the guest throws where it traps. */
  readonly trap = new WebAssembly.RuntimeError('unreachable')
  calls = 0
  readonly #guest: Guest
  readonly #tally: Tally
  /** What ended the guest. */
  #end: unknown

  constructor(guest: Guest, world: World, allocator: GuestAllocator, tally: Tally) {
    this.#guest = guest
    this.world = world
    this.#tally = tally
    this.shadow = new ShadowMemory(guest, world)
    this.heap = new HeapWatch(this.shadow, allocator, {
      run: (steps, frame) => this.#runInside(steps, frame),
      trap: () => this.#die(),
      count: (what) => this.count(what),
    })
  }

  count(what: string): void {
    this.#tally.set(what, (this.#tally.get(what) ?? 0) + 1)
  }

  run(steps: readonly Step[]): void {
    for (const step of steps) this.#do(step)
  }

  #do(step: Step): void {
    switch (step.do) {
      case 'write':
        return this.shadow.write(step.at, Buffer.from(step.text, 'latin1'))
      case 'grow':
        return this.shadow.grow(step.pages)
      case 'malloc':
      case 'free':
        return this.heap.prepare(step)
      case 'call':
        for (let i = 0; i < (step.times ?? 1); i++) this.#callByName(step)
        return undefined
      case 'invoke':
        for (let i = 0; i < (step.times ?? 1); i++) this.#callByNumber(step)
        return undefined
      case 'system':
        return this.#callSystem(step)
    }
  }

  /** Does steps inside a call of the host, whose lines in the log are its own. */
  #runInside(steps: readonly Step[], frame: Frame): void {
    if (frame.outs !== undefined) this.#acceptWritten(frame, frame.outs)
    const outer = this.logs.splice(0)
    this.run(steps)
    this.logs.splice(0, this.logs.length, ...outer)
  }

  #die(): never {
    this.#end = this.trap
    this.count('traps')
    throw this.trap
  }

  #callByName(step: CallStep): void {
    this.count('calls by name')
    const { function: name } = step
    const given = step.arguments.map((value) => this.#resolve(value))
    this.#check(name, this.#guest.converted(name, [this.#contextOf(step), ...given]))
  }

  #callByNumber(step: InvokeStep): void {
    this.count('calls by number')
    const params = Number(this.#resolve(step.params)) >>> 0
    if (step.fields !== undefined) this.#layOut(step.service, params, step.fields)
    this.#check(invokeService, [this.#contextOf(step), step.service | 0, params | 0])
  }

  /** Writes the parameters of a service as C would; what does not fit into the memory is left out. */
  #layOut(number: number, params: number, fields: readonly Value[]): void {
    const service = serviceOfNumber(number)?.service
    if (service === undefined || service.struct === null) return
    const { offsets, size } = layOut(service.fields)
    const bytes = Buffer.alloc(size, 0xee)
    for (const [i, { kind }] of service.fields.entries())
      store(bytes, offsets[i] ?? 0, kind, this.#resolve(fields[i] ?? 0))
    this.shadow.write(params, bytes)
  }

  #contextOf({ context }: { readonly context?: Value }): number {
    return context === undefined ? this.world.contextValue : Number(this.#resolve(context)) | 0
  }

  #resolve(value: Value): WasmValue {
    if (typeof value === 'number') return value
    if (value === 'output') return this.world.output || (this.handles[0] ?? 0)
    if (value.startsWith('0x')) return BigInt(value)
    const by = Number(value.slice('output'.length))
    if (value.startsWith('result')) return this.world.results.at(-1 + by) ?? 0
    return by > 0 ? (this.handles[0] ?? 0) + by : (this.handles[-by] ?? 0)
  }

  /** Calls a function and compares what it returns, logs, and does to memory with the model. */
  #check(name: string, values: readonly WasmValue[]): void {
    this.calls++
    this.logs.length = 0
    const [context = 0, ...others] = values
    const call = { name, context: Number(context) >>> 0, values: others }
    const watched = new WatchedCourse(courseOf(this.world, call))
    const frame = this.heap.open(watched, () => watched.ending?.unknown?.outs)
    const returned = this.#guarded(name, () => this.#guest.call(name, values))
    this.heap.close(frame, name)
    const { ending } = watched
    if (ending === undefined) throw new TypeError(`${name}: the model did not end`)
    if (ending.unknown === undefined) this.#compare(told(name, values), ending, returned)
    else this.#acceptUnknown(name, ending.unknown, { frame, returned })
  }

  #compare(what: () => string, ending: Ending, returned: unknown): void {
    const { logs, code } = ending
    this.#acceptGiven(what, ending)
    const returns = this.#takeHandle(what, ending, returned)
    if (returned !== returns)
      throw new Mismatch(
        'return value',
        `${what()} returned ${String(returned)}, ${String(returns)} expected`,
      )
    this.#compareLogs(logs, what)
    this.shadow.compare(what)
    this.count(code === 0 ? 'good calls' : 'refused calls')
  }

  /** A handle is a number of the host's choice, but none that ever was one. Gives what the call must return. */
  #takeHandle(what: () => string, { image, returns }: Ending, returned: unknown): unknown {
    if (image === undefined) return returns
    const { target } = image
    if (target !== undefined) this.shadow.accept(target, 4)
    const handle = target === undefined ? Number(returned) : this.world.shadow.readUInt32LE(target)
    const { images, imageHandles, results } = this.world
    if (handle === 0 || imageHandles.has(handle))
      throw new Mismatch('handle', `${what()} gave the handle ${handle}, which is not new`)
    imageHandles.add(handle)
    images.set(handle, image.image)
    results.push(handle)
    return target === undefined ? returned : returns
  }

  /** Takes over what the host wrote into its own blocks; a file there must hold its image. */
  #acceptGiven(what: () => string, { fills = [], file }: Ending): void {
    for (const { at, size } of fills) this.shadow.accept(at, size)
    if (file === undefined) return
    const { at, size } = file.block
    const bytes = Uint8Array.from(this.world.shadow.subarray(at, at + size))
    const difference = imageDifference(bytes, file.image)
    this.count('images encoded into buffers')
    if (difference !== undefined)
      throw new Mismatch('answer', `${what()} encoded an image of which ${difference}`)
  }

  /** The host throws only what it was thrown, or what ends the guest. */
  #guarded(name: string, call: () => unknown): unknown {
    try {
      const returned = call()
      if (this.#end === undefined) return returned
    } catch (error) {
      if (error instanceof Mismatch) throw error
      if (error !== this.#end) throw new Mismatch('exception', `${name} threw ${describe(error)}`)
      this.#requireEnd(error)
      throw error
    }
    throw new Mismatch('exception', `${name} returned to a plugin that has ended`)
  }

  #compareLogs(expected: readonly LogLevel[] | 'any', what: () => string): void {
    if (expected === 'any' || expected.join() === this.logs.join()) return
    throw new Mismatch(
      'log',
      `${what()} logged [${this.logs.join(', ')}], [${expected.join(', ')}] expected`,
    )
  }

  /** After a call of which the model knows only the kinds of its fields. */
  #acceptUnknown(
    name: string,
    { outs, image }: NonNullable<Ending['unknown']>,
    { frame, returned }: { readonly frame: Frame; readonly returned: unknown },
  ): void {
    this.count('calls of which only the arguments were checked')
    this.#acceptWritten(frame, outs)
    this.shadow.compare(() => name)
    this.world.results.push(...frame.blocks.map(({ at }) => at))
    if (image === 'returned') this.#learnImage(name, Number(returned))
    else if (image !== undefined && returned === 0)
      this.#learnImage(name, this.world.shadow.readUInt32LE(image))
  }

  #acceptWritten(frame: Frame, outs: readonly number[]): void {
    for (const at of outs) this.shadow.accept(at, largestResultBytes)
    this.acceptBlocks(frame)
  }

  /** An image of which only the host knows what it is; its pixels must be in the memory. */
  #learnImage(name: string, handle: number): void {
    if (handle === 0) return
    const { images, imageHandles, results, shadow } = this.world
    const image = this.#guest.state.context?.images.get(handle)
    if (image === undefined || imageHandles.has(handle))
      throw new Mismatch('handle', `${name} gave the handle ${handle}, which is not new`)
    const { at, pitch, height } = image
    if (at + pitch * height > shadow.length)
      throw new Mismatch('memory', `${name} made an image at ${at}, outside of memory`)
    imageHandles.add(handle)
    images.set(handle, image)
    results.push(handle)
  }

  /** Takes over what the host wrote where it had allocated. */
  acceptBlocks({ blocks }: Frame): void {
    for (const { at, size } of blocks) if (at !== 0) this.shadow.accept(at, size)
  }

  #callSystem(step: SystemStep): void {
    this.count('calls of WASI and abort')
    this.calls++
    this.logs.length = 0
    const { function: name } = step
    const given = step.arguments.map((value) => this.#resolve(value))
    const values = this.#guest.converted(name, given)
    const { returns, fills = [], logs } = systemEnding(this.world, name, values)
    if (returns === 'ends') return this.#endBy(name, values)
    const returned = this.#guarded(name, () => this.#guest.call(name, values))
    for (const { at, length } of fills) this.shadow.accept(at, length)
    return this.#compare(told(name, values), { code: returns, returns, logs }, returned)
  }

  /** A call that ends the guest: what it throws then is its end. */
  #endBy(name: string, values: readonly WasmValue[]): never {
    try {
      this.#guest.call(name, values)
    } catch (error) {
      if (!(error instanceof PluginError))
        throw new Mismatch('exception', `${told(name, values)()} threw ${describe(error)}`)
      this.#end = error
      this.shadow.compare(told(name, values))
      this.#requireEnd(error)
      throw error
    }
    throw new Mismatch('exception', `${told(name, values)()} returned`)
  }

  /** What caught its own end gets no more service. */
  #requireEnd(end: unknown): void {
    try {
      this.#guest.call('sched_yield', [])
    } catch (error) {
      if (error === end) return
    }
    throw new Mismatch('exception', 'a plugin that has ended was served')
  }
}

/** A course that remembers how it ended. */
class WatchedCourse implements HeapCourse<Ending> {
  readonly #course: HeapCourse<Ending>
  ending: Ending | undefined

  constructor(course: HeapCourse<Ending>) {
    this.#course = course
  }

  next(reply: HeapReply): IteratorResult<HeapWish, Ending> {
    const next = this.#course.next(reply)
    if (next.done === true) this.ending = next.value
    return next
  }
}

const stores: Partial<Record<Kind, (bytes: Buffer, at: number, value: WasmValue) => unknown>> = {
  u8: (bytes, at, value) => bytes.writeUInt8(low32(value) & 0xff, at),
  u16: (bytes, at, value) => bytes.writeUInt16LE(low32(value) & 0xffff, at),
  u64: (bytes, at, value) => bytes.writeBigUInt64LE(BigInt.asUintN(64, whole(value)), at),
  i64: (bytes, at, value) => bytes.writeBigInt64LE(BigInt.asIntN(64, whole(value)), at),
  f32: (bytes, at, value) => bytes.writeFloatLE(Number(value), at),
  f64: (bytes, at, value) => bytes.writeDoubleLE(Number(value), at),
}

function store(bytes: Buffer, at: number, kind: Kind, value: WasmValue): void {
  const as = stores[kind]
  if (as === undefined) bytes.writeUInt32LE(low32(value), at)
  else as(bytes, at, value)
}

function low32(value: WasmValue): number {
  return typeof value === 'number' ? value >>> 0 : Number(BigInt.asUintN(32, value))
}

function whole(value: WasmValue): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(value))
}

function told(name: string, values: readonly WasmValue[]): () => string {
  return () => `${name}(${values.join(', ')})`
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
