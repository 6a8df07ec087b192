import { errorCodes } from '../../../abi/enums.ts'
import type { GuestImage, ImageTable } from '../../calls/handle-table.ts'
import { BadArgumentError } from '../../exchange/errors.ts'
import { fixedLimits } from '../../exchange/limits.ts'
import type { LogLevel } from '../../exchange/log.ts'
import { byteLength } from '../../image/pixels.ts'
import type { Refusal } from './argument-check.ts'
import type { GuestLedger } from './guest-ledger.ts'
import type { Guest } from './guest.ts'
import type { HostBlock, HostEffects, Operation } from './host-effects.ts'
import {
  areDisjoint,
  isInside,
  findOutParameters,
  type Region,
  type SdkCall,
  type WasmValue,
} from './sdk-call.ts'
import { Violation, type ViolationKind } from './violation.ts'

/** A line of the host's log. */
interface LogLine {
  readonly level: LogLevel
  readonly message: string
}

/** What the host says of a call: lines of its log, and refusals of what no plugin may do. */
export interface Remarks {
  readonly logs: LogLine[]
  readonly refusals: string[]
}

/** How a call ended that returned. */
export interface EndedCall {
  readonly operation: Operation
  readonly call: SdkCall
  readonly returned: unknown
  /** Why the call must be refused, if that is certain. */
  readonly refusal: Refusal | 'unsupported' | 'not ready' | undefined
}

const levels: Readonly<Record<string, LogLevel>> = {
  LogInfo: 'info',
  LogWarning: 'warning',
  LogError: 'error',
}
const knownCodes: ReadonlySet<number> = new Set(Object.values(errorCodes))

/** Checks the invariants of a call that has returned. */
export class CallCheck {
  readonly #guest: Guest
  readonly #ledger: GuestLedger
  readonly #effects: HostEffects
  readonly #remarks: Remarks

  constructor(guest: Guest, ledger: GuestLedger, effects: HostEffects, remarks: Remarks) {
    this.#guest = guest
    this.#ledger = ledger
    this.#effects = effects
    this.#remarks = remarks
  }

  /** Throws `Violation`. Returns whether the call succeeded; `undefined` if that cannot be seen. */
  check(ended: EndedCall): boolean | undefined {
    const { call, operation } = ended
    const hasSucceeded = successOf(call, ended.returned)
    this.#checkCode(ended, hasSucceeded)
    this.#checkRemarks(ended, hasSucceeded)
    this.#effects.acceptEffects(operation)
    const outs = hasSucceeded === true ? findOutParameters(call) : []
    for (const out of outs) this.#ledger.accept(out)
    this.#ledger.requireUnchanged(() => call.name)
    if (operation.frees !== 0 && !operation.hasFreed && hasSucceeded !== false)
      throw violation(call, 'heap', `did not free ${operation.frees}`)
    this.#checkHandedOver(ended, hasSucceeded)
    return hasSucceeded
  }

  #checkCode({ call, returned, refusal, operation }: EndedCall, hasSucceeded?: boolean): void {
    const code = codeOf(call, returned)
    const { reply, blocks } = operation
    const mustFail =
      refusal !== undefined ||
      reply?.kind === 'failed' ||
      blocks.some((block) => !isUsable(this.#ledger, block))
    if (mustFail && hasSucceeded === true)
      throw violation(call, 'return value', `returned ${String(returned)}, a failure is expected`)
    if (code === undefined) return
    const expected = expectedCode(refusal)
    if (expected !== undefined && code !== expected)
      throw violation(call, 'return value', `returned ${code}, ${expected} expected`)
    if (!knownCodes.has(code) && !isOfReply(operation, code))
      throw violation(call, 'return value', `returned ${code}, which is not an error code`)
  }

  /** One line of the log for each refused call and each request without an answer; one at most for any other. */
  #checkRemarks({ call, returned, refusal, operation }: EndedCall, hasSucceeded?: boolean): void {
    const { logs, refusals } = this.#remarks
    const [line] = logs
    if (logs.length > 1 || refusals.length > 1)
      throw violation(call, 'log', `wrote ${logs.length} lines to the log, at most 1 expected`)
    const isRefused =
      typeof refusal === 'object' || codeOf(call, returned) === errorCodes.NullPointer
    if (isRefused && refusals.length === 0)
      throw violation(call, 'log', 'was refused without a line in the log')
    const [message] = refusals
    if (message !== undefined) {
      const argument = typeof refusal === 'object' ? refusal.argument : undefined
      const start = argument === undefined ? `${call.name}: ` : `${call.name}: ${argument}: `
      if (line?.level !== 'error' || line.message !== message || !message.startsWith(start))
        throw violation(call, 'log', `logged ${quote(line)}, an error "${start}…" expected`)
      if (hasSucceeded === true) throw violation(call, 'log', 'succeeded although it was refused')
    }
    const { reply } = operation
    const isExplained = line?.level === 'error' && line.message.startsWith('OrthancPlugin')
    if (reply?.kind === 'failed' && reply.reason !== undefined && !isExplained)
      throw violation(call, 'log', `logged ${quote(line)}, the reason of a failure expected`)
    const level = levels[call.serviceName]
    if (level !== undefined && refusal === undefined && line?.level !== level)
      throw violation(call, 'log', `logged ${quote(line)}, a line of level ${level} expected`)
  }

  /** Every block that the host allocated is freed, or the guest learns its address and its size. */
  #checkHandedOver({ call, operation, returned }: EndedCall, hasSucceeded?: boolean): void {
    const kept = operation.blocks.filter((block) => !block.isFreed && isUsable(this.#ledger, block))
    const outs = hasSucceeded === true ? findOutParameters(call) : []
    if (hasSucceeded === false) return requireNone(call, kept)
    const { result } = call.service
    if (result?.kind === 'string' || result?.kind === 'constString')
      return this.#checkText(call, kept, this.#resultOf(call, returned))
    if (result?.type === 'OrthancPluginImage*')
      return this.#checkImage(call, kept, this.#resultOf(call, returned))
    const regions = [...outs.filter(({ at }) => at !== 0), ...kept]
    if (!regions.every((a, i) => regions.slice(i + 1).every((b) => areDisjoint(a, b)))) return
    const buffers = outs.filter((out) => out.isBuffer && out.at !== 0)
    let rest: readonly HostBlock[] = kept
    for (const out of buffers) rest = this.#takeBuffer(call, rest, out)
    requireNone(call, rest)
  }

  /** The blocks without the one that a struct of an address and a size describes. */
  #takeBuffer(call: SdkCall, kept: readonly HostBlock[], out: Region): readonly HostBlock[] {
    const [at, size] = [0, out.size / 2].map((offset) =>
      this.#ledger.shadow.readUInt32LE(out.at + offset),
    )
    const found = kept.find((block) => block.at === at && block.size === size)
    if (found === undefined && (at !== 0 || size !== 0))
      throw violation(call, 'heap', `returned ${size} bytes at ${at}, which it did not allocate`)
    this.#ledger.results.push(at ?? 0)
    return kept.filter((block) => block !== found)
  }

  #checkText(call: SdkCall, kept: readonly HostBlock[], at: number): void {
    const isConstant = call.service.result?.kind === 'constString'
    const found = kept.find((block) => block.at === at)
    if (found === undefined && isConstant && this.#ledger.constants.has(at))
      return requireNone(call, kept)
    requireNone(
      call,
      kept.filter((block) => block !== found),
    )
    if (at === 0) return
    if (found === undefined) throw violation(call, 'heap', `returned ${at}, which is not a block`)
    const [out] = findOutParameters(call)
    const isOverwritten = out !== undefined && !areDisjoint(out, found)
    if (this.#ledger.shadow[at + found.size - 1] !== 0 && !isOverwritten)
      throw violation(call, 'memory', 'returned a text that does not end with its block')
    if (isConstant) this.#ledger.constants.add(at)
    this.#ledger.results.push(at)
  }

  /** A new handle, which was never used before, of an image whose pixels are inside the memory. */
  #checkImage(call: SdkCall, kept: readonly HostBlock[], handle: number): void {
    const { images, imageHandles, results, shadow } = this.#ledger
    if (handle === 0) return requireNone(call, kept)
    const table = this.#guest.state.context?.images
    const image = table === undefined ? undefined : findImage(table, handle)
    if (table === undefined || image === undefined || imageHandles.has(handle))
      throw violation(call, 'handle', `returned the handle ${handle}, which is not new`)
    const { at, isOwner } = image
    const size = byteLength(image)
    if (!isInside(shadow, { at, size }))
      throw violation(call, 'memory', `made an image at ${at}, outside of memory`)
    if (table.size > fixedLimits.images)
      throw violation(call, 'limit', `made more than ${fixedLimits.images} images`)
    requireNone(
      call,
      kept.filter((block) => !isOwner || block.at !== at || block.size !== size),
    )
    imageHandles.add(handle)
    images.set(handle, isOwner ? at : 0)
    results.push(handle)
  }

  /** The result of a call that has one: what it returned, or wrote where its struct says. */
  #resultOf(call: SdkCall, returned: unknown): number {
    const [out] = findOutParameters(call)
    return out === undefined ? Number(returned) >>> 0 : this.#ledger.shadow.readUInt32LE(out.at)
  }
}

/** The error code that a call returned; `undefined` for a function that returns none. */
function codeOf({ isByNumber, row }: SdkCall, returned: unknown): number | undefined {
  return isByNumber || row?.returns === 'error' ? Number(returned) : undefined
}

function successOf(call: SdkCall, returned: unknown): boolean | undefined {
  const code = codeOf(call, returned)
  if (code !== undefined) return code === errorCodes.Success
  const { row, service } = call
  if (row?.returns !== 'result') return undefined
  const { kind = 'u32' } = row.result ?? service.result ?? {}
  if (kind === 'string' || kind === 'constString' || kind === 'pointer')
    return returned === 0 ? undefined : true
  // 0 may be a value.
  const failure: WasmValue = kind === 'i64' ? BigInt(row.failure ?? 0) : (row.failure ?? 0)
  return returned === failure ? undefined : true
}

function expectedCode(refusal: EndedCall['refusal']): number | undefined {
  if (refusal === 'unsupported') return errorCodes.NotImplemented
  if (refusal === 'not ready') return errorCodes.BadSequenceOfCalls
  return refusal?.code
}

/** Whether a code is the one that Orthanc, or the parent process, replied with. */
function isOfReply({ reply }: Operation, code: number): boolean {
  if (reply === undefined) return false
  if (reply.kind === 'failed') return reply.code === code
  return Buffer.from(reply.body).includes(String(code))
}

function findImage(images: ImageTable, handle: number): GuestImage | undefined {
  try {
    return images.get(handle)
  } catch (error) {
    if (error instanceof BadArgumentError) return undefined
    throw error
  }
}

function isUsable({ shadow }: GuestLedger, block: Region): boolean {
  return block.at !== 0 && isInside(shadow, block)
}

function requireNone(call: SdkCall, kept: readonly HostBlock[]): void {
  const [first] = kept
  if (first === undefined) return
  throw violation(call, 'heap', `neither freed nor returned ${first.size} bytes at ${first.at}`)
}

function violation({ name }: SdkCall, kind: ViolationKind, what: string): Violation {
  return new Violation(kind, `${name} ${what}`)
}

function quote(line: LogLine | undefined): string {
  if (line === undefined) return 'nothing'
  return `${line.level} ${JSON.stringify(line.message.slice(0, 200))}`
}
