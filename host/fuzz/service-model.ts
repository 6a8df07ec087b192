import { createHash } from 'node:crypto'
import { pluginProperties } from '../../abi/enums.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import type { LogLevel } from '../exchange/ports.ts'
import { describeError, sdkProfile } from '../exchange/profile.ts'
import type { AnswerModel } from './answer-model.ts'
import { rangeFault, type Arguments } from './host/argument-model.ts'
import { httpClientModels } from './http-client-model.ts'
import { answerImage } from './image-encode-model.ts'
import { imageModels } from './image-model.ts'
import { lookupModels } from './lookup-model.ts'
import { restModels } from './rest-model.ts'
import type { ServiceModel } from './service-model-type.ts'
import { bad, refused, success, type Verdict } from './verdict.ts'
import type { World } from './world.ts'

/** The models by the names of the services. What is not here is checked by the kinds of its fields alone. */
export const serviceModels: ReadonlyMap<string, ServiceModel> = new Map<string, ServiceModel>([
  ['LogInfo', (_, given) => logging('info', given.text('message'))],
  ['LogWarning', (_, given) => logging('warning', given.text('message'))],
  ['LogError', (_, given) => logging('error', given.text('message'))],
  ['GetOrthancPath', () => giving('orthanc-wasm')],
  ['GetOrthancDirectory', () => giving('.')],
  ['GetConfigurationPath', () => giving('')],
  ['GetConfiguration', ({ configuration }) => giving(configuration)],
  ['GenerateUuid', ({ rules }) => giving(rules.uuid)],
  ['GetErrorDescription', errorDescription],
  ['ComputeMd5', (_, given) => giving(hashOf('md5', given))],
  ['ComputeSha1', (_, given) => giving(hashOf('sha1', given).match(/.{8}/g)?.join('-') ?? '')],
  ['SetPluginProperty', setProperty],
  ['CreateMemoryBuffer', createBuffer],
  ['FreeMemoryBuffer', freeBuffer],
  ['FreeString', (_, given) => ({ code: 0, frees: given.number('str') })],
  ['RegisterRestCallback', (world, given) => register(world, given, true)],
  ['RegisterRestCallbackNoLock', (world, given) => register(world, given, false)],
  [
    'AnswerBuffer',
    onAnswer((answer, given) => answer.answer(given.bytes('answer'), given.text('mimeType'))),
  ],
  ['Redirect', onAnswer((answer, given) => answer.answerAlone('redirect', given.text('argument')))],
  [
    'SendUnauthorized',
    onAnswer((answer, given) => answer.answerAlone('unauthorized', given.text('argument'))),
  ],
  [
    'SendMethodNotAllowed',
    onAnswer((answer, given) => answer.answerAlone('methods', given.text('argument'))),
  ],
  [
    'SendHttpStatusCode',
    onAnswer((answer, given) => answer.sendStatus(given.number('status'), Buffer.alloc(0))),
  ],
  [
    'SendHttpStatus',
    onAnswer((answer, given) => answer.sendStatus(given.number('status'), given.bytes('body'))),
  ],
  [
    'SetCookie',
    onAnswer((answer, given) => answer.setCookie(given.text('key'), given.text('value'))),
  ],
  [
    'SetHttpHeader',
    onAnswer((answer, given) => answer.setHeader(given.text('key'), given.text('value'))),
  ],
  ['SetHttpErrorDetails', onAnswer(setDetails)],
  [
    'StartMultipartAnswer',
    onAnswer((answer, given) =>
      answer.startMultipart(given.text('subType'), given.text('contentType')),
    ),
  ],
  ['SendMultipartItem', onAnswer((answer, given) => answer.sendPart(given.bytes('answer'), []))],
  ['SendMultipartItem2', onAnswer(sendPart)],
  ['CompressAndAnswerImage', answerImage],
  ...imageModels,
  ...restModels,
  ...lookupModels,
  ...httpClientModels,
])

/** A plugin's bytes are UTF-8 in the log. */
function logging(level: LogLevel, bytes: string, prefix = ''): Verdict {
  return { code: 0, logs: [level], line: prefix + Buffer.from(bytes, 'latin1').toString('utf8') }
}

function giving(text: string): Verdict {
  return { code: 0, text }
}

/** The output was good, so there is an answer. */
function onAnswer(act: (answer: AnswerModel, given: Arguments) => Verdict): ServiceModel {
  return ({ answer }, given) => {
    if (answer === undefined) throw new TypeError('a good output without an answer')
    return act(answer, given)
  }
}

function errorDescription({ sdk }: World, given: Arguments): Verdict {
  return giving(describeError(sdkProfile(sdk), given.number('error')).message)
}

function hashOf(algorithm: string, given: Arguments): string {
  return createHash(algorithm).update(given.bytes('buffer')).digest('hex')
}

function setProperty({ properties }: World, given: Arguments): Verdict {
  const property = given.number('property')
  const value = given.text('value')
  if (!Object.values<number>(pluginProperties).includes(property)) return refused(3)
  properties.set(property, value)
  return success
}

function createBuffer(world: World, given: Arguments): Verdict {
  const [target, size] = [given.number('target'), given.number('size')]
  return rangeFault(world, target, 8) ?? { code: 0, buffer: { target, size } }
}

function freeBuffer(world: World, given: Arguments): Verdict {
  const at = given.number('buffer')
  return rangeFault(world, at, 4) ?? { code: 0, frees: world.shadow.readUInt32LE(at) }
}

function register(world: World, given: Arguments, locked: boolean): Verdict {
  const pattern = given.text('pathRegularExpression')
  if (!world.isInitializing) return { code: 6, logs: ['warning'] }
  if (world.routes.length >= defaultLimits.maxRoutes) return bad(4)
  if (pattern.length > fixedLimits.patternBytes) return bad(3)
  if (world.patternBytes + pattern.length > fixedLimits.patternsBytes) return bad(4)
  world.patternBytes += pattern.length
  world.routes.push({ pattern, locked, callback: given.number('callback') })
  return success
}

function setDetails(answer: AnswerModel, given: Arguments): Verdict {
  const details = given.text('details')
  answer.setDetails(details)
  return given.number('log') === 0 ? success : logging('warning', details, 'details of an error: ')
}

function sendPart(answer: AnswerModel, given: Arguments): Verdict {
  const values = given.texts('headersValues')
  const headers = given.texts('headersKeys').map((key, i) => [key, values[i] ?? ''] as const)
  return answer.sendPart(given.bytes('answer'), headers)
}
