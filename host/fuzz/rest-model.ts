import type { OutboundCall } from '../exchange/ports.ts'
import { isFault, type Arguments } from './host/argument-model.ts'
import {
  answerTargets,
  bytesTarget,
  giving,
  headersText,
  httpDelete,
  httpGet,
  httpPost,
  httpPut,
  methodFault,
  namedCode,
  sentBytes,
  sentHeaders,
} from './outside-model.ts'
import type { ServiceModel } from './service-model-type.ts'
import { refused, success, type OutsideAnswer, type Verdict } from './verdict.ts'
import type { World } from './world.ts'

/** A request to the REST API. */
type RestCall = Extract<OutboundCall, { kind: 'rest' }>

const unknownResource = 17

/** The models of the services that call the REST API. */
export const restModels: readonly (readonly [string, ServiceModel])[] = [
  ...(['', 'AfterPlugins'] as const).flatMap((suffix) => {
    const afterPlugins = suffix !== ''
    return [
      [`RestApiGet${suffix}`, giver({ method: httpGet, afterPlugins })] as const,
      [`RestApiPost${suffix}`, giver({ method: httpPost, afterPlugins })] as const,
      [`RestApiPut${suffix}`, giver({ method: httpPut, afterPlugins })] as const,
      [`RestApiDelete${suffix}`, remover(afterPlugins)] as const,
    ]
  }),
  ['RestApiGet2', getWithHeaders],
  ['CallRestApi', callRestApi],
  ['GetDicomForInstance', getDicom],
]

/** A call without headers of its own. */
export function restCall(
  uri: string,
  { method, afterPlugins }: { readonly method: number; readonly afterPlugins: boolean },
  body = new Uint8Array(0),
): RestCall {
  return { kind: 'rest', method, uri, headers: [], body, afterPlugins }
}

function giver(how: { readonly method: number; readonly afterPlugins: boolean }): ServiceModel {
  const verb = { [httpGet]: 'Get', [httpPost]: 'Post', [httpPut]: 'Put' }[how.method]
  const name = `OrthancPluginRestApi${verb}${how.afterPlugins ? 'AfterPlugins' : ''}`
  return (world, given) =>
    fetched(world, given, name, restCall(given.text('uri'), how, sentBytes(how.method, given)))
}

function getWithHeaders(world: World, given: Arguments): Verdict {
  const target = bytesTarget(world, given)
  if (isFault(target)) return target
  const headers = sentHeaders(given)
  if (isFault(headers)) return headers
  const how = { method: httpGet, afterPlugins: given.number('afterPlugins') !== 0 }
  const call = { ...restCall(given.text('uri'), how), headers }
  return fetched(world, given, 'OrthancPluginRestApiGet2', call)
}

function getDicom(world: World, given: Arguments): Verdict {
  const uri = `/instances/${given.text('instanceId')}/file`
  const call = restCall(uri, { method: httpGet, afterPlugins: false })
  return fetched(world, given, 'OrthancPluginGetDicomForInstance', call)
}

/** The body goes to the target. */
function fetched(world: World, given: Arguments, name: string, call: RestCall): Verdict {
  const target = bytesTarget(world, given)
  if (isFault(target)) return target
  const answered = (answer: OutsideAnswer): Verdict =>
    answerFault(answer) ?? giving(target, answer, '')
  return { code: 0, asks: { name, call, answered } }
}

/** Only status 200 is a good answer; the code is what Orthanc says, else what the status means. */
export function answerFault(answer: OutsideAnswer): Verdict | undefined {
  if (answer.status === 200) return undefined
  return refused(namedCode(answer) ?? deniedCode(answer) ?? unknownResource)
}

function deniedCode({ status }: OutsideAnswer): number | undefined {
  if (status === 401) return 29
  return status === 403 ? 45 : undefined
}

function remover(afterPlugins: boolean): ServiceModel {
  const name = `OrthancPluginRestApiDelete${afterPlugins ? 'AfterPlugins' : ''}`
  return (_, given) => {
    const call = restCall(given.text('uri'), { method: httpDelete, afterPlugins })
    return { code: 0, asks: { name, call, answered: removed } }
  }
}

function removed(answer: OutsideAnswer): Verdict {
  const { status } = answer
  if (status >= 200 && status < 300) return success
  const other = status === 404 ? unknownResource : 8
  return refused(namedCode(answer) ?? deniedCode(answer) ?? other)
}

function callRestApi(world: World, given: Arguments): Verdict {
  const targets = answerTargets(world, given)
  if (isFault(targets)) return targets
  const method = given.number('method')
  const headers = methodFault(method) ?? sentHeaders(given)
  if (isFault(headers)) return headers
  const how = { method, afterPlugins: given.number('afterPlugins') !== 0 }
  const call = { ...restCall(given.text('uri'), how, sentBytes(method, given)), headers }
  const answered = (answer: OutsideAnswer): Verdict => {
    const code = namedCode(answer) ?? (answer.status === 404 ? unknownResource : 0)
    if (code !== 0) return refused(code)
    const lower = answer.headers.map(([key, value]) => [lowerCase(key), value] as const)
    return giving(targets, answer, headersText(lower))
  }
  return { code: 0, asks: { name: 'OrthancPluginCallRestApi', call, answered } }
}

/** Letters of ASCII alone: what else there is are bytes. */
function lowerCase(bytes: string): string {
  return bytes.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
