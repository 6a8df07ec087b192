import type { Header } from '../exchange/answer.ts'
import type { OutboundCall } from '../exchange/ports.ts'
import { isFault, type Arguments } from './host/argument-model.ts'
import {
  answerTargets,
  bytesTarget,
  giving,
  headersText,
  httpPost,
  httpPut,
  methodFault,
  sentBytes,
  sentHeaders,
  statusOf,
} from './outside-model.ts'
import type { ServiceModel } from './service-model-type.ts'
import { refused, type OutsideAnswer, type Verdict } from './verdict.ts'
import type { World } from './world.ts'

/** The models of the services that send requests to other servers. */
export const httpClientModels: readonly (readonly [string, ServiceModel])[] = [
  ['CallHttpClient', callHttpClient],
  ['CallHttpClient2', callHttpClient2],
]

const names = ['', 'Get', 'Post', 'Put', 'Delete']
/** The codes of a status; 9 for all others that are not 2xx. */
const codes: ReadonlyMap<number, number> = new Map([
  [400, 8],
  [401, 29],
  [403, 29],
  [404, 17],
])
const certificates = ['certificateFile', 'certificateKeyFile', 'certificateKeyPassword']

function callHttpClient(world: World, given: Arguments): Verdict {
  const method = given.number('method')
  const target = bytesTarget(world, given, method)
  if (isFault(target)) return target
  const fault = methodFault(method)
  if (fault !== undefined) return fault
  const call = httpCall(given, method, { headers: [], timeoutMs: 0 })
  const answered = (answer: OutsideAnswer): Verdict =>
    statusFault(answer) ?? giving(target, answer, '')
  return { code: 0, asks: { name: `OrthancPluginHttp${names[method]}`, call, answered } }
}

/** The guest gets the status also of an answer that makes the call fail. */
function callHttpClient2(world: World, given: Arguments): Verdict {
  const targets = answerTargets(world, given)
  if (isFault(targets)) return targets
  const method = given.number('method')
  const headers = methodFault(method) ?? certificateFault(given) ?? sentHeaders(given)
  if (isFault(headers)) return headers
  const call = httpCall(given, method, { headers, timeoutMs: given.number('timeout') * 1000 })
  const answered = (answer: OutsideAnswer): Verdict => {
    const fault = statusFault(answer)
    return fault === undefined
      ? giving(targets, answer, headersText(answer.headers))
      : { ...fault, ...statusOf(targets, answer) }
  }
  return { code: 0, asks: { name: 'OrthancPluginHttpClient', call, answered } }
}

function httpCall(
  given: Arguments,
  method: number,
  { headers, timeoutMs }: { readonly headers: readonly Header[]; readonly timeoutMs: number },
): OutboundCall {
  const [user, password] = [given.optionalText('username'), given.optionalText('password')]
  return {
    kind: 'http',
    method,
    url: given.text('url'),
    headers: [...defaults(method, headers), ...headers],
    body: sentBytes(method, given),
    credentials: user === undefined || password === undefined ? undefined : `${user}:${password}`,
    timeoutMs,
  }
}

/** What is sent unless the guest names such a header itself. */
function defaults(method: number, headers: readonly Header[]): readonly Header[] {
  const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const
  const own = [
    ['Accept', '*/*'] as const,
    ...(method === httpPost || method === httpPut ? [form] : []),
  ]
  return own.filter(
    ([name]) => !headers.some(([said]) => said.toLowerCase() === name.toLowerCase()),
  )
}

function statusFault({ status }: OutsideAnswer): Verdict | undefined {
  return status >= 200 && status < 300 ? undefined : refused(codes.get(status) ?? 9)
}

/** No file of the machine is read for a guest. */
function certificateFault(given: Arguments): Verdict | undefined {
  const isAsked =
    given.number('pkcs11') !== 0 ||
    certificates.some((name) => (given.optionalText(name) ?? '') !== '')
  const says = 'OrthancPluginHttpClient: client certificates are not supported'
  return isAsked ? { code: 2, logs: ['error'], says } : undefined
}
