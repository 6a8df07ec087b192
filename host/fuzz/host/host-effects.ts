import type { OutboundCall, OutboundReply } from '../../exchange/ports.ts'
import type { FreeStep, MallocStep, ReplyStep, Step } from '../scenario/scenario.ts'
import { sendsRequest } from '../scenario/sdk-table.ts'
import type { GuestAllocator } from './guest-ledger.ts'
import type { GuestLedger } from './guest-ledger.ts'
import { bufferTypes, isInside, numberIn, type Region, type SdkCall } from './sdk-call.ts'
import { Violation } from './violation.ts'

/** Memory that the host allocated in the guest. */
export interface HostBlock extends Region {
  isFreed: boolean
}

/** Work of the host, a call or the layout of a request: what it does outside of itself, and what it may do there. */
export interface Operation {
  readonly name: string
  readonly call: SdkCall | undefined
  readonly mayAllocate: boolean
  readonly mayRequest: boolean
  /** The address that the call must free; 0: none. */
  readonly frees: number
  readonly blocks: HostBlock[]
  hasFreed: boolean
  reply: OutboundReply | undefined
}

/** What the guest does in its `malloc` and `free` besides their work. */
interface GuestActions {
  readonly run: (steps: readonly Step[]) => void
  readonly trap: () => never
  readonly count: (what: string) => void
}

/**
 * The guest's `malloc` and `free`, and the server that answers its requests. Each time that the host leaves itself, only what
 * it allocated may have changed, and it frees nothing but its own blocks and what a call names.
 */
export class HostEffects {
  readonly #ledger: GuestLedger
  readonly #allocator: GuestAllocator
  readonly #actions: GuestActions
  readonly #operations: Operation[] = []
  readonly #mallocs: MallocStep[] = []
  readonly #frees: FreeStep[] = []
  readonly #replies: ReplyStep[] = []

  constructor(ledger: GuestLedger, allocator: GuestAllocator, actions: GuestActions) {
    this.#ledger = ledger
    this.#allocator = allocator
    this.#actions = actions
  }

  /** Prepares the next `malloc` or `free`, or the reply to the next request; several of a kind are queued. */
  prepare(step: MallocStep | FreeStep | ReplyStep): void {
    if (step.do === 'malloc') this.#mallocs.push(step)
    else if (step.do === 'free') this.#frees.push(step)
    else this.#replies.push(step)
  }

  /** Begins a call, or with a name alone other work that allocates. A call that must be refused has no effects. */
  begin(work: SdkCall | string, isRefused = false): Operation {
    const call = typeof work === 'string' ? undefined : work
    const operation = {
      name: typeof work === 'string' ? work : work.name,
      call,
      mayAllocate: !isRefused && (call === undefined || allocates(call)),
      mayRequest: !isRefused && call !== undefined && sendsRequest(call.serviceName),
      frees: isRefused || call === undefined ? 0 : addressToFree(this.#ledger, call),
      blocks: [],
      hasFreed: false,
      reply: undefined,
    }
    this.#operations.push(operation)
    return operation
  }

  end(): void {
    this.#operations.pop()
  }

  /** Forgets all that is under way: the guest has ended, or its callback was not entered. */
  abandon(): void {
    this.#operations.length = 0
  }

  malloc(size: number): number {
    const operation = this.#leave(`malloc(${size})`)
    if (!operation.mayAllocate)
      throw new Violation('heap', `${operation.name} called malloc(${size})`)
    const step = this.#mallocs.shift()
    if (step?.steps !== undefined) this.#actions.run(step.steps)
    if (step?.returns === 'trap') return this.#actions.trap()
    const given = step?.returns ?? 'good'
    const at = given === 'good' ? this.#allocator.allocate(size, this.#ledger.shadow.length) : given
    this.#actions.count(at === 0 ? 'allocations that failed' : 'allocations')
    operation.blocks.push({ at, size, isFreed: false })
    return at
  }

  free(at: number): void {
    const operation = this.#leave(`free(${at})`)
    const block = operation.blocks.find((each) => each.at === at && !each.isFreed)
    if (block !== undefined) block.isFreed = true
    else if (at === operation.frees && !operation.hasFreed) operation.hasFreed = true
    else throw new Violation('heap', `${operation.name} called free(${at}), which is not its own`)
    const step = this.#frees.shift()
    this.#allocator.release(at)
    if (step?.steps !== undefined) this.#actions.run(step.steps)
    if (step?.traps === true) this.#actions.trap()
  }

  /** Answers a request of the guest. Its body must be a copy, as it is sent to another process. */
  request(outbound: OutboundCall): OutboundReply {
    const operation = this.#leave('request')
    if (!operation.mayRequest || operation.reply !== undefined || operation.blocks.length > 0)
      throw new Violation('outbound request', `${operation.name} sent a request`)
    if (!isCopy(outbound.body))
      throw new Violation('outbound request', `${operation.name} sent a body that is not a copy`)
    operation.reply = replyOf(this.#replies.shift())
    this.#actions.count(`requests that were ${operation.reply.kind}`)
    return operation.reply
  }

  /** What the host leaves: until now it may have written to its own blocks, and the status of an answer. */
  #leave(effect: string): Operation {
    const operation = this.#operations.at(-1)
    if (operation === undefined) throw new Violation('heap', `${effect} outside of a call`)
    this.acceptEffects(operation)
    this.#ledger.requireUnchanged(() => `${operation.name} before ${effect}`)
    return operation
  }

  /** Accepts what an operation may write whether or not it succeeds. */
  acceptEffects({ call, blocks, reply }: Operation): void {
    for (const block of blocks) if (isInside(this.#ledger.shadow, block)) this.#ledger.accept(block)
    if (call?.service.outParameters === 'answer' && reply?.kind === 'answered')
      this.#ledger.accept({ at: numberIn(call.fields, 'httpStatus'), size: 2 })
  }
}

/** Whether a service returns memory that it allocates. */
function allocates({ service }: SdkCall): boolean {
  const { result, outParameters, fields } = service
  if (result !== undefined)
    return result.kind.endsWith('tring') || result.type === 'OrthancPluginImage*'
  return outParameters !== undefined || fields.some(({ type = '' }) => bufferTypes.has(type))
}

function addressToFree(ledger: GuestLedger, { serviceName, fields }: SdkCall): number {
  if (serviceName === 'FreeString') return numberIn(fields, 'str')
  if (serviceName === 'FreeImage') return ledger.images.get(numberIn(fields, 'image')) ?? 0
  if (serviceName !== 'FreeMemoryBuffer' && serviceName !== 'FreeMemoryBuffer64') return 0
  const at = numberIn(fields, 'buffer')
  return isInside(ledger.shadow, { at, size: 4 }) ? ledger.shadow.readUInt32LE(at) : 0
}

/** Whether the bytes have a buffer of their own, which can be transferred. */
function isCopy({ buffer, byteLength }: Uint8Array<ArrayBuffer>): boolean {
  if (byteLength === 0) return true
  if (buffer.byteLength !== byteLength) return false
  try {
    structuredClone(buffer, { transfer: [buffer] })
  } catch {
    return false
  }
  return buffer.byteLength === 0
}

/** The reply to a request for which none was prepared. */
const usualReply: ReplyStep = {
  do: 'reply',
  status: 200,
  headers: [['X-Answer', 'yes']],
  body: 'answer',
}
const padding = ' '

function replyOf(step: ReplyStep = usualReply): OutboundReply {
  if ('fails' in step) {
    const { fails: code, reason } = step
    return { kind: 'failed', code, ...(reason === undefined ? {} : { reason }) }
  }
  const { status, headers, body, pad = 0 } = step
  const bytes = new Uint8Array(body.length + pad).fill(padding.charCodeAt(0), body.length)
  bytes.set(Buffer.from(body, 'latin1'))
  return { kind: 'answered', status, headers, body: bytes }
}
