import { invokeService } from '../../../abi/functions.ts'
import { CallCheck } from './call-check.ts'
import { courseOf } from '../call-model.ts'
import { CourseWatch, type Frame } from '../course-watch.ts'
import { WatchedCourse } from '../course.ts'
import type { GuestAllocator } from './guest-allocator.ts'
import { GuestEnd, told } from './guest-end.ts'
import type { Guest } from './guest.ts'
import type { CallStep, InvokeStep, Step, SystemStep, Value } from '../scenario/scenario.ts'
import { serviceOfNumber } from '../scenario/sdk-table.ts'
import { ShadowMemory } from './shadow-memory.ts'
import { structBytes, type WasmValue } from './struct-bytes.ts'
import { systemEnding } from '../system-model.ts'
import type { World } from '../world.ts'

/** How often which kind of thing was done. */
export type Tally = Map<string, number>

/** The guest's side of one life: it does steps, and has all that the host does compared with the model. */
export class GuestCalls {
  readonly world: World
  readonly shadow: ShadowMemory
  readonly watch: CourseWatch
  readonly check: CallCheck
  readonly end: GuestEnd
  /** Handles of outputs, the newest first. */
  readonly handles: number[] = []
  calls = 0
  readonly #guest: Guest
  readonly #tally: Tally

  constructor(guest: Guest, world: World, allocator: GuestAllocator, tally: Tally) {
    this.#guest = guest
    this.world = world
    this.#tally = tally
    this.end = new GuestEnd(guest)
    this.shadow = new ShadowMemory(guest, world)
    this.check = new CallCheck(guest, world, this.shadow, (what) => this.count(what))
    this.watch = new CourseWatch(this.shadow, allocator, {
      run: (steps, frame) => this.#runInside(steps, frame),
      trap: () => this.#trap(),
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
      case 'reply':
        return this.watch.prepare(step)
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
    if (frame.outs !== undefined) this.check.acceptWritten(frame, frame.outs)
    const { logs } = this.check
    const outer = logs.splice(0)
    this.run(steps)
    logs.splice(0, logs.length, ...outer)
  }

  #trap(): never {
    this.count('traps')
    this.end.die()
  }

  #callByName(step: CallStep): void {
    this.count('calls by name')
    const { function: name } = step
    const given = step.arguments.map((value) => this.#resolve(value))
    this.#call(name, this.#guest.converted(name, [this.#contextOf(step), ...given]))
  }

  #callByNumber(step: InvokeStep): void {
    this.count('calls by number')
    const params = Number(this.#resolve(step.params)) >>> 0
    const service = serviceOfNumber(step.service)?.service
    // What does not fit into the memory is left out.
    if (step.fields !== undefined && service !== undefined && service.struct !== null) {
      const fields = step.fields.map((value) => this.#resolve(value))
      this.shadow.write(params, structBytes(service, fields))
    }
    this.#call(invokeService, [this.#contextOf(step), step.service | 0, params | 0])
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

  /** Calls a function and compares what it returns, logs, asks, and does to memory with the model. */
  #call(name: string, values: readonly WasmValue[]): void {
    this.#begin(name, values)
    const [context = 0, ...others] = values
    const call = { name, context: Number(context) >>> 0, values: others }
    const watched = new WatchedCourse(courseOf(this.world, call))
    const frame = this.watch.open(watched, () => watched.ending?.unknown?.outs)
    const returned = this.end.call(name, values)
    this.watch.close(frame, name)
    const { ending } = watched
    if (ending === undefined) throw new TypeError(`${name}: the model did not end`)
    if (ending.unknown === undefined) this.check.compare(told(name, values), ending, returned)
    else this.check.acceptUnknown(name, ending.unknown, { frame, returned })
  }

  /** One call more; one too many ends the guest. */
  #begin(name: string, values: readonly WasmValue[]): void {
    this.calls++
    this.check.logs.length = 0
    if (--this.world.callsLeft >= 0) return
    this.count('calls beyond the limit')
    this.#callLast(name, values)
  }

  #callSystem(step: SystemStep): void {
    this.count('calls of WASI and abort')
    const { function: name } = step
    const given = step.arguments.map((value) => this.#resolve(value))
    const values = this.#guest.converted(name, given)
    this.#begin(name, values)
    const { returns, writes = [], line } = systemEnding(this.world, name, values)
    if (returns === 'ends') return this.#callLast(name, values)
    const returned = this.end.call(name, values)
    for (const { at, bytes } of writes) bytes.copy(this.world.shadow, at)
    const logs = line === undefined ? [] : [line.level]
    const ending = { code: returns, returns, logs, line: line?.message }
    return this.check.compare(told(name, values), ending, returned)
  }

  #callLast(name: string, values: readonly WasmValue[]): never {
    this.end.callLast(name, values, () => this.shadow.compare(told(name, values)))
  }
}
