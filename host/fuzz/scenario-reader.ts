import { functions } from '../../abi/functions.ts'
import { ConfigError } from '../exchange/errors.ts'
import { systemFunctions } from './guest-module.ts'
import {
  deepestSteps,
  places,
  type GivenRequest,
  type Phase,
  type Scenario,
  type Step,
  type Value,
} from './scenario.ts'

const largestU32 = 2 ** 32 - 1
const mostPages = 4096
const mostTimes = 1_000_000
const longestList = 1_000_000

type JsonObject = Readonly<Record<string, unknown>>

/** Reads the scenario of a file to replay. Throws `ConfigError` that says which part is not what it should be. */
export function readScenario(json: unknown, file: string): Scenario {
  const at = `${file}: scenario`
  const given = object(json, at)
  const pages = whole(given['pages'], `${at}.pages`, mostPages)
  const takes = given['clientTakes']
  return {
    pages: Math.max(1, pages),
    maximumPages: Math.max(pages, 1, whole(given['maximumPages'], `${at}.maximumPages`, mostPages)),
    fill: whole(given['fill'], `${at}.fill`, 255),
    sdk: matching(given['sdk'], `${at}.sdk`, /^\d{1,3}\.\d{1,3}\.\d{1,3}$/),
    maxAnswerBytes: whole(given['maxAnswerBytes'], `${at}.maxAnswerBytes`, largestU32),
    ...(takes === undefined ? {} : { clientTakes: whole(takes, `${at}.clientTakes`, mostTimes) }),
    phases: list(given['phases'], `${at}.phases`).map((phase, i) =>
      readPhase(phase, `${at}.phases[${i}]`),
    ),
  }
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

function readSteps(json: unknown, at: string, depth: number): Step[] {
  if (depth > deepestSteps) throw wrong(at, `at most ${deepestSteps} lists inside each other`)
  return list(json, at).map((step, i) => readStep(step, `${at}[${i}]`, depth))
}

function readStep(json: unknown, at: string, depth: number): Step {
  const given = object(json, at)
  switch (given['do']) {
    case 'write':
      return {
        do: 'write',
        at: whole(given['at'], `${at}.at`, largestU32),
        text: bytes(given['text'], `${at}.text`),
      }
    case 'call':
      return {
        do: 'call',
        function: known(given['function'], `${at}.function`, Object.keys(functions)),
        arguments: readValues(given['arguments'], `${at}.arguments`),
        ...readOptions(given, at),
      }
    case 'invoke':
      return {
        do: 'invoke',
        service: whole(given['service'], `${at}.service`, largestU32),
        params: readValue(given['params'], `${at}.params`),
        ...('fields' in given ? { fields: readValues(given['fields'], `${at}.fields`) } : {}),
        ...readOptions(given, at),
      }
    case 'system':
      return {
        do: 'system',
        function: known(given['function'], `${at}.function`, Object.keys(systemFunctions)),
        arguments: readValues(given['arguments'], `${at}.arguments`),
      }
    case 'grow':
      return { do: 'grow', pages: whole(given['pages'], `${at}.pages`, largestU32) }
    default:
      return readHeapStep(given, at, depth)
  }
}

function readHeapStep(given: JsonObject, at: string, depth: number): Step {
  const { gives, traps } = given
  const nested =
    'steps' in given ? { steps: readSteps(given['steps'], `${at}.steps`, depth + 1) } : {}
  if (given['do'] === 'free') return { do: 'free', traps: traps === true, ...nested }
  if (given['do'] !== 'malloc')
    throw wrong(`${at}.do`, 'one of write, call, invoke, system, malloc, free, grow')
  if (gives === 'good' || gives === 'trap') return { do: 'malloc', gives, ...nested }
  return { do: 'malloc', gives: whole(gives, `${at}.gives`, largestU32), ...nested }
}

function readOptions(given: JsonObject, at: string): { context?: Value; times?: number } {
  const { context, times } = given
  return {
    ...(context === undefined ? {} : { context: readValue(context, `${at}.context`) }),
    ...(times === undefined ? {} : { times: whole(times, `${at}.times`, mostTimes) }),
  }
}

function readValues(json: unknown, at: string): Value[] {
  return list(json, at).map((value, i) => readValue(value, `${at}[${i}]`))
}

function readValue(json: unknown, at: string): Value {
  if (typeof json === 'number' && Number.isFinite(json)) return json
  return matching(json, at, /^(output([+-]\d{1,9})?|result-\d{1,9}|0x[0-9a-f]{1,16})$/)
}

function known(json: unknown, at: string, names: readonly string[]): string {
  const name = names.find((candidate) => candidate === json)
  if (name === undefined) throw wrong(at, 'the name of a function that the host has')
  return name
}

function object(json: unknown, at: string): JsonObject {
  if (isObject(json)) return json
  throw wrong(at, 'an object')
}

function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function list(json: unknown, at: string): readonly unknown[] {
  if (Array.isArray(json) && json.length <= longestList) return json
  throw wrong(at, 'a list')
}

function whole(json: unknown, at: string, most: number): number {
  if (typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= most) return json
  throw wrong(at, `a whole number from 0 to ${most}`)
}

function bytes(json: unknown, at: string): string {
  if (typeof json === 'string' && !/[^\0-\u00ff]/.test(json)) return json
  throw wrong(at, 'a text of characters up to U+00FF, one for each byte')
}

function matching(json: unknown, at: string, pattern: RegExp): string {
  if (typeof json === 'string' && pattern.test(json)) return json
  throw wrong(at, `a text like ${pattern.source}`)
}

function wrong(at: string, needed: string): ConfigError {
  return new ConfigError(`${at}: ${needed} needed`)
}
