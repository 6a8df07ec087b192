import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyFrame,
  byteStrings,
  frameOf,
  headerLists,
  readsOrRefuses,
} from '../../test/support/frames.ts'
import { smallSettings } from '../../test/support/small-settings.ts'
import {
  type ComponentParts,
  decodeDied,
  decodeLoad,
  decodeLog,
  decodeOutbound,
  decodeParts,
  decodeRefused,
  decodeReply,
  decodeStarted,
  decodeStreamBegin,
  decodeStreamPart,
  decodeTaken,
  encodeDied,
  encodeLoad,
  encodeLog,
  encodeOutbound,
  encodeParts,
  encodeRefused,
  encodeReply,
  encodeStarted,
  encodeStreamBegin,
  encodeStreamPart,
  encodeTaken,
  type Load,
} from './messages.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import type { OutboundCall, OutboundReply } from '../exchange/ports.ts'
import type { PluginDescription } from '../exchange/instance.ts'
import { callCodes, encodeFrame, frameKinds, FrameError, type Frame } from './frame.ts'

const bytes = fc.uint8Array({ maxLength: 50 }).map((some) => new Uint8Array(some))
const texts = byteStrings()

const calls: fc.Arbitrary<OutboundCall> = fc.oneof(
  fc.record({
    kind: fc.constant('rest' as const),
    method: fc.integer({ min: 1, max: 4 }),
    uri: texts,
    headers: headerLists,
    body: bytes,
    afterPlugins: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('http' as const),
    method: fc.integer({ min: 1, max: 4 }),
    url: texts,
    headers: headerLists,
    body: bytes,
    credentials: fc.option(texts, { nil: undefined }),
    timeoutMs: fc.nat(2 ** 32 - 1).map((seconds) => seconds * 1000),
  }),
)

const replies: fc.Arbitrary<OutboundReply> = fc.oneof(
  fc.record({
    kind: fc.constant('answered' as const),
    status: fc.integer({ min: 100, max: 999 }),
    headers: headerLists,
    body: bytes,
  }),
  fc.record(
    { kind: fc.constant('failed' as const), code: fc.nat(100), reason: fc.string() },
    { requiredKeys: ['kind', 'code'] },
  ),
)

const descriptions: fc.Arbitrary<PluginDescription> = fc.record(
  {
    name: texts,
    version: texts,
    routes: fc.array(fc.record({ pattern: texts, locked: fc.boolean() }), { maxLength: 4 }),
    rootUri: texts,
    description: texts,
  },
  { requiredKeys: ['name', 'version', 'routes'] },
)

const componentParts: fc.Arbitrary<ComponentParts> = fc.record({
  script: fc.string(),
  cores: fc
    .dictionary(fc.string(), bytes, { maxKeys: 3 })
    .map((cores) => new Map(Object.entries(cores))),
})

const loads: fc.Arbitrary<Load> = fc.record({
  settings: fc.constant(smallSettings),
  codecs: bytes,
  module: fc.oneof(
    fc.record({ kind: fc.constant('core' as const), bytes }),
    componentParts.map((parts) => ({ ...parts, kind: 'component' as const })),
  ),
})

const logLines = fc.record({
  level: fc.constantFrom('error', 'warning', 'info', 'verbose'),
  message: texts,
  request: fc.option(texts, { nil: undefined }),
})

const streamHeads = fc.record(
  {
    status: fc.integer({ min: 200, max: 599 }),
    headers: headerLists,
    length: fc.nat(Number.MAX_SAFE_INTEGER),
  },
  { requiredKeys: ['status', 'headers'] },
)

const deaths = fc.record({
  ordinal: fc.nat(),
  message: texts,
  request: texts,
  route: fc.nat(2 ** 32 - 1),
})

/** A law of a message: what was encoded is decoded as it was. */
function roundTrip<T>(
  values: fc.Arbitrary<T>,
  encode: (value: T) => readonly Uint8Array[],
  decode: (frame: Frame) => unknown,
): () => void {
  return () =>
    fc.assert(
      fc.property(values, (value) => {
        expect(decode(frameOf(encode(value)))).toEqual(value)
      }),
    )
}

describe('messages', () => {
  it.each([
    ['LOAD', roundTrip(loads, encodeLoad, decodeLoad)],
    ['RESULT of a request', roundTrip(replies, encodeReply, decodeReply)],
    ['RESULT of a part', roundTrip(fc.boolean(), encodeTaken, decodeTaken)],
    ['STARTED', roundTrip(descriptions, encodeStarted, decodeStarted)],
    ['REFUSED', roundTrip(fc.array(texts, { maxLength: 4 }), encodeRefused, decodeRefused)],
    ['the parts of a component', roundTrip(componentParts, encodeParts, decodeParts)],
    ['DIED', roundTrip(deaths, encodeDied, decodeDied)],
    ['LOG', roundTrip(logLines, encodeLog, decodeLog)],
    ['CALL for a request', roundTrip(calls, encodeOutbound, decodeOutbound)],
    ['CALL for a head', roundTrip(streamHeads, encodeStreamBegin, decodeStreamBegin)],
    ['CALL for a part', roundTrip(bytes, encodeStreamPart, decodeStreamPart)],
  ])('%s is read again as it was', (_, holds) => {
    expect(holds).not.toThrow()
  })

  it('each have a kind, and calls a code', () => {
    const call = { kind: 'rest', method: 1, uri: '/', headers: [], afterPlugins: false } as const
    const some = new Uint8Array(0)
    const frames = [
      encodeStarted({ name: '', version: '', routes: [] }),
      encodeRefused([]),
      encodeDied({ ordinal: 1, message: '', request: '', route: 0 }),
      encodeLog({ level: 'info', message: '', request: undefined }),
      encodeOutbound({ ...call, body: some }),
      encodeStreamBegin({ status: 200, headers: [] }),
      encodeStreamPart(some),
    ].map(frameOf)
    const { started, refused, died, log, call: called } = frameKinds
    expect(frames.map(({ kind }) => kind)).toEqual([
      started,
      refused,
      died,
      log,
      called,
      called,
      called,
    ])
    expect(frames.slice(4).map(({ code }) => code)).toEqual([
      callCodes.outbound,
      callCodes.streamBegin,
      callCodes.streamPart,
    ])
  })

  it('decoded keep none of their frame, which the next one overwrites', () => {
    const call = { kind: 'rest', method: 2, uri: '/', headers: [], afterPlugins: false } as const
    const part = frameOf(encodeStreamPart(Uint8Array.of(1)))
    const asked = frameOf(encodeOutbound({ ...call, body: Uint8Array.of(1) }))
    const answered = frameOf(
      encodeReply({ kind: 'answered', status: 200, headers: [], body: Uint8Array.of(1) }),
    )
    const decoded = [
      decodeStreamPart(part),
      decodeOutbound(asked).body,
      bodyOf(decodeReply(answered)),
    ]
    for (const { payload } of [part, asked, answered]) payload.fill(0)
    expect(decoded.map((each) => [...each])).toEqual([[1], [1], [1]])
  })
})

function bodyOf(reply: OutboundReply): Uint8Array {
  return reply.kind === 'answered' ? reply.body : new Uint8Array(0)
}

const madeUp = (value: unknown): Frame => frameOf(encodeFrame(frameKinds.log, value))
const long = 'x'.repeat(fixedLimits.stringBytes + 1)
const manyHeaders = Array.from({ length: fixedLimits.stringCount + 1 }, () => ['a', 'b'])

const started = { name: 'a', version: '1', routes: [] }
const route = { pattern: '/a', locked: false }
const log = { level: 'info', message: 'm' }
const died = { ordinal: 1, message: 'm', request: 'r', route: 1 }
const parts = { script: '', sizes: [] }
const head = { status: 200, headers: [] }
const rest = { kind: 'rest', method: 1, uri: '/', headers: [], afterPlugins: false }
const http = { kind: 'http', method: 1, url: '/', headers: [], timeoutMs: 0 }

describe('what a guest sends', () => {
  it.each([
    ['STARTED', decodeStarted],
    ['REFUSED', decodeRefused],
    ['the parts of a component', decodeParts],
    ['DIED', decodeDied],
    ['LOG', decodeLog],
    ['CALL for a request', decodeOutbound],
    ['CALL for a head', decodeStreamBegin],
    ['CALL for a part', decodeStreamPart],
  ])('is read or refused with FrameError as %s, whatever the bytes are', (_, decode) => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(readsOrRefuses(() => decode(frame))).toBe(true)
      }),
    )
  })

  it.each([
    ['a list', decodeStarted, []],
    ['no name', decodeStarted, { ...started, name: undefined }],
    ['a name that is too long', decodeStarted, { ...started, name: 'x'.repeat(1025) }],
    ['a version that is a number', decodeStarted, { ...started, version: 1 }],
    ['routes that are a text', decodeStarted, { ...started, routes: '/a' }],
    ['a route without a pattern', decodeStarted, { ...started, routes: [{ locked: true }] }],
    ['a route that is not an object', decodeStarted, { ...started, routes: ['/a'] }],
    ['a lock that is a number', decodeStarted, { ...started, routes: [{ ...route, locked: 1 }] }],
    [
      'a pattern that is too long',
      decodeStarted,
      { ...started, routes: [{ ...route, pattern: 'x'.repeat(fixedLimits.patternBytes + 1) }] },
    ],
    [
      'more routes than are allowed',
      decodeStarted,
      { ...started, routes: Array.from({ length: defaultLimits.maxRoutes + 1 }, () => route) },
    ],
    ['a root URI that is null', decodeStarted, { ...started, rootUri: null }],
    ['reasons that are a text', decodeRefused, { reasons: 'why' }],
    ['a reason that is a number', decodeRefused, { reasons: [1] }],
    ['a reason that is too long', decodeRefused, { reasons: [long] }],
    ['an ordinal that is absent', decodeDied, { ...died, ordinal: undefined }],
    ['a route that is negative', decodeDied, { ...died, route: -1 }],
    ['a route that no u32 holds', decodeDied, { ...died, route: 2 ** 32 }],
    ['a route that is not whole', decodeDied, { ...died, route: 0.5 }],
    ['a request that is absent', decodeDied, { ...died, request: undefined }],
    ['a message that is an object', decodeDied, { ...died, message: {} }],
    ['sizes that are a text', decodeParts, { ...parts, sizes: '' }],
    ['a size that is negative', decodeParts, { ...parts, sizes: [{ name: '', length: -1 }] }],
    ['sizes of what is not there', decodeParts, { ...parts, sizes: [{ name: '', length: 1 }] }],
    ['a script that is a number', decodeParts, { ...parts, script: 1 }],
    ['an unknown level', decodeLog, { ...log, level: 'fatal' }],
    ['a level of every object', decodeLog, { ...log, level: 'constructor' }],
    ['a line that is too long', decodeLog, { ...log, message: long }],
    ['a request whose id is too long', decodeLog, { ...log, request: 'x'.repeat(257) }],
    ['a status below 200', decodeStreamBegin, { ...head, status: 199 }],
    ['a status above 599', decodeStreamBegin, { ...head, status: 600 }],
    ['a status that is a text', decodeStreamBegin, { ...head, status: '200' }],
    ['a negative length', decodeStreamBegin, { ...head, length: -1 }],
    ['a length beyond all', decodeStreamBegin, { ...head, length: 2 ** 53 }],
    ['too many headers', decodeStreamBegin, { ...head, headers: manyHeaders }],
    ['a line break in a header', decodeStreamBegin, { ...head, headers: [['a', 'b\nc']] }],
    ['a line break in a header of a call', decodeOutbound, { ...rest, headers: [['a\r', 'b']] }],
    ['a header of three', decodeStreamBegin, { ...head, headers: [['a', 'b', 'c']] }],
    ['a call of an unknown kind', decodeOutbound, { ...rest, kind: 'file' }],
    ['method 0', decodeOutbound, { ...rest, method: 0 }],
    ['method 5', decodeOutbound, { ...http, method: 5 }],
    ['a URI that is too long', decodeOutbound, { ...rest, uri: long }],
    ['no answer to whether plugins come first', decodeOutbound, { ...rest, afterPlugins: 1 }],
    ['a negative time', decodeOutbound, { ...http, timeoutMs: -1 }],
    ['credentials that are a list', decodeOutbound, { ...http, credentials: ['a'] }],
    ['too many headers of a request', decodeOutbound, { ...rest, headers: manyHeaders }],
  ] as const)('is refused for %s', (_, decode, value) => {
    expect(() => decode(madeUp(value))).toThrow(FrameError)
  })

  it('is taken without that: these values are each wrong in one place', () => {
    expect(decodeStarted(madeUp({ ...started, routes: [route] })).routes).toEqual([route])
    expect(decodeRefused(madeUp({ reasons: ['why'] }))).toEqual(['why'])
    expect(decodeDied(madeUp(died))).toEqual(died)
    expect(decodeParts(madeUp(parts))).toEqual({ script: '', cores: new Map() })
    expect(decodeLog(madeUp(log))).toMatchObject(log)
    expect(decodeStreamBegin(madeUp(head))).toEqual(head)
    expect(decodeOutbound(madeUp(rest))).toMatchObject(rest)
    expect(decodeOutbound(madeUp(http))).toMatchObject(http)
  })

  it('may name as many routes as the plugin is allowed', () => {
    const frame = madeUp({ ...started, routes: [route, route] })
    expect(decodeStarted(frame, 2).routes).toHaveLength(2)
    expect(() => decodeStarted(frame, 1)).toThrow('routes is not a list of at most 1')
  })
})
