import {
  nativeCallbacks,
  nativeFunctions,
  nativeServices,
  type NativeArgument,
  type NativeOut,
} from '../../abi/native.ts'
import { Random } from '../../host/fuzz/random.ts'
import type { NativeCall, NativeValue, NativeValues } from '../../host/frames/native.ts'
import { encodeNativeReturn } from '../../host/frames/native.ts'
import { buildDicom } from '../support/dicom.ts'
import type { Act } from './fake-host.ts'

type Guest = Parameters<Act>[1]

/** Calls that would reach other machines or files of this one, fill the log, or wait. */
const omitted = /HttpClient|Log|WriteFile|ReadFile|Database/

/** Requests to Orthanc's REST API, where any text is possible. */
const uris = [
  '/system',
  '/instances',
  '/statistics',
  '/nothing',
  '/fake/nested',
  '/patients?expand',
  '/tools/find',
  '/tools/metrics-prometheus',
  '/tools/create-archive',
  '/tools/bulk-anonymize',
  '/jobs?expand',
  '/patients?since=a&limit=b',
  '',
  '/',
]

/** Bodies that Orthanc reads. */
const bodies = [
  '{"Level":"Instance","Query":{"PatientID":"P1"}}',
  '{"Resources":[],"Synchronous":true}',
  '{"Resources":[],"Asynchronous":true}',
].map((text) => new TextEncoder().encode(text))

const numbers = [0, 1, 2, 3, 4, 7, 255, 256, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, -1]

/** A guest that calls whatever the SDK has, with whatever values, in every callback, and returns whatever it wants. */
export class HostileGuest {
  readonly #random: Random
  readonly #services = [...nativeServices, ...nativeFunctions].filter(
    ([name]) => !omitted.test(name),
  )
  /** Numbers of objects that it has seen. */
  readonly #handles: bigint[] = [0n, 1n]
  readonly #dicom: Uint8Array
  /** Calls so far. */
  calls = 0
  /** Services that succeeded. */
  readonly succeeded = new Set<string>()
  /** Types of callbacks that ran. */
  readonly callbacks = new Set<string>()

  constructor(seed: number) {
    this.#random = new Random(seed)
    const pixels = Array.from({ length: 16 }, (_, i) => i)
    this.#dicom = buildDicom({ patientId: 'HOSTILE', rows: 4, columns: 4, pixels })
  }

  /** What it does in a callback. */
  readonly act: Act = async (call, guest) => {
    const random = this.#random
    this.callbacks.add(call.name)
    for (const value of Object.values(call.values)) if (typeof value === 'bigint') this.#note(value)
    const count = call.isNested ? random.below(4) : random.below(200)
    for (let i = 0; i < count; i++) await this.#invoke(guest)
    return this.#return(call, guest)
  }

  /** Registrations of all callbacks. The function of a callback is the place of its type. */
  registrations(): readonly (readonly [string, NativeValues])[] {
    return [...nativeServices]
      .filter(([name]) => name.startsWith('Register') && !omitted.test(name))
      .filter(([name]) => !/Dictionary|ErrorCode|StorageArea$/.test(name))
      .map(([name, row]) => [
        name,
        Object.fromEntries(
          row.arguments.map((one) => registrationValue(one, this.#random.chance(10) ? 0 : 1)),
        ),
      ])
  }

  async #invoke(guest: Guest): Promise<void> {
    const random = this.#random
    const [service, row] = random.pick(this.#services)
    const values = Object.fromEntries(row.arguments.map((one) => [one.name, this.#value(one)]))
    this.calls++
    const { code, results } = await guest.invoke(service, values)
    if (code === 0) this.succeeded.add(service)
    for (const { name, op } of row.results) {
      const value = results[name]
      if (op === 'handle' && typeof value === 'bigint') this.#note(value)
    }
  }

  #note(handle: bigint): void {
    this.#handles[this.#handles.length < 200 ? this.#handles.length : this.#random.below(200)] =
      handle
  }

  #value({ name, op }: NativeArgument | NativeOut): NativeValue {
    const random = this.#random
    switch (op) {
      case 'handle':
        return random.chance(90) ? random.pick(this.#handles) : BigInt(random.next())
      case 'text':
      case 'constText':
        return this.#text(name)
      case 'texts':
        return Array.from({ length: random.below(4) }, () => this.#text(name) ?? '')
      case 'bytes':
      case 'buffer':
      case 'buffer64':
      case 'data':
      case 'pixels':
      case 'allocated':
      case 'filled':
        return this.#bytes()
      case 'callback':
        return random.below(nativeCallbacks.size + 2)
      case 'float':
        return random.pick([0, 0.5, 1, -1, Number.NaN, 1e30])
      case 'request':
      case 'entry':
        return undefined
      case 'number':
      case 'payload':
      default:
        return random.chance(60) ? random.below(9) : random.pick(numbers)
    }
  }

  #text(name: string): string | undefined {
    const random = this.#random
    if (name === 'uri') return random.pick(uris)
    if (random.chance(10)) return undefined
    return random.pick([
      '',
      'text',
      'a\r\nb: c',
      'PatientName',
      '{"a":1}',
      '[',
      '1.2.840.10008.1.2.4.70',
      'x'.repeat(random.below(5000)),
      '%s%n',
      'image/png',
    ])
  }

  #bytes(): Uint8Array | undefined {
    const random = this.#random
    if (random.chance(10)) return undefined
    if (random.chance(40)) return this.#dicom
    if (random.chance(20)) return random.pick(bodies)
    return Uint8Array.from({ length: random.below(random.chance(5) ? 100_000 : 100) }, () =>
      random.below(256),
    )
  }

  /** What it returns: of the right type mostly, with any values. */
  #return(call: NativeCall, { socket }: Guest): ReturnType<Act> {
    const random = this.#random
    if (random.chance(1)) {
      socket.write(
        Buffer.from(Array.from({ length: 8 + random.below(40) }, () => random.below(256))),
      )
      return new Promise(() => undefined)
    }
    const row = nativeCallbacks.get(call.name)
    if (row === undefined) throw new Error(`no callback ${call.name}`)
    const outs = Object.fromEntries(row.outs.map((out) => [out.name, this.#value(out)]))
    const value = this.#returned(row.returned, row.returns)
    if (!random.chance(3)) return Promise.resolve({ value, outs })
    const pieces = encodeNativeReturn(
      call.name,
      random.chance(50) ? { kind: 'failed' } : { kind: 'returned', value, outs },
    )
    const whole = Buffer.concat(pieces)
    // A frame of the right form whose payload is too short.
    const cut = whole.subarray(0, 8 + random.below(whole.length - 7))
    cut.writeUInt32LE(cut.length)
    socket.write(cut)
    return Promise.resolve('sent')
  }

  #returned(
    op: NonNullable<ReturnType<typeof nativeCallbacks.get>>['returned'],
    type: string,
  ): NativeValue {
    const random = this.#random
    if (op === 'nothing') return undefined
    if (op !== 'number') return this.#value({ name: 'returned', op, width: 8 })
    // Success, or a filter that lets pass: else most of Orthanc is not reached.
    if (random.chance(80)) return type === 'error' ? 0 : 1
    return random.chance(50) ? random.below(50) : random.pick(numbers)
  }
}

/** A callback that is NULL would end Orthanc. */
function registrationValue(
  { name, op, callback }: NativeArgument,
  index: 0 | 1,
): readonly [string, NativeValue] {
  if (op === 'text') return [name, name === 'uri' ? '/hostile-webdav' : '/fake/(.*)']
  return [name, op === 'callback' && callback !== undefined ? index : 0]
}
