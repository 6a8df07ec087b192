import type { OutboundCall, OutboundReply } from '../exchange/ports.ts'
import { nothing, type AnyCourse, type Block, type Come, type Wish } from './course.ts'
import type { GuestAllocator } from './host/guest-allocator.ts'
import { Mismatch } from './host/mismatch.ts'
import { callDifference, replyOf } from './host/outside-reply.ts'
import type { FreeStep, MallocStep, ReplyStep, Step } from './scenario/scenario.ts'
import type { ShadowMemory } from './host/shadow-memory.ts'

/** Something that the host does while it may leave itself. */
export interface Frame {
  /** What it must do next, if anything. */
  wish: Wish | undefined
  readonly course: AnyCourse<unknown>
  /** Where all that it does to the heap is good: the out-parameters that it may write at any time. */
  readonly outs: readonly number[] | undefined
  /** What it allocated there. */
  readonly blocks: Block[]
}

/** What a guest's heap does besides its work. */
interface HeapActs {
  /** Does steps inside of `malloc` or `free` that a frame called. */
  readonly run: (steps: readonly Step[], frame: Frame) => void
  readonly trap: () => never
  readonly count: (what: string) => void
}

/**
 * The guest's `malloc` and `free`, and whoever answers its requests: what the host asks of them is compared with the course
 * of the call that runs.
 */
export class CourseWatch {
  readonly #shadow: ShadowMemory
  readonly #allocator: GuestAllocator
  readonly #acts: HeapActs
  readonly #frames: Frame[] = []
  readonly #mallocs: MallocStep[] = []
  readonly #frees: FreeStep[] = []
  readonly #replies: ReplyStep[] = []

  constructor(shadow: ShadowMemory, allocator: GuestAllocator, acts: HeapActs) {
    this.#shadow = shadow
    this.#allocator = allocator
    this.#acts = acts
  }

  /** Says what the next `malloc` or `free` does, or what the next request gets; of several each has its turn. */
  prepare(step: MallocStep | FreeStep | ReplyStep): void {
    if (step.do === 'malloc') this.#mallocs.push(step)
    else if (step.do === 'free') this.#frees.push(step)
    else this.#replies.push(step)
  }

  /** Begins to watch. `outs` is asked once the course has begun. */
  open(course: AnyCourse<unknown>, outs = (): Frame['outs'] => undefined): Frame {
    const first = course.next(nothing)
    const wish = first.done === true ? undefined : first.value
    const frame = { wish, course, outs: outs(), blocks: [] }
    this.#frames.push(frame)
    return frame
  }

  /** Ends that; what the host should have done by now, it has. */
  close(frame: Frame, name: string): void {
    this.#frames.pop()
    if (frame.wish !== undefined)
      throw new Mismatch(kindOf(frame.wish), `${name} did not ${describe(frame.wish)}`)
  }

  /** Forgets what runs: the guest has ended, or its callback was not entered. */
  abandon(): void {
    this.#frames.length = 0
  }

  malloc(size: number): number {
    const frame = this.#wished({ kind: 'malloc', size })
    const step = this.#mallocs.shift()
    if (step?.steps !== undefined) this.#acts.run(step.steps, frame)
    if (step?.gives === 'trap') return this.#acts.trap()
    const given = step?.gives ?? 'good'
    const at = given === 'good' ? this.#allocator.allocate(size, this.#shadow.size) : given
    this.#acts.count(at === 0 ? 'allocations that failed' : 'allocations')
    frame.blocks.push({ at, size })
    goOn(frame, { at, size })
    return at
  }

  free(at: number): void {
    const frame = this.#wished({ kind: 'free', at })
    const step = this.#frees.shift()
    this.#allocator.release(at)
    if (step?.steps !== undefined) this.#acts.run(step.steps, frame)
    if (step?.traps === true) this.#acts.trap()
    goOn(frame, nothing)
  }

  /** A request leaves, and something comes back. */
  ask(call: OutboundCall): OutboundReply {
    const frame = this.#frames.at(-1)
    const wish = frame?.outs === undefined ? frame?.wish : undefined
    if (frame === undefined || wish?.kind !== 'ask')
      throw new Mismatch(
        'outside',
        `${call.kind} ${call.method} was asked, ${describe(wish)} expected`,
      )
    const difference = callDifference(wish.call, call)
    if (difference !== undefined) throw new Mismatch('outside', difference)
    this.#shadow.compare(() => 'before it asks the host')
    const step = this.#replies.shift()
    const [expected, given] = [replyOf(step), replyOf(step)]
    this.#acts.count(`requests that were ${given.kind}`)
    goOn(frame, expected)
    return given
  }

  /** The frame of the call that may do this now. The host has not written anything until then. */
  #wished(done: Exclude<Wish, { kind: 'ask' }>): Frame {
    const frame = this.#frames.at(-1)
    if (frame === undefined) throw new Mismatch('heap', `${describe(done)} out of nowhere`)
    if (frame.outs !== undefined) return frame
    const { wish } = frame
    if (!isGranted(wish, done))
      throw new Mismatch('heap', `the host did ${describe(done)}, ${describe(wish)} expected`)
    this.#shadow.compare(() => `before its ${describe(done)} the host`)
    return frame
  }
}

/** The course goes on with what came of its wish. */
function goOn(frame: Frame, come: Come): void {
  if (frame.outs !== undefined) return
  const next = frame.course.next(come)
  frame.wish = next.done === true ? undefined : next.value
}

function isGranted(wish: Wish | undefined, done: Exclude<Wish, { kind: 'ask' }>): boolean {
  if (wish?.kind === 'free' && done.kind === 'free') return wish.at === done.at
  if (wish?.kind !== 'malloc' || done.kind !== 'malloc') return false
  return wish.size === undefined || wish.size === done.size
}

function kindOf({ kind }: Wish): 'outside' | 'heap' {
  return kind === 'ask' ? 'outside' : 'heap'
}

function describe(wish: Wish | undefined): string {
  if (wish === undefined) return 'nothing'
  if (wish.kind === 'ask') return `${wish.call.kind} ${wish.call.method}`
  return wish.kind === 'free' ? `free(${wish.at})` : `malloc(${wish.size ?? ''})`
}
