import type { LogLevel } from '../../exchange/ports.ts'
import type { Frame } from '../course-watch.ts'
import type { Ending, UnknownEnding } from '../ending.ts'
import type { Told } from './guest-end.ts'
import type { Guest } from './guest.ts'
import { imageDifference } from '../image-check.ts'
import { Mismatch } from './mismatch.ts'
import type { ShadowMemory } from './shadow-memory.ts'
import type { GuestImage, World } from '../world.ts'

/** Behind an out-parameter of a service that the model does not know, so much may change. */
const largestResultBytes = 16

/** A line of the host's log. */
export interface LogLine {
  readonly level: LogLevel
  readonly message: string
}

/** Counts what was done. */
export type Count = (what: string) => void

/** Compares what a call did with how it must end. */
export class CallCheck {
  readonly #guest: Guest
  readonly #world: World
  readonly #shadow: ShadowMemory
  readonly #count: Count
  /** What the host logged since the call that runs began. */
  readonly logs: LogLine[] = []

  constructor(guest: Guest, world: World, shadow: ShadowMemory, count: Count) {
    this.#guest = guest
    this.#world = world
    this.#shadow = shadow
    this.#count = count
  }

  compare(what: Told, ending: Ending, returned: unknown): void {
    this.#acceptGiven(what, ending)
    const returns = this.#takeHandle(what, ending, returned)
    if (returned !== returns)
      throw new Mismatch(
        'return value',
        `${what()} returned ${String(returned)}, ${String(returns)} expected`,
      )
    this.#compareLogs(ending, what)
    this.#shadow.compare(what)
    this.#count(ending.code === 0 ? 'good calls' : 'refused calls')
  }

  /** After a call of which the model knows only the kinds of its fields. */
  acceptUnknown(
    name: string,
    { outs, image }: UnknownEnding,
    { frame, returned }: { readonly frame: Frame; readonly returned: unknown },
  ): void {
    this.#count('calls of which only the arguments were checked')
    this.acceptWritten(frame, outs)
    this.#shadow.compare(() => name)
    this.#world.results.push(...frame.blocks.map(({ at }) => at))
    if (image === 'returned') this.#learnImage(name, Number(returned))
    else if (image !== undefined && returned === 0)
      this.#learnImage(name, this.#world.shadow.readUInt32LE(image))
  }

  /** Takes over what the host may have written by now. */
  acceptWritten({ blocks }: Frame, outs: readonly number[]): void {
    for (const at of outs) this.#shadow.accept(at, largestResultBytes)
    for (const { at, size } of blocks) if (at !== 0) this.#shadow.accept(at, size)
  }

  /** Takes over what the host wrote into its own blocks; a file there must hold its image. */
  #acceptGiven(what: Told, { fills = [], file }: Ending): void {
    for (const { at, size } of fills) this.#shadow.accept(at, size)
    if (file === undefined) return
    const { at, size } = file.block
    const bytes = Uint8Array.from(this.#world.shadow.subarray(at, at + size))
    const difference = imageDifference(bytes, file.image)
    this.#count('images encoded into buffers')
    if (difference !== undefined)
      throw new Mismatch('answer', `${what()} encoded an image of which ${difference}`)
  }

  /** A handle is a number of the host's choice, but none that ever was one. Gives what the call must return. */
  #takeHandle(what: Told, { image, returns }: Ending, returned: unknown): unknown {
    if (image === undefined) return returns
    const { target } = image
    if (target !== undefined) this.#shadow.accept(target, 4)
    const handle = target === undefined ? Number(returned) : this.#world.shadow.readUInt32LE(target)
    this.#keepImage(what, handle, image.image)
    return target === undefined ? returned : returns
  }

  /** An image of which only the host knows what it is; its pixels must be in the memory. */
  #learnImage(name: string, handle: number): void {
    if (handle === 0) return
    const image = this.#guest.state.context?.images.get(handle)
    if (image === undefined) throw new Mismatch('handle', `${name} gave ${handle}, which is none`)
    const { at, pitch, height } = image
    if (at + pitch * height > this.#world.shadow.length)
      throw new Mismatch('memory', `${name} made an image at ${at}, outside of memory`)
    this.#keepImage(() => name, handle, image)
  }

  #keepImage(what: Told, handle: number, image: GuestImage): void {
    const { images, imageHandles, results } = this.#world
    if (handle === 0 || imageHandles.has(handle))
      throw new Mismatch('handle', `${what()} gave the handle ${handle}, which is not new`)
    imageHandles.add(handle)
    images.set(handle, image)
    results.push(handle)
  }

  #compareLogs({ logs: expected, says, line }: Ending, what: Told): void {
    if (expected === 'any') return
    const levels = this.logs.map(({ level }) => level)
    if (expected.join() !== levels.join())
      throw new Mismatch(
        'log',
        `${what()} logged [${levels.join(', ')}], [${expected.join(', ')}] expected`,
      )
    const message = this.logs.at(-1)?.message
    if (says !== undefined && message?.startsWith(says) === false)
      throw new Mismatch('log', `${what()} logged "${message}", "${says}" expected`)
    if (line !== undefined && message !== line)
      throw new Mismatch('log', `${what()} logged ${quoted(message)}, ${quoted(line)} expected`)
  }
}

/** A line of a log, as much of it as a person reads. */
function quoted(line = ''): string {
  return `${JSON.stringify(line.slice(0, 100))} (${line.length} characters)`
}
