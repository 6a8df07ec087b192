import type { HeapCourse, HeapReply, HeapWish } from './call-model.ts'
import type { GuestAllocator } from './guest-allocator.ts'
import { Mismatch } from './mismatch.ts'
import type { FreeStep, MallocStep, Step } from './scenario.ts'
import type { ShadowMemory } from './shadow-memory.ts'

/** Something that the host does while it may enter the guest's heap. */
export interface Frame {
  /** What it must do to the heap next, if anything. */
  wish: HeapWish | undefined
  readonly course: HeapCourse<unknown>
  /** Where all that it does to the heap is good: the out-parameters that it may write at any time. */
  readonly outs: readonly number[] | undefined
  /** What it allocated there. */
  readonly blocks: HeapReply[]
}

const nothing: HeapReply = { at: 0, size: 0 }

/** What a guest's heap does besides its work. */
interface HeapActs {
  /** Does steps inside of `malloc` or `free` that a frame called. */
  readonly run: (steps: readonly Step[], frame: Frame) => void
  readonly trap: () => never
  readonly count: (what: string) => void
}

/** The guest's `malloc` and `free`: what the host asks of them is compared with the course of the call that runs. */
export class HeapWatch {
  readonly #shadow: ShadowMemory
  readonly #allocator: GuestAllocator
  readonly #acts: HeapActs
  readonly #frames: Frame[] = []
  #nextMalloc: MallocStep | undefined
  #nextFree: FreeStep | undefined

  constructor(shadow: ShadowMemory, allocator: GuestAllocator, acts: HeapActs) {
    this.#shadow = shadow
    this.#allocator = allocator
    this.#acts = acts
  }

  /** Says what the next `malloc`, or `free`, does. */
  prepare(step: MallocStep | FreeStep): void {
    if (step.do === 'malloc') this.#nextMalloc = step
    else this.#nextFree = step
  }

  /** Begins to watch. `outs` is asked once the course has begun. */
  open(course: HeapCourse<unknown>, outs = (): Frame['outs'] => undefined): Frame {
    const first = course.next(nothing)
    const wish = first.done === true ? undefined : first.value
    const frame = { wish, course, outs: outs(), blocks: [] }
    this.#frames.push(frame)
    return frame
  }

  /** Ends that; what the host should have done by now, it has. */
  close(frame: Frame, name: string): void {
    this.#frames.pop()
    if (frame.wish === undefined) return
    throw new Mismatch('heap', `${name} did not call ${frame.wish.kind} of the plugin`)
  }

  /** Forgets what runs: the guest has ended, or its callback was not entered. */
  abandon(): void {
    this.#frames.length = 0
  }

  malloc(size: number): number {
    const frame = this.#wished('malloc', size)
    const step = this.#nextMalloc
    this.#nextMalloc = undefined
    if (step?.steps !== undefined) this.#acts.run(step.steps, frame)
    if (step?.gives === 'trap') return this.#acts.trap()
    const given = step?.gives ?? 'good'
    const at = given === 'good' ? this.#allocator.allocate(size, this.#shadow.size) : given
    this.#acts.count(at === 0 ? 'allocations that failed' : 'allocations')
    frame.blocks.push({ at, size })
    this.#goOn(frame, { at, size })
    return at
  }

  free(at: number): void {
    const frame = this.#wished('free', at)
    const step = this.#nextFree
    this.#nextFree = undefined
    this.#allocator.release(at)
    if (step?.steps !== undefined) this.#acts.run(step.steps, frame)
    if (step?.traps === true) this.#acts.trap()
    this.#goOn(frame, nothing)
  }

  /** The frame of the call that may do this now. The host has not written anything until then. */
  #wished(kind: HeapWish['kind'], value: number): Frame {
    const frame = this.#frames.at(-1)
    if (frame === undefined) throw new Mismatch('heap', `${kind}(${value}) out of nowhere`)
    if (frame.outs !== undefined) return frame
    const { wish } = frame
    const wanted = wish?.kind === 'malloc' ? wish.size : wish?.at
    if (wish?.kind !== kind || (wanted !== undefined && wanted !== value))
      throw new Mismatch(
        'heap',
        `${kind}(${value}) of the plugin was called, ` +
          `${wish === undefined ? 'nothing' : `${wish.kind}(${wanted ?? ''})`} expected`,
      )
    this.#shadow.compare(() => `before ${kind}(${value}) the host`)
    return frame
  }

  #goOn(frame: Frame, reply: HeapReply): void {
    if (frame.outs !== undefined) return
    const next = frame.course.next(reply)
    frame.wish = next.done === true ? undefined : next.value
  }
}
