import type { ServiceRow } from '../../abi/rows.ts'
import { askCourse, isApart, mallocCourse, nothing, type Block, type Course } from './course.ts'
import type { Ending } from './ending.ts'
import type { ExpectedImage } from './expected-answer.ts'
import { refused, type Asking, type NewImage, type Verdict } from './verdict.ts'
import type { World } from './world.ts'

/** A verdict that was carried out, and what is compared once its call has returned. */
export type Effect = Verdict & Pick<Ending, 'file' | 'fills'>

/** What a service does to the world, once all that it was given has been looked at. */
export function* effectCourse(world: World, service: ServiceRow, verdict: Verdict): Course<Effect> {
  const { asks, writes, code } = verdict
  if (asks !== undefined)
    return yield* effectCourse(world, service, yield* answerCourse(world, asks))
  if (writes !== undefined) world.shadow.set(writes.bytes, writes.at)
  return code === 0 ? yield* heapCourse(world, service, verdict) : verdict
}

/** Where there is no answer the log says why, if anything is known. */
function* answerCourse({ hasOutside }: World, { name, call, answered }: Asking): Course<Verdict> {
  if (!hasOutside) return { code: 9, logs: ['error'], says: `${name}: ` }
  const reply = yield* askCourse(call)
  if (reply.kind === 'answered') return answered(reply)
  const { code, reason } = reply
  return reason === undefined ? { code } : { code, logs: ['error'], says: `${name}: ${reason}` }
}

function* heapCourse(world: World, service: ServiceRow, verdict: Verdict): Course<Effect> {
  const { text, buffer, buffers, frees, image, encodes } = verdict
  if (frees !== undefined && frees !== 0) yield { kind: 'free', at: frees }
  if (buffer !== undefined) return yield* createCourse(world, buffer, verdict)
  if (buffers !== undefined) return yield* giveCourse(world, buffers, verdict)
  if (encodes !== undefined) return yield* encodeCourse(world, encodes)
  if (image !== undefined) return yield* imageCourse(world, image, verdict)
  return text === undefined ? verdict : yield* textCourse(world, service, { ...verdict, text })
}

function* textCourse(
  world: World,
  { result }: ServiceRow,
  verdict: Verdict & { readonly text: string },
): Course<Effect> {
  const { text } = verdict
  const isConstant = result?.kind === 'constString'
  const known = isConstant ? world.constants.get(text) : undefined
  if (known !== undefined) return { ...verdict, value: known }
  const { at } = yield* mallocCourse(world, text.length + 1)
  if (at === 0) return refused(4)
  world.shadow.write(`${text}\0`, at, 'latin1')
  if (isConstant) world.constants.set(text, at)
  world.results.push(at)
  return { ...verdict, value: at }
}

function* createCourse(
  world: World,
  { target, size }: { readonly target: number; readonly size: number },
  verdict: Verdict,
): Course<Effect> {
  const { at } = size === 0 ? { at: 0 } : yield* mallocCourse(world, size)
  if (at === 0 && size > 0) return refused(4)
  writeBuffer(world, target, { at, size })
  world.results.push(at)
  return verdict
}

/** All bytes are in their blocks before the first struct is written; where one gets none, the others are freed. */
function* giveCourse(
  world: World,
  buffers: NonNullable<Verdict['buffers']>,
  verdict: Verdict,
): Course<Effect> {
  const blocks: Block[] = []
  for (const { bytes } of buffers) {
    const size = bytes.length
    const { at } = size === 0 ? { at: 0 } : yield* mallocCourse(world, size)
    if (at === 0 && size > 0) {
      for (const block of blocks) if (block.at !== 0) yield { kind: 'free', at: block.at }
      return refused(4)
    }
    world.shadow.set(bytes, at)
    blocks.push({ at, size })
  }
  for (const [i, { target }] of buffers.entries()) writeBuffer(world, target, blocks[i] ?? nothing)
  world.results.push(...blocks.map(({ at }) => at))
  return verdict
}

/** A file of which the model knows only what image is in it. */
function* encodeCourse(
  world: World,
  { target, image }: { readonly target: number; readonly image: ExpectedImage },
): Course<Effect> {
  const block = yield* mallocCourse(world, undefined)
  if (block.at === 0) return refused(4)
  writeBuffer(world, target, block)
  world.results.push(block.at)
  // A guest whose `malloc` gives what is in use gets what it deserves.
  const file = isApart(block, { at: target, size: 8 }) ? { file: { block, image } } : {}
  return { code: 0, fills: [block], ...file }
}

/** An image that has pixels of its own. */
function* imageCourse(world: World, image: NewImage, verdict: Verdict): Course<Effect> {
  const { bytes, pixels } = image
  if (!image.isOwner || bytes === 0) return { ...verdict, image }
  const block = yield* mallocCourse(world, bytes)
  if (block.at === 0) return refused(4)
  const content = pixels !== undefined && isApart(block, pixels.source) ? pixels.read() : undefined
  if (content !== undefined) world.shadow.set(content, block.at)
  const fills = image.isFilled && content === undefined ? [block] : []
  return { ...verdict, image: { ...image, at: block.at }, fills }
}

function writeBuffer({ shadow }: World, target: number, { at, size }: Block): void {
  shadow.writeUInt32LE(at, target)
  shadow.writeUInt32LE(size, target + 4)
}
