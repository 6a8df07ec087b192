import { Outputs } from '../../calls/outputs.ts'
import type { AnswerBuilder } from '../../calls/answer-builder.ts'
import type { Answer } from '../../exchange/answer.ts'
import { runCallback, type InstanceEnvironment } from '../../plugin/plugin-instance.ts'
import { layOutRequest } from '../../plugin/request-block.ts'
import { answerDifference } from '../answer-check.ts'
import { AnswerModel } from '../answer-model.ts'
import type { Course } from '../course.ts'
import type { GuestCalls } from './guest-calls.ts'
import { callbackIndex } from '../scenario/guest-module.ts'
import type { Guest } from './guest.ts'
import { Mismatch } from './mismatch.ts'
import { RecordingSink } from './recording-sink.ts'
import { requestDifference, requestOf } from '../request-check.ts'
import type { GivenRequest, Phase } from '../scenario/scenario.ts'

const emptyRequest: GivenRequest = {
  method: 1,
  path: '/',
  query: '',
  headers: [],
  body: '',
  groups: [],
}

/** The callbacks of one life: what an instance of a plugin does with a request, and a comparison of the answer. */
export class CallbackLife {
  readonly #guest: Guest
  readonly #calls: GuestCalls
  readonly #environment: InstanceEnvironment
  readonly outputs = new Outputs(0x2f3a)
  /** Whether the callback of this phase was entered. */
  #isEntered = false

  constructor(guest: Guest, calls: GuestCalls, environment: InstanceEnvironment) {
    this.#guest = guest
    this.#calls = calls
    this.#environment = environment
  }

  /** Has the guest answer. Throws what ended it. */
  answer(phase: Phase): void {
    const { rules } = this.#calls.world
    const model = new AnswerModel(rules)
    const sink = new RecordingSink(rules.clientTakes)
    this.#isEntered = false
    const { answer, death } = runCallback(this.#environment, sink, this.outputs, (builder) =>
      this.#callBack(phase, builder, model),
    )
    this.#leave()
    this.#calls.watch.abandon()
    const isDead = death !== undefined
    this.#checkAnswer(isDead || !this.#isEntered ? undefined : phase, model, answer)
    if (!sink.isSameAs(model)) throw new Mismatch('answer', 'other bytes were streamed')
    if (isDead) throw death
  }

  /** The guest's callback begins, with these values. */
  enter(phase: Phase, output: number, block: { url: number; request: number }): void {
    const { handles, world } = this.#calls
    this.#isEntered = true
    if (output === 0 || handles.includes(output))
      throw new Mismatch('handle', `output ${output} was given before, or is NULL`)
    handles.unshift(output)
    world.output = output
    const difference = requestDifference(world.shadow, block, phase.request ?? emptyRequest)
    if (difference !== undefined) throw new Mismatch('request', difference)
  }

  /** As `Instance` does it. */
  #callBack(phase: Phase, builder: AnswerBuilder, model: AnswerModel): number {
    const { state, exports } = this.#guest
    const index = phase.callback ?? callbackIndex
    const callback = exports.callback(index)
    if (index !== callbackIndex)
      throw new Mismatch('request', `table index ${index} was taken for a function`)
    if (state.context === undefined) throw new TypeError('no instance')
    const { heap, memory } = state.context
    const frame = this.#calls.watch.open(requestCourse())
    const request = requestOf(phase.request ?? emptyRequest)
    const block = layOutRequest(heap, memory, request, phase.request?.groups ?? [])
    this.#calls.check.acceptWritten(frame, [])
    this.#calls.shadow.compare(() => 'laying out the request')
    this.#calls.world.answer = model
    const code = callback(this.outputs.open(builder), block.url, block.request)
    this.outputs.closeTo(0)
    this.#leave()
    heap.free(block.request)
    this.#calls.watch.close(frame, 'the end of a request')
    if (state.death !== undefined) throw state.death
    return Number(code) | 0
  }

  #leave(): void {
    this.#calls.world.output = 0
    this.#calls.world.answer = undefined
  }

  /** `phase` is absent where its callback was not entered, or did not come back. */
  #checkAnswer(phase: Phase | undefined, model: AnswerModel, answer: Answer): void {
    const expected = phase === undefined ? model.fail([]) : model.finish((phase.returns ?? 0) | 0)
    this.#calls.count(`answers: ${answer.kind}`)
    const difference = answerDifference(expected, answer)
    if (difference !== undefined) throw new Mismatch('answer', `the answer is ${difference}`)
    // It was sent: its buffer serves again.
    if (answer.kind === 'complete' && typeof answer.body !== 'string')
      this.#environment.shelf?.put(answer.body.buffer)
  }
}

/** A request is one block, which the host frees. */
function* requestCourse(): Course<void> {
  const come = yield { kind: 'malloc', size: undefined }
  if ('kind' in come) throw new TypeError('a reply instead of memory')
  yield { kind: 'free', at: come.at }
}
