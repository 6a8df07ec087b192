import type { ServiceName } from '../../../abi/services.ts'
import { bytesOfBody } from '../../exchange/byte-string.ts'
import { framingFields } from '../../exchange/http.ts'
import type { Invocation, NativeValues } from '../../frames/native.ts'
import type { AnswerBuilder } from '../answer-builder.ts'

type Fields = Readonly<Record<string, unknown>>

/** Parts of multipart answers and of streams: the plugin waits until Orthanc has sent them. */
const sentAtOnce: ReadonlySet<string> = new Set<ServiceName>([
  'SendMultipartItem',
  'SendMultipartItem2',
  'StartStreamAnswer',
  'SendStreamChunk',
])

/**
 * The answer of one callback on its way to Orthanc: the calls that the `AnswerBuilder` accepted, which Orthanc carries out
 * once the callback has returned.
 */
export class NativeAnswer {
  readonly #output: bigint
  #calls: Invocation[] = []

  /** `output` is the native plugin's number. */
  constructor(output: bigint) {
    this.#output = output
  }

  /** Adds a call. Returns the calls to send now, if the last of them has to be carried out at once. */
  add(
    service: ServiceName,
    fields: Fields,
    builder: AnswerBuilder,
  ): { readonly quiet: readonly Invocation[]; readonly call: Invocation } | undefined {
    const call = this.#callOf(service, fields, builder)
    if (call === undefined) return undefined
    if (sentAtOnce.has(service)) return { quiet: this.take(), call }
    this.#calls.push(call)
    return undefined
  }

  /** The calls to send now so that Orthanc refuses the last one. */
  refused(
    service: ServiceName,
    fields: Fields,
    builder: AnswerBuilder,
  ): { readonly quiet: readonly Invocation[]; readonly call: Invocation } | undefined {
    const call = this.#callOf(service, fields, builder)
    return call && { quiet: this.take(), call }
  }

  /** Drops what was not sent, and explains the error that the callback returns in its place. */
  refuse(details: string): void {
    this.#calls = [this.#call('SetHttpErrorDetails', { details, log: 0 })]
  }

  /** The calls that were not sent yet. */
  take(): readonly Invocation[] {
    const calls = this.#calls
    this.#calls = []
    return calls
  }

  #callOf(service: ServiceName, fields: Fields, builder: AnswerBuilder): Invocation | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the decoder made the fields from the row of the service
    const values = fields as NativeValues
    if (service === 'SetHttpHeader' && isFraming(values)) return undefined
    // Written to the log by this host.
    if (service === 'SetHttpErrorDetails') return this.#call(service, { ...values, log: 0 })
    if (service === 'AnswerBuffer')
      return this.#call(service, { ...values, answer: bodyOf(builder) ?? values['answer'] })
    if (service === 'SendHttpStatus')
      return this.#call(service, { ...values, body: bodyOf(builder) ?? values['body'] })
    if (service !== 'CompressAndAnswerImage') return this.#call(service, values)
    if (builder.completed === undefined) return undefined
    const [, mimeType] =
      builder.completed.headers.findLast(([name]) => name === 'Content-Type') ?? []
    return this.#call('AnswerBuffer', { answer: bodyOf(builder), mimeType })
  }

  #call(service: ServiceName, values: NativeValues): Invocation {
    return { service, values: { ...values, output: this.#output } }
  }
}

/** The builder's copy of the body, as the guest may change its own. */
function bodyOf({ completed }: AnswerBuilder): Uint8Array | undefined {
  return completed && bytesOfBody(completed.body)
}

/** Whether a header frames the answer: the builder has left it out. */
function isFraming({ key }: NativeValues): boolean {
  return typeof key === 'string' && framingFields.has(key.toLowerCase())
}
