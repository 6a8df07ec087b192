import type { Header } from '../exchange/answer.ts'
import { defaultLimits } from '../exchange/limits.ts'
import { rangeFault, type Arguments } from './host/argument-model.ts'
import { bad, refused, success, type OutsideAnswer, type Verdict } from './verdict.ts'
import type { World } from './world.ts'

export const httpGet = 1
export const httpPost = 2
export const httpPut = 3
export const httpDelete = 4

const bufferBytes = 8
const statusBytes = 2
const separators = /["(),/:;<=>?@[\\\]{}]/
// oxlint-disable-next-line no-control-regex -- these are the ones that no value has
const controls = /[\0-\x08\n-\x1f\x7f]/
/** Up to here the body of an error is read. */
const largestError = 65_536
const largestCode = 2 ** 31 - 1

/** Where parts of an answer go; 0: nowhere. */
export interface Targets {
  readonly body: number
  readonly headers: number
  readonly status: number
}

/** The target of a call that gives bytes; that of a DELETE is not looked at. */
export function bytesTarget(world: World, given: Arguments, method = httpGet): Targets | Verdict {
  const body = method === httpDelete ? 0 : given.number('target')
  if (body === 0 && method !== httpDelete) return bad(35, 'target')
  return fault(world, 'target', body, bufferBytes) ?? { body, headers: 0, status: 0 }
}

/** The targets of a call that gives a whole answer, of which only the status has to go somewhere. */
export function answerTargets(world: World, given: Arguments): Targets | Verdict {
  const body = given.number('method') === httpDelete ? 0 : given.number('answerBody')
  const [headers, status] = [given.number('answerHeaders'), given.number('httpStatus')]
  if (status === 0) return bad(35, 'httpStatus')
  return (
    fault(world, 'answerBody', body, bufferBytes) ??
    fault(world, 'answerHeaders', headers, bufferBytes) ??
    fault(world, 'httpStatus', status, statusBytes) ?? { body, headers, status }
  )
}

function fault(world: World, argument: string, at: number, size: number): Verdict | undefined {
  const found = at === 0 ? undefined : rangeFault(world, at, size)
  return found === undefined ? undefined : { ...found, argument }
}

/** A method that is none is refused without a word. */
export function methodFault(method: number): Verdict | undefined {
  return [httpGet, httpPost, httpPut, httpDelete].includes(method) ? undefined : refused(3)
}

/** The headers that a guest names, or what is wrong with them. */
export function sentHeaders(given: Arguments): readonly Header[] | Verdict {
  const [names, values] = [given.texts('headersKeys'), given.texts('headersValues')]
  const bytes = [...names, ...values].join('').length
  if (names.length > defaultLimits.maxHeaderLines || bytes > defaultLimits.maxHeaderKiB * 1024)
    return bad(4)
  const headers = names.map((name, i) => [name, values[i] ?? ''] as const)
  for (const [i, [name, value]] of headers.entries()) {
    if (!isToken(name)) return bad(3, `headersKeys[${i}]`)
    if (!isFieldValue(value)) return bad(3, `headersValues[${i}]`)
  }
  return headers
}

/** RFC 9110, 5.6.2. */
function isToken(text: string): boolean {
  return text !== '' && !/[^!-~]/.test(text) && !separators.test(text)
}

/** RFC 9110, 5.5. */
function isFieldValue(text: string): boolean {
  return !controls.test(text)
}

/** The body that a method sends: only POST and PUT do. */
export function sentBytes(method: number, given: Arguments): Uint8Array<ArrayBuffer> {
  const hasBody = method === httpPost || method === httpPut
  return new Uint8Array(hasBody ? given.bytes('body') : [])
}

/** The status first; then memory for body and headers, and only with both of it their buffers. */
export function giving(targets: Targets, answer: OutsideAnswer, headers: string): Verdict {
  return {
    ...success,
    ...statusOf(targets, answer),
    buffers: [
      { target: targets.body, bytes: Buffer.from(answer.body) },
      { target: targets.headers, bytes: Buffer.from(headers, 'latin1') },
    ].filter(({ target }) => target !== 0),
  }
}

/** What a call writes of an answer although it fails. */
export function statusOf(
  { status: at }: Targets,
  { status }: OutsideAnswer,
): Pick<Verdict, 'writes'> {
  if (at === 0) return {}
  const bytes = Buffer.alloc(statusBytes)
  bytes.writeUInt16LE(status)
  return { writes: { at, bytes } }
}

/** Headers as a guest reads them: JSON, sorted by the bytes of their names, of several with one name the last. */
export function headersText(headers: readonly Header[]): string {
  const values = new Map(headers)
  const names = [...values.keys()].toSorted((a, b) => Buffer.compare(raw(a), raw(b)))
  const members = names.map((name) => `\t${quoted(name)} : ${quoted(values.get(name) ?? '')}`)
  return members.length === 0 ? '{}\n' : bytesOfText(`{\n${members.join(',\n')}\n}\n`)
}

function raw(bytes: string): Buffer {
  return Buffer.from(bytes, 'latin1')
}

function quoted(bytes: string): string {
  return JSON.stringify(textIn(bytes))
}

/** The text that bytes mean. */
export function textIn(bytes: string): string {
  return raw(bytes).toString('utf8')
}

/** The bytes of a text, one character for each. */
export function bytesOfText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** The value of a body, or `undefined` for what is no JSON. */
export function jsonIn(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString('utf8')
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

/** The code that Orthanc names in the body of an error, if it is one. */
export function namedCode({ status, body }: OutsideAnswer): number | undefined {
  if (status < 400 || body.length > largestError) return undefined
  const value = jsonIn(body)
  if (!isObject(value)) return undefined
  const code = value['OrthancStatus']
  if (typeof code !== 'number' || !Number.isInteger(code) || code === 0) return undefined
  return Math.abs(code) <= largestCode ? code : undefined
}

/** An object or a list of JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
