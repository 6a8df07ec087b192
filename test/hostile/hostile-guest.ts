import { assemble, type WatPlugin } from '../support/wat-plugin.ts'
import type { RouteRow } from './guest-row.ts'

/** The first page where rows may keep what they like. */
export const page = 0x10000
/** 2 MiB. */
export const memoryBytes = 32 * page

/** Texts that rows may use, each with a NUL, where they lie. */
const texts = {
  name: 'X-Name',
  value: 'a value',
  brokenLine: 'a\r\nInjected: 1',
  utf8: 'caf\u00c3\u00a9',
  spaced: 'two words',
  empty: '',
  contentLength: 'Content-Length',
  transferEncoding: 'Transfer-Encoding',
  connection: 'Connection',
  chunked: 'chunked',
  number: '3',
  close: 'close',
  markup: '<script>"\\\n\t\u0001',
  escape: 'red \u001b[31m \u009b31m\nforged',
  invalidUtf8: 'bad \u00ff\u00fe',
  related: 'related',
  alternative: 'alternative',
  route: '/late',
} as const

const textsAt = 0x3000
const addresses = new Map<string, number>()
let end = textsAt
for (const text of Object.values(texts)) {
  addresses.set(text, end)
  end += text.length + 1
}

/** The instruction that pushes the address of a text. */
export function at(name: keyof typeof texts): string {
  return `(i32.const ${addresses.get(texts[name]) ?? 0})`
}

const data = Object.values(texts)
  .map((text) => [...Buffer.from(`${text}\0`, 'latin1')])
  .flatMap((bytes) => bytes.map((byte) => `\\${byte.toString(16).padStart(2, '0')}`))
  .join('')

const functions: readonly (readonly [
  name: string,
  field: string,
  parameters: number,
  returnsCode: boolean,
])[] = [
  ['setHeader', 'OrthancPluginSetHttpHeader', 4, false],
  ['cookie', 'OrthancPluginSetCookie', 4, false],
  ['redirect', 'OrthancPluginRedirect', 3, false],
  ['unauthorized', 'OrthancPluginSendUnauthorized', 3, false],
  ['notAllowed', 'OrthancPluginSendMethodNotAllowed', 3, false],
  ['status', 'OrthancPluginSendHttpStatus', 5, false],
  ['statusCode', 'OrthancPluginSendHttpStatusCode', 3, false],
  ['details', 'OrthancPluginSetHttpErrorDetails', 4, false],
  ['png', 'OrthancPluginCompressAndAnswerPngImage', 7, false],
  ['jpeg', 'OrthancPluginCompressAndAnswerJpegImage', 8, false],
  ['sendPart2', 'OrthancPluginSendMultipartItem2', 7, true],
  ['md5', 'OrthancPluginComputeMd5', 3, true],
  ['createBuffer', 'OrthancPluginCreateMemoryBuffer', 3, true],
  ['freeBuffer', 'OrthancPluginFreeMemoryBuffer', 2, false],
  ['freeString', 'OrthancPluginFreeString', 2, false],
  ['invoke', 'OrthancPluginInvokeService', 3, true],
  ['warn', 'OrthancPluginLogWarning', 2, false],
  ['errorText', 'OrthancPluginGetErrorDescription', 2, true],
]

/** Imports that rows may call, by the names above. */
const imports = functions
  .map(([name, field, count, returnsCode]) => {
    const parameters = 'i32 '.repeat(count)
    const result = returnsCode ? '(result i32)' : ''
    return `(import "orthanc" "${field}" (func $${name} (param ${parameters}) ${result}))`
  })
  .join('\n')

/** The context that every call begins with, and the output of the callback. */
export const context = '(i32.const 1)'
export const output = `${context} (local.get $output)`
export const success = '(i32.const 0)'
/** Answers a short text. */
export const answerText = `(call $answer ${output} ${at('value')} (i32.const 7) (global.get $textPlain))`

/** A plugin of that name with a route for each row, and one that is good. */
export function groupPlugin(
  name: string,
  rows: readonly RouteRow[],
  more: WatPlugin = {},
): Promise<Uint8Array> {
  return assemble({
    ...more,
    name,
    memory: more.memory ?? '32',
    imports: imports + (more.imports ?? ''),
    routes: [
      { pattern: `/${name}/good`, answer: 'good' },
      ...rows.map(({ name: row, body }) => ({ pattern: `/${name}/${row}`, body })),
      ...(more.routes ?? []),
    ],
    extra: `(data (i32.const ${textsAt}) "${data}") ${more.extra ?? ''}`,
  })
}
