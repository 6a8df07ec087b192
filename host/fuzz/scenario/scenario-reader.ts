import { defaultSdkVersion, isSdkVersion } from '../../exchange/profile.ts'
import { bytes, largestU32, list, object, whole, wrong } from './json-reader.ts'
import { places, type GivenRequest, type Phase, type Scenario } from './scenario.ts'
import { mostTimes, readSteps } from './step-reader.ts'

const mostPages = 4096

/** Reads the scenario of a file to replay. Throws `ConfigError` that says which part is not what it should be. */
export function readScenario(json: unknown, file: string): Scenario {
  const at = `${file}: scenario`
  const given = object(json, at)
  const pages = whole(given['pages'], `${at}.pages`, mostPages)
  const { clientTakes: takes, hostCalls } = given
  return {
    pages: Math.max(1, pages),
    maximumPages: Math.max(pages, 1, whole(given['maximumPages'], `${at}.maximumPages`, mostPages)),
    fill: whole(given['fill'], `${at}.fill`, 255),
    sdk: readVersion(given['sdk'], `${at}.sdk`),
    maxAnswerBytes: whole(given['maxAnswerBytes'], `${at}.maxAnswerBytes`, largestU32),
    ...(takes === undefined ? {} : { clientTakes: whole(takes, `${at}.clientTakes`, mostTimes) }),
    ...(hostCalls === undefined
      ? {}
      : { hostCalls: whole(hostCalls, `${at}.hostCalls`, largestU32) }),
    ...(given['isAlone'] === true ? { isAlone: true } : {}),
    phases: list(given['phases'], `${at}.phases`).map((phase, i) =>
      readPhase(phase, `${at}.phases[${i}]`),
    ),
  }
}

function readVersion(json: unknown, at: string): string {
  if (typeof json === 'string' && isSdkVersion(json)) return json
  throw wrong(at, `a version of Orthanc like ${defaultSdkVersion}`)
}

function readPhase(json: unknown, at: string): Phase {
  const given = object(json, at)
  const place = places.find((name) => name === given['in'])
  if (place === undefined) throw wrong(`${at}.in`, `one of ${places.join(', ')}`)
  const { returns, callback, request } = given
  return {
    in: place,
    steps: readSteps(given['steps'], `${at}.steps`, 1),
    ...(returns === undefined ? {} : { returns: whole(returns, `${at}.returns`, largestU32) }),
    ...(callback === undefined ? {} : { callback: whole(callback, `${at}.callback`, largestU32) }),
    ...(request === undefined ? {} : { request: readRequest(request, `${at}.request`) }),
  }
}

function readRequest(json: unknown, at: string): GivenRequest {
  const given = object(json, at)
  return {
    method: whole(given['method'], `${at}.method`, largestU32),
    path: bytes(given['path'], `${at}.path`),
    query: bytes(given['query'], `${at}.query`),
    headers: list(given['headers'], `${at}.headers`).map((text, i) =>
      bytes(text, `${at}.headers[${i}]`),
    ),
    body: bytes(given['body'], `${at}.body`),
    groups: list(given['groups'], `${at}.groups`).map((text, i) =>
      bytes(text, `${at}.groups[${i}]`),
    ),
  }
}
