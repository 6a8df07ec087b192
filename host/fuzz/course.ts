import type { OutboundCall, OutboundReply } from '../exchange/ports.ts'
import type { World } from './world.ts'

/** What the host must do outside of itself before it goes on. */
export type Wish =
  /** `undefined`: however much it likes. */
  | { readonly kind: 'malloc'; readonly size: number | undefined }
  | { readonly kind: 'free'; readonly at: number }
  /** A request that leaves. */
  | { readonly kind: 'ask'; readonly call: OutboundCall }

/** What `malloc` came to: where, and how much was asked for. */
export interface Block {
  readonly at: number
  readonly size: number
}

/** What came of a wish. */
export type Come = Block | OutboundReply

/** The host's way through a call, as far as it leaves the host. */
export type AnyCourse<T> = Iterator<Wish, T, Come>

/** The same as the model writes it: each wish is yielded, and goes on with what came of it. */
export type Course<T> = Generator<Wish, T, Come>

/** No memory: what comes of a wish that gives nothing. */
export const nothing: Block = { at: 0, size: 0 }

/** What `malloc` gives; address 0 if the host must not use it. */
export function* mallocCourse(world: World, size: number | undefined): Course<Block> {
  const come = yield { kind: 'malloc', size }
  if ('kind' in come) throw new TypeError('a reply instead of memory')
  return come.at + come.size > world.shadow.length ? { ...come, at: 0 } : come
}

/** What comes back from outside. */
export function* askCourse(call: OutboundCall): Course<OutboundReply> {
  const come = yield { kind: 'ask', call }
  if ('kind' in come) return come
  throw new TypeError('memory instead of a reply')
}

/** Whether two blocks share no byte. */
export function isApart(a: Block, b: Block): boolean {
  return a.at + a.size <= b.at || b.at + b.size <= a.at
}

/** A course that remembers how it ended. */
export class WatchedCourse<T> implements AnyCourse<T> {
  readonly #course: AnyCourse<T>
  ending: T | undefined

  constructor(course: AnyCourse<T>) {
    this.#course = course
  }

  next(come: Come): IteratorResult<Wish, T> {
    const next = this.#course.next(come)
    if (next.done === true) this.ending = next.value
    return next
  }
}
