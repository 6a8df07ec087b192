import { functions } from '../../../abi/functions.ts'
import { systemFunctions } from './guest-module.ts'
import {
  bytes,
  known,
  largestU32,
  list,
  matching,
  object,
  whole,
  wrong,
  type JsonObject,
} from './json-reader.ts'
import { deepestSteps, type ReplyStep, type Step, type Value } from './scenario.ts'

/** So often a call can be made in a row. */
export const mostTimes = 1_000_000
const largestStatus = 65_535
const mostPadding = 2 ** 28

/** Steps of a guest, `depth` lists inside each other. */
export function readSteps(json: unknown, at: string, depth: number): Step[] {
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
    case 'reply':
      return readReply(given, at)
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
    throw wrong(`${at}.do`, 'one of write, call, invoke, system, malloc, free, reply, grow')
  if (gives === 'good' || gives === 'trap') return { do: 'malloc', gives, ...nested }
  return { do: 'malloc', gives: whole(gives, `${at}.gives`, largestU32), ...nested }
}

function readReply(given: JsonObject, at: string): ReplyStep {
  const { fails, reason, pad } = given
  if (fails !== undefined) {
    const why = reason === undefined ? {} : { reason: matching(reason, `${at}.reason`, /^[^]*$/) }
    return { do: 'reply', fails: whole(fails, `${at}.fails`, largestU32), ...why }
  }
  return {
    do: 'reply',
    status: whole(given['status'], `${at}.status`, largestStatus),
    headers: list(given['headers'], `${at}.headers`).map((header, i) =>
      readHeader(header, `${at}.headers[${i}]`),
    ),
    body: bytes(given['body'], `${at}.body`),
    ...(pad === undefined ? {} : { pad: whole(pad, `${at}.pad`, mostPadding) }),
  }
}

function readHeader(json: unknown, at: string): readonly [string, string] {
  const [name, value] = list(json, at)
  return [bytes(name, `${at}[0]`), bytes(value, `${at}[1]`)]
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
