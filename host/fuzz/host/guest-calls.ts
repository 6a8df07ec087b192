import { errorCodes } from '../../../abi/enums.ts'
import { invokeService } from '../../../abi/functions.ts'
import { PluginError } from '../../exchange/errors.ts'
import type { CallStep, InvokeStep, Step, SystemStep, Value } from '../scenario/scenario.ts'
import { serviceOfNumber } from '../scenario/sdk-table.ts'
import type { AnswerCheck } from './answer-check.ts'
import { findRefusal } from './argument-check.ts'
import { CallCheck, type EndedCall, type Remarks } from './call-check.ts'
import type { GuestAllocator } from './guest-ledger.ts'
import type { GuestLedger } from './guest-ledger.ts'
import type { Guest } from './guest.ts'
import { HostEffects } from './host-effects.ts'
import { numberIn, readCall, structBytes, type SdkCall, type WasmValue } from './sdk-call.ts'
import { checkSystemCall } from './system-calls.ts'
import { Violation } from './violation.ts'

/** How often each kind of thing was done. */
export type Tally = Map<string, number>

/** The guest's side of a scenario: it does the steps, and checks the invariants of each call. */
export class GuestCalls {
  readonly ledger: GuestLedger
  readonly effects: HostEffects
  /** What the host says of the call that runs. */
  readonly remarks: Remarks = { logs: [], refusals: [] }
  /** The trap of the guest. */
  readonly trap = new WebAssembly.RuntimeError('unreachable')
  /** The check of the callback that runs. */
  answer: AnswerCheck | undefined
  calls = 0
  readonly #guest: Guest
  readonly #check: CallCheck
  readonly #tally: Tally
  /** What ended the guest. */
  #end: unknown

  constructor(guest: Guest, ledger: GuestLedger, allocator: GuestAllocator, tally: Tally) {
    this.#guest = guest
    this.ledger = ledger
    this.#tally = tally
    this.effects = new HostEffects(ledger, allocator, {
      run: (steps) => this.#runInside(steps),
      trap: () => this.#die(),
      count: (what) => this.count(what),
    })
    this.#check = new CallCheck(guest, ledger, this.effects, this.remarks)
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
        return this.ledger.write(step.at, Buffer.from(step.text, 'latin1'))
      case 'grow':
        return this.ledger.grow(step.pages)
      case 'malloc':
      case 'free':
      case 'reply':
        return this.effects.prepare(step)
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

  /** Does steps inside a call of the host. What the host says of the outer call is kept. */
  #runInside(steps: readonly Step[]): void {
    const { logs, refusals } = this.remarks
    const outer = { logs: logs.splice(0), refusals: refusals.splice(0) }
    this.run(steps)
    logs.splice(0, logs.length, ...outer.logs)
    refusals.splice(0, refusals.length, ...outer.refusals)
  }

  #die(): never {
    this.count('traps')
    this.#end = this.trap
    throw this.trap
  }

  #callByName(step: CallStep): void {
    this.count('calls by name')
    const { function: name } = step
    const given = step.arguments.map((value) => this.#resolve(value))
    this.#callSdk(name, this.#guest.convert(name, [this.#contextOf(step), ...given]))
  }

  #callByNumber(step: InvokeStep): void {
    this.count('calls by number')
    const params = Number(this.#resolve(step.params)) >>> 0
    const service = serviceOfNumber(step.service)?.service
    // What does not fit into the memory is left out.
    if (step.fields !== undefined && service !== undefined && service.struct !== null) {
      const fields = step.fields.map((value) => this.#resolve(value))
      this.ledger.write(params, structBytes(service, fields))
    }
    this.#callSdk(invokeService, [this.#contextOf(step), step.service | 0, params | 0])
  }

  #contextOf({ context }: { readonly context?: Value }): number {
    return context === undefined ? this.ledger.contextValue : Number(this.#resolve(context)) | 0
  }

  #resolve(value: Value): WasmValue {
    const { output, outputs, results } = this.ledger
    if (typeof value === 'number') return value
    if (value === 'output') return output || (outputs[0] ?? 0)
    if (value.startsWith('0x')) return BigInt(value)
    const by = Number(value.slice('output'.length))
    if (value.startsWith('result')) return results.at(-1 + by) ?? 0
    return by > 0 ? (outputs[0] ?? 0) + by : (outputs[-by] ?? 0)
  }

  #callSdk(name: string, values: readonly WasmValue[]): void {
    this.#begin(name, values)
    const [context = 0, ...others] = values
    const call = readCall(this.ledger.shadow, name, others)
    if (call === undefined) return this.#callUnknown(name, values)
    const refusal = this.#refusalOf(call, Number(context) >>> 0)
    const operation = this.effects.begin(call, refusal !== undefined)
    if (call.serviceName === 'FreeImage' && refusal === undefined)
      this.ledger.images.delete(numberIn(call.fields, 'image'))
    if (refusal === undefined) this.answer?.begin(call)
    const returned = this.#enter(name, values)
    this.effects.end()
    const hasSucceeded = this.#check.check({ operation, call, returned, refusal })
    this.answer?.end(call, hasSucceeded)
    if (this.#refusesRequest(call)) this.answer?.refuse()
    this.count(hasSucceeded === false ? 'calls that failed' : 'calls that did not fail')
  }

  #refusalOf(call: SdkCall, context: number): EndedCall['refusal'] {
    if (!this.ledger.isReady) return 'not ready'
    if (context !== this.ledger.contextValue)
      return { code: errorCodes.ParameterOutOfRange, argument: 'context' }
    return call.service.support === undefined ? findRefusal(this.ledger, call) : 'unsupported'
  }

  /** A function that answers and returns no code has no other way to report what no plugin may do. */
  #refusesRequest({ service, row }: SdkCall): boolean {
    const { refusals } = this.remarks
    const answers = service.fields.some(({ kind }) => kind === 'output')
    return refusals.length > 0 && answers && (row?.returns ?? 'error') !== 'error'
  }

  #callUnknown(name: string, values: readonly WasmValue[]): void {
    this.effects.begin(name, true)
    const returned = this.#enter(name, values)
    this.effects.end()
    this.ledger.requireUnchanged(() => describeCall(name, values))
    const { logs } = this.remarks
    const most = this.ledger.isReady ? 1 : 0
    if (returned !== errorCodes.UnknownPluginService || logs.length !== most)
      throw new Violation(
        'return value',
        `${describeCall(name, values)} returned ${String(returned)} with ${logs.length} log lines`,
      )
    this.count('calls that failed')
  }

  #callSystem(step: SystemStep): void {
    this.count('calls of WASI and abort')
    const { function: name } = step
    const given = step.arguments.map((value) => this.#resolve(value))
    const values = this.#guest.convert(name, given)
    this.#begin(name, values)
    if (name === 'abort' || name === 'proc_exit') return this.#callLast(name, values)
    const returned = this.#enter(name, values)
    checkSystemCall(this.ledger, this.remarks, { name, values, returned })
  }

  /** Counts a call; one above the limit ends the guest. */
  #begin(name: string, values: readonly WasmValue[]): void {
    this.calls++
    this.remarks.logs.length = 0
    this.remarks.refusals.length = 0
    if (--this.ledger.callsLeft >= 0) return
    this.count('calls beyond the limit')
    this.#callLast(name, values)
  }

  /** Makes a call that should return. The host throws only what the guest threw. */
  #enter(name: string, values: readonly WasmValue[]): unknown {
    try {
      const returned = this.#guest.call(name, values)
      if (this.#end === undefined) return returned
    } catch (error) {
      if (error instanceof Violation) throw error
      if (error !== this.#end)
        throw new Violation('exception', `${name} threw ${describeError(error)}`)
      this.#requireEnd(error)
      throw error
    }
    throw new Violation('exception', `${name} returned to a plugin that has ended`)
  }

  /** Makes a call that ends the guest with a `PluginError`. */
  #callLast(name: string, values: readonly WasmValue[]): never {
    try {
      this.#guest.call(name, values)
    } catch (error) {
      if (!(error instanceof PluginError))
        throw new Violation(
          'exception',
          `${describeCall(name, values)} threw ${describeError(error)}`,
        )
      this.#end = error
      this.ledger.requireUnchanged(() => describeCall(name, values))
      this.#requireEnd(error)
      throw error
    }
    throw new Violation('exception', `${describeCall(name, values)} returned`)
  }

  /** A guest that catches its own end is served no more. */
  #requireEnd(end: unknown): void {
    try {
      this.#guest.call('sched_yield', [])
    } catch (error) {
      if (error === end) return
    }
    throw new Violation('exception', 'a plugin that has ended was served')
  }
}

function describeCall(name: string, values: readonly WasmValue[]): string {
  return `${name}(${values.join(', ')})`
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
