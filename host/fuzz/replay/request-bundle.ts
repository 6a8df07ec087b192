import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { httpMethods } from '../../../abi/enums.ts'
import { ConfigError } from '../../exchange/errors.ts'
import { guestLimitKeys } from '../../exchange/limits.ts'
import { defaultSdkVersion, isSdkVersion } from '../../exchange/profile.ts'
import { readReply } from '../../exchange/trace.ts'
import { readModuleFile, unreadable } from '../../config/plugin-files.ts'
import type { Bundle } from '../../record/bundle.ts'

type JsonObject = Readonly<Record<string, unknown>>

/** What a value of a bundle must be, with the words of a message. */
interface Shape {
  readonly expected: string
  readonly fits: (value: unknown) => boolean
}

const text: Shape = { expected: 'a text', fits: (value) => typeof value === 'string' }
const sdkVersion: Shape = {
  expected: `a version of Orthanc like ${defaultSdkVersion}`,
  fits: (value) => typeof value === 'string' && isSdkVersion(value),
}
const count: Shape = {
  expected: 'a whole number that is not negative',
  fits: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
}
const dayMs = 24 * 60 * 60 * 1000
/** Node's timers have 31 bits: a longer time would end at once. */
const time = within(0, dayMs)
/** V8 refuses more, with an error about the module. */
const pages = within(1, 65_536)
const entries = within(1, 10_000_000)
const limits: Shape = {
  expected: 'absent, or an object of whole numbers that are not negative',
  fits: (value) => value === undefined || areCounts(value),
}
const flag: Shape = { expected: 'true or false', fits: (value) => typeof value === 'boolean' }
const texts: Shape = {
  expected: 'a list of texts',
  fits: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
}
const events: Shape = {
  expected: 'a list of events',
  fits: (value) => Array.isArray(value) && value.every(isEvent),
}
const kinds = new Set<unknown>(['trap', 'deadline', 'process', 'refused', 'memory', 'unwritten'])
const failureKind: Shape = {
  expected: `one of ${[...kinds].join(', ')}`,
  fits: (value) => kinds.has(value),
}
const method: Shape = {
  expected: 'the number of a method',
  fits: (value) => Object.values<unknown>(httpMethods).includes(value),
}
const requests: Shape = {
  expected: 'a list of requests, at least one',
  fits: (value) => Array.isArray(value) && value.length > 0,
}

const bundleShape: Readonly<Record<string, Shape>> = {
  'plugin.name': text,
  'plugin.file': text,
  'module.sha256': text,
  'module.file': text,
  'settings.sdkVersion': sdkVersion,
  'settings.configuration': text,
  'settings.pngEffort': count,
  'settings.maxAnswerBytes': count,
  'settings.memoryPages': pages,
  'settings.tableEntries': entries,
  'settings.limits': limits,
  timeoutMs: time,
  initializeTimeoutMs: time,
  'failure.kind': failureKind,
  'failure.message': text,
  requestsBefore: count,
  start: events,
  requests,
}

const requestShape: Readonly<Record<string, Shape>> = {
  'request.id': text,
  'request.method': method,
  'request.path': text,
  'request.uri': text,
  'request.query': text,
  'request.hasArguments': flag,
  'request.headerLines': texts,
  route: count,
  groups: texts,
  body: text,
  events,
  isCut: flag,
}

/** Reads the bundle of a file. Throws `ConfigError` with the file and the wrong value. */
export function readBundle(file: string, content: JsonObject): Bundle {
  requireShape(file, '', content, bundleShape)
  const list: unknown = content['requests']
  for (const [i, request] of Array.isArray(list) ? list.entries() : [])
    requireShape(file, `requests[${i}].`, request, requestShape)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each of its members was checked
  return content as unknown as Bundle
}

/** Reads the module next to a bundle. Throws `ConfigError` if it is missing, or is another one. */
export async function readModule(
  file: string,
  { module }: Bundle,
): Promise<{ readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const path = join(dirname(file), basename(module.file))
  const bytes = await read(path)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found === module.sha256) return { path, bytes }
  throw new ConfigError(
    `${path}: not the module of ${file}: its SHA-256 is ${found}, ${module.sha256} is needed`,
  )
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readModuleFile(path, Infinity)
  } catch (error) {
    const why = unreadable(error).join('; ')
    throw new ConfigError(`${path}: the module to replay with: ${why}`, { cause: error })
  }
}

function requireShape(
  file: string,
  before: string,
  value: unknown,
  shape: Readonly<Record<string, Shape>>,
): void {
  for (const [name, { expected, fits }] of Object.entries(shape)) {
    const member = name.split('.').reduce(memberOf, value)
    if (fits(member)) continue
    throw new ConfigError(`${file}: "${before}${name}" is not ${expected}`)
  }
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function isEvent(value: unknown): boolean {
  if (!isObject(value)) return false
  if (value['kind'] === 'call')
    return typeof value['name'] === 'string' && Array.isArray(value['values'])
  if (value['kind'] === 'return') return Object.hasOwn(value, 'value')
  const { kind, source, value: given } = value
  if (kind !== 'input' || typeof source !== 'string' || typeof given !== 'string') return false
  return source !== 'outside' || readReply(given) !== undefined
}

function within(least: number, most: number): Shape {
  return {
    expected: `a whole number from ${least} to ${most}`,
    fits: (value) => count.fits(value) && Number(value) >= least && Number(value) <= most,
  }
}

function areCounts(value: unknown): boolean {
  return isObject(value) && guestLimitKeys.every((name) => count.fits(memberOf(value, name)))
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}
