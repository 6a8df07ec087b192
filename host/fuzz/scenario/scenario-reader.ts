import { functions } from '../../../abi/functions.ts'
import { ConfigError } from '../../exchange/errors.ts'
import { defaultSdkVersion, isSdkVersion } from '../../exchange/profile.ts'
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
const longestList = 1_000_000
const mostPages = 4096
/** How often a call can be repeated. */
const mostTimes = 1_000_000
const largestStatus = 65_535
const mostPadding = 2 ** 28

/** Reads the scenario of a file to replay. Throws `ConfigError` with the part that is wrong. */
export function readScenario(json: unknown, file: string): Scenario {
  const { pages, maximumPages, ...scenario } = scenarioOf(json, `${file}: scenario`)
  const first = Math.max(1, pages)
  return { ...scenario, pages: first, maximumPages: Math.max(first, maximumPages) }
}

/** Reads a value; `at` is its name in a message. */
type Read<T> = (json: unknown, at: string) => T
type Fields<T> = { readonly [Name in keyof T]-?: Read<T[Name] | undefined> }

function object(json: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong(at, 'an object')
  return Object.fromEntries(Object.entries(json))
}

/** An object with these fields. Others are ignored. */
function objectOf<T>(fields: Fields<T>): Read<T> {
  return (json, at) => {
    const given = object(json, at)
    const read = Object.entries<Read<unknown>>(fields).map(
      ([name, readField]) => [name, readField(given[name], `${at}.${name}`)] as const,
    )
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field was read by its type
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as T
  }
}

function optional<T>(read: Read<T>): Read<T | undefined> {
  return (json, at) => (json === undefined ? undefined : read(json, at))
}

function listOf<T>(read: Read<T>): Read<T[]> {
  return (json, at) => {
    if (!Array.isArray(json) || json.length > longestList) throw wrong(at, 'a list')
    return json.map((item, i) => read(item, `${at}[${i}]`))
  }
}

function wholeTo(most: number): Read<number> {
  return (json, at) => {
    if (typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= most) return json
    throw wrong(at, `a whole number from 0 to ${most}`)
  }
}

function oneOf<T extends string>(names: readonly T[], what: string): Read<T> {
  return (json, at) => {
    const name = names.find((candidate) => candidate === json)
    if (name === undefined) throw wrong(at, what)
    return name
  }
}

function is<T extends string>(name: T): Read<T> {
  return oneOf([name], name)
}

function textThat(isRight: (text: string) => boolean, what: string): Read<string> {
  return (json, at) => {
    if (typeof json === 'string' && isRight(json)) return json
    throw wrong(at, what)
  }
}

const u32 = wholeTo(largestU32)
const flag: Read<boolean | undefined> = (json) => (typeof json === 'boolean' ? json : undefined)
const bytes = textThat(
  (text) => !/[^\0-\u00ff]/.test(text),
  'a text of characters up to U+00FF, one for each byte',
)
const version = textThat(isSdkVersion, `a version of Orthanc like ${defaultSdkVersion}`)
const namePattern = /^(output([+-]\d{1,9})?|result-\d{1,9}|0x[0-9a-f]{1,16})$/
const nameOfValue = textThat((text) => namePattern.test(text), `a text like ${namePattern.source}`)
const value: Read<Value> = (json, at) =>
  typeof json === 'number' && Number.isFinite(json) ? json : nameOfValue(json, at)
const functionName = 'the name of a function that the host has'
const sdkFunction = oneOf(Object.keys(functions), functionName)
const systemFunction = oneOf(Object.keys(systemFunctions), functionName)
const header: Read<readonly [string, string]> = (json, at) => {
  const [name, text] = listOf<unknown>((item) => item)(json, at)
  return [bytes(name, `${at}[0]`), bytes(text, `${at}[1]`)]
}
const mallocResult: Read<'good' | 'trap' | number> = (json, at) =>
  json === 'good' || json === 'trap' ? json : u32(json, at)

type StepOf<Kind extends Step['do']> = Extract<Step, { do: Kind }>
type Reply = StepOf<'reply'>

const failedReply = objectOf<Extract<Reply, { fails: number }>>({
  do: is('reply'),
  fails: u32,
  reason: optional(textThat(() => true, 'a text')),
})
const answeredReply = objectOf<Extract<Reply, { status: number }>>({
  do: is('reply'),
  status: wholeTo(largestStatus),
  headers: listOf(header),
  body: bytes,
  pad: optional(wholeTo(mostPadding)),
})

const kinds = ['write', 'call', 'invoke', 'system', 'malloc', 'free', 'reply', 'grow'] as const
const kindOf = oneOf(kinds, `one of ${kinds.join(', ')}`)
const options = { context: optional(value), times: optional(wholeTo(mostTimes)) }

/** How each kind of step is read whose own steps are in `depth` lists. */
function stepShapes(depth: number): { readonly [Kind in Step['do']]: Read<StepOf<Kind>> } {
  const inner = optional(stepsIn(depth))
  const values = listOf(value)
  return {
    write: objectOf({ do: is('write'), at: u32, text: bytes }),
    call: objectOf({ do: is('call'), function: sdkFunction, arguments: values, ...options }),
    invoke: objectOf({
      do: is('invoke'),
      service: u32,
      params: value,
      fields: optional(values),
      ...options,
    }),
    system: objectOf({ do: is('system'), function: systemFunction, arguments: values }),
    malloc: objectOf({ do: is('malloc'), returns: mallocResult, steps: inner }),
    free: objectOf({ do: is('free'), traps: flag, steps: inner }),
    reply: (json, at) =>
      'fails' in object(json, at) ? failedReply(json, at) : answeredReply(json, at),
    grow: objectOf({ do: is('grow'), pages: u32 }),
  }
}

function stepsIn(depth: number): Read<Step[]> {
  return (json, at) => {
    if (depth > deepestSteps) throw wrong(at, `at most ${deepestSteps} lists inside each other`)
    const shapes = stepShapes(depth + 1)
    return listOf<Step>((step, place) =>
      shapes[kindOf(object(step, place)['do'], `${place}.do`)](step, place),
    )(json, at)
  }
}

const requestOf = objectOf<GivenRequest>({
  method: u32,
  path: bytes,
  query: bytes,
  headers: listOf(bytes),
  body: bytes,
  groups: listOf(bytes),
})
const phaseOf = objectOf<Phase>({
  in: oneOf(places, `one of ${places.join(', ')}`),
  steps: stepsIn(1),
  returns: optional(u32),
  callback: optional(u32),
  request: optional(requestOf),
})
const scenarioOf = objectOf<Scenario>({
  pages: wholeTo(mostPages),
  maximumPages: wholeTo(mostPages),
  fill: wholeTo(255),
  sdk: version,
  maxAnswerBytes: u32,
  clientTakes: optional(wholeTo(mostTimes)),
  hostCalls: optional(u32),
  isAlone: flag,
  phases: listOf(phaseOf),
})

function wrong(at: string, needed: string): ConfigError {
  return new ConfigError(`${at}: ${needed} needed`)
}
