import type { AnswerBuilder } from '../../calls/answer-builder.ts'
import { Outputs } from '../../calls/handle-table.ts'
import type { Request } from '../../exchange/request.ts'
import { runCallback } from '../../plugin/callback-run.ts'
import { layOutRequest } from '../../plugin/request-block.ts'
import type { InstanceEnvironment } from '../../plugin/plugin-instance.ts'
import { callbackIndex } from '../scenario/guest-module.ts'
import type { GivenRequest, Phase, Scenario } from '../scenario/scenario.ts'
import { AnswerCheck, StreamRecorder } from './answer-check.ts'
import type { GuestCalls } from './guest-calls.ts'
import type { Guest } from './guest.ts'
import { Violation } from './violation.ts'

const emptyRequest: GivenRequest = {
  method: 1,
  path: '/',
  query: '',
  headers: [],
  body: '',
  groups: [],
}

/** Runs the callbacks of one scenario as the instance of a plugin does, and checks their answers. */
export class CallbackRun {
  readonly #guest: Guest
  readonly #calls: GuestCalls
  readonly #environment: InstanceEnvironment
  readonly #mostPieces: number
  readonly outputs = new Outputs(0x2f3a)
  /** Whether the callback of this phase was entered. */
  #isEntered = false

  constructor(
    guest: Guest,
    calls: GuestCalls,
    environment: InstanceEnvironment,
    { clientTakes = Number.POSITIVE_INFINITY }: Scenario,
  ) {
    this.#guest = guest
    this.#calls = calls
    this.#environment = environment
    this.#mostPieces = clientTakes
  }

  /** Lets the guest answer a request. Throws what ended the guest. */
  answer(phase: Phase): void {
    const { maxAnswerBytes, shelf } = this.#environment
    const check = new AnswerCheck(this.#calls.ledger, maxAnswerBytes)
    const stream = new StreamRecorder(this.#mostPieces)
    this.#isEntered = false
    const { answer, death } = runCallback(this.#environment, stream, this.outputs, (builder) =>
      this.#callBack(phase, builder, check),
    )
    stream.hasEnded = true
    this.#leave()
    this.#calls.effects.abandon()
    this.#calls.count(`answers: ${answer.kind}`)
    check.check(answer, stream, death !== undefined || !this.#isEntered)
    if (death !== undefined) throw death
    if (answer.kind !== 'complete' || typeof answer.body === 'string') return
    if (answer.body.buffer === this.#guest.memory.buffer)
      throw new Violation('answer', 'the body of an answer is memory of the plugin')
    // As after it was sent: its buffer is used again.
    shelf?.put(answer.body.buffer)
  }

  /** The guest's callback begins. */
  enter(output: number): void {
    const { outputs } = this.#calls.ledger
    this.#isEntered = true
    if (output === 0 || outputs.includes(output))
      throw new Violation('handle', `the output ${output} is NULL, or was used before`)
    outputs.unshift(output)
    this.#calls.ledger.output = output
  }

  /** As `Instance` does it. The request is one block, which the host frees. */
  #callBack(phase: Phase, builder: AnswerBuilder, check: AnswerCheck): number {
    const { state, exports } = this.#guest
    const index = phase.callback ?? callbackIndex
    const callback = exports.callback(index)
    if (index !== callbackIndex)
      throw new Violation('exception', `table index ${index} was taken for a function`)
    if (state.context === undefined) throw new TypeError('no instance')
    const { heap, memory } = state.context
    const { effects, ledger } = this.#calls
    const operation = effects.begin('the layout of the request')
    const given = phase.request ?? emptyRequest
    const block = layOutRequest(heap, memory, requestOf(given), given.groups)
    effects.acceptEffects(operation)
    ledger.requireUnchanged(() => operation.name)
    this.#calls.answer = check
    const code = callback(this.outputs.open(builder), block.url, block.request)
    this.outputs.closeTo(0)
    this.#leave()
    heap.free(block.request)
    effects.end()
    if (operation.blocks.some(({ isFreed }) => !isFreed))
      throw new Violation('heap', 'the memory of a request was not freed')
    if (state.death !== undefined) throw state.death
    return Number(code) | 0
  }

  #leave(): void {
    this.#calls.ledger.output = 0
    this.#calls.answer = undefined
  }
}

/** A request as the host's server passes it on. */
function requestOf({ method, path, query, headers, body }: GivenRequest): Request {
  return {
    id: 'fuzz',
    method,
    path,
    uri: path,
    query,
    hasArguments: query !== '',
    headerLines: headers,
    body: Uint8Array.from(Buffer.from(body, 'latin1')),
  }
}
