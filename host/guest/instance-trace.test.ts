import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../test/support/temporary-file.ts'
import { errorCodes } from '../../abi/enums.ts'
import { CallError } from '../exchange/errors.ts'
import type { OutboundCall, OutboundReply } from '../exchange/ports.ts'
import {
  readReply,
  type InstanceInputs,
  type TracedRequest,
  type TraceEvent,
} from '../exchange/trace.ts'
import { TraceFile, traceKinds, TraceSnapshot } from '../frames/trace-file.ts'
import { InstanceTrace } from './instance-trace.ts'

const limits = { bytes: 4000, callBytes: 600, inputBytes: 600, earlierBytes: 700 }

function createTrace(id: string): TracedRequest {
  const head = { method: 1, path: '/a', uri: '/a', query: '', hasArguments: false, headerLines: [] }
  return { request: { id, ...head }, route: 0, groups: [] }
}

const descriptor = temporaryFile('instance-trace')

/** A trace of an instance that begins, and what is in its file. */
function newTrace() {
  const trace = new InstanceTrace(new TraceFile(descriptor), limits)
  trace.begin()
  const latest = (): TraceSnapshot => TraceSnapshot.read(descriptor)
  const textsOf = (wanted: number): string[] =>
    [...latest().frames()]
      .filter(({ kind }) => kind === wanted)
      .map(({ payload }) => payload.toString('utf8'))
  const events = (): TraceEvent[] => textsOf(traceKinds.event).map((text) => JSON.parse(text))
  const requests = (): string[] =>
    textsOf(traceKinds.request).map((text) => JSON.parse(text).request.id)
  return { trace, latest, events, requests }
}

const inputs: InstanceInputs = { uuid: () => 'a-uuid', random: () => 7, clock: () => 12n }

function aborts(): never {
  throw new Error('aborted')
}

describe('InstanceTrace', () => {
  it('writes the begin of a call before its effects, and the end with its result', () => {
    const { trace, events } = newTrace()
    const { uuid } = trace.record(inputs)
    expect(trace.call('f', [1, 2n, Uint8Array.of(1)], () => uuid())).toBe('a-uuid')
    expect(events()).toEqual([
      { kind: 'call', name: 'f', values: [1, '2n', '1 bytes'] },
      { kind: 'input', source: 'uuid', value: 'a-uuid' },
      { kind: 'return', value: 'a-uuid' },
    ])
  })

  it('has the body of a request once, as bytes', () => {
    const { trace, latest } = newTrace()
    const body = Uint8Array.of(1, 2)
    const { request, ...place } = createTrace('1')
    const whole = { ...request, body }
    trace.request({ request: whole, ...place }, body)
    const [head, bytes] = [...latest().frames()]
    expect(JSON.parse(head?.payload.toString() ?? '')).toEqual(createTrace('1'))
    expect(bytes?.payload).toEqual(Buffer.from(body))
  })

  it('is cut at a reply that is larger than what is left', () => {
    const { trace, events, latest } = newTrace()
    const body = new Uint8Array(700)
    const reply: OutboundReply = { kind: 'answered', status: 200, headers: [], body }
    const { ask } = trace.record({ ...inputs, ask: () => reply })
    const call = {
      kind: 'rest',
      method: 1,
      uri: '/',
      headers: [],
      body: new Uint8Array(0),
    } as const
    expect(ask?.({ ...call, afterPlugins: false })).toBe(reply)
    expect(events()).toEqual([])
    expect([...latest().frames()].map(({ kind }) => kind)).toEqual([traceKinds.cut])
  })

  it('has a call that ended the instance without an end', () => {
    const { trace, events } = newTrace()
    expect(() => trace.call('abort', [], aborts)).toThrow('aborted')
    expect(events()).toEqual([{ kind: 'call', name: 'abort', values: [] }])
  })

  it('notes clocks and random bytes', () => {
    const { trace, events } = newTrace()
    const recorded = trace.record({
      ...inputs,
      fillRandom: (bytes: Uint8Array) => void bytes.fill(1),
    })
    recorded.clock(true)
    recorded.fillRandom(new Uint8Array(3))
    expect(events()).toEqual([
      { kind: 'input', source: 'clock', value: '12' },
      { kind: 'input', source: 'bytes', value: 'AQEB' },
    ])
  })

  it('notes replies of other servers so that they can be read again', () => {
    const { trace, events } = newTrace()
    const body = Uint8Array.of(0, 200)
    const reply: OutboundReply = { kind: 'answered', status: 200, headers: [['A', 'b']], body }
    const call: OutboundCall = {
      kind: 'rest',
      method: 1,
      uri: '/system',
      headers: [],
      body: new Uint8Array(0),
      afterPlugins: false,
    }
    expect(trace.record({ ...inputs, ask: () => reply }).ask?.(call)).toBe(reply)
    const [event] = events()
    expect(event?.kind === 'input' ? readReply(event.value) : event).toEqual(reply)
  })

  it('notes that the client has left', () => {
    const { trace, events } = newTrace()
    const sink = trace.sink({
      begin: () => undefined,
      write: () => {
        throw new CallError(errorCodes.NetworkProtocol, 'gone')
      },
    })
    expect(() => sink.write(new Uint8Array(1))).toThrow('gone')
    expect(events()).toEqual([{ kind: 'input', source: 'clientLeft', value: 'gone' }])
  })

  it('is cut where a callback calls without end, and whole again for the next one', () => {
    const { trace, latest, requests } = newTrace()
    trace.request(createTrace('loops'), new Uint8Array(0))
    for (let i = 0; i < 100; i++) trace.call('again', [], () => 0)
    expect([...latest().frames()].filter(({ kind }) => kind === traceKinds.cut)).toHaveLength(1)
    trace.request(createTrace('next'), new Uint8Array(0))
    trace.call('once', [], () => 0)
    expect(requests()).toEqual(['loops', 'next'])
    expect([...latest().frames()].at(-1)?.kind).toBe(traceKinds.event)
  })

  it('keeps how the instance started and its latest requests when the room is used up', () => {
    const { trace, latest, events, requests } = newTrace()
    trace.call('start', [], () => 0)
    for (let i = 0; i < 40; i++) trace.request(createTrace(`r${i}`), new Uint8Array(100))
    expect(requests().at(-1)).toBe('r39')
    expect(requests().length).toBeLessThan(40)
    expect(latest().dropped + requests().length).toBe(40)
    expect(events()[0]).toEqual({ kind: 'call', name: 'start', values: [] })
  })

  it('has room for a body of any size, and no more of the requests before it', () => {
    const { trace, latest, requests } = newTrace()
    trace.request(createTrace('small'), new Uint8Array(1000))
    trace.request(createTrace('large'), new Uint8Array(20_000).fill(7))
    expect(requests()).toEqual(['large'])
    expect(latest().dropped).toBe(1)
    const body = [...latest().frames()].find(({ kind }) => kind === traceKinds.body)
    expect(body?.payload.every((byte) => byte === 7)).toBe(true)
  })

  it('forgets with each instance what the one before it did', () => {
    const { trace, requests, latest } = newTrace()
    for (let i = 0; i < 40; i++) trace.request(createTrace(`r${i}`), new Uint8Array(100))
    trace.begin()
    trace.request(createTrace('after'), new Uint8Array(0))
    expect(requests()).toEqual(['after'])
    expect(latest().dropped).toBe(0)
  })

  it('has all of a callback in its file before that calls on', () => {
    const { trace, events } = newTrace()
    let seen: readonly TraceEvent[] = []
    trace.call('f', [], () => {
      seen = events()
    })
    expect(seen).toEqual([{ kind: 'call', name: 'f', values: [] }])
  })
})
