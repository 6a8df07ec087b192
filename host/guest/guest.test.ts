import { afterEach, describe, expect, it } from 'vitest'
import { callbackOf, GuestConversation } from '../../test/support/guest-conversation.ts'
import { assemble, sayRunning, streamOf, type WatPlugin } from '../../test/support/wat-plugin.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodes } from '../../abi/enums.ts'
import type { Answer } from '../exchange/answer.ts'
import { encodeCallback, type Callback, decodeReturn } from '../frames/rest-callback.ts'
import { timerRoute } from '../exchange/timer.ts'
import { callCodes, encodeFrame, frameKinds, type Frame } from '../frames/frame.ts'
import {
  decodeDied,
  decodeLog,
  decodeOutbound,
  decodeRefused,
  decodeStarted,
  decodeStreamBegin,
  decodeStreamPart,
  decodeTimer,
  encodeReply,
  encodeTaken,
} from '../frames/messages.ts'
import type { GuestProcessOptions } from '../pool/guest-process.ts'

const conversations: GuestConversation[] = []

afterEach(async () => {
  await Promise.all(conversations.splice(0).map((each) => each.close()))
})

/** Answers with the body of the request. */
const echo = `(call $answer (i32.const 1) (local.get $output)
    (i32.load offset=24 (local.get $request)) (i32.load offset=28 (local.get $request))
    (global.get $textPlain))
  (i32.const 0)`

const plugin: WatPlugin = {
  name: 'several',
  memory: '40',
  imports: '(global $calls (mut i32) (i32.const 1000000))',
  // Bodies up to a mebibyte lie where nothing else does.
  malloc: `(if (i32.gt_u (local.get $size) (i32.const 0x4000)) (then (return (i32.const 0x120000))))`,
  routes: [
    { pattern: '/hello', answer: 'hello' },
    { pattern: '/echo', body: echo },
    { pattern: '/trap', body: '(unreachable)' },
    { pattern: '/stream', body: streamOf(2) },
    {
      pattern: '/count',
      body: `(global.set $calls (i32.add (global.get $calls) (i32.const 1))) (global.get $calls)`,
    },
    { pattern: '/log', body: `${sayRunning} (i32.const 0)` },
  ],
  finalize: sayRunning,
}
const routes = { hello: 0, echo: 1, trap: 2, stream: 3, count: 4, log: 5 }

async function begin(options: Partial<GuestProcessOptions> = {}): Promise<GuestConversation> {
  const conversation = await GuestConversation.begin(options)
  conversations.push(conversation)
  return conversation
}

/** With an instance that has started. */
async function serve(
  bytes?: Uint8Array,
  options?: Partial<GuestProcessOptions>,
): Promise<GuestConversation> {
  const guest = await begin(options)
  guest.load(bytes ?? (await assemble(plugin)))
  expect((await guest.start()).kind).toBe(frameKinds.started)
  return guest
}

function send(guest: GuestConversation, ...callbacks: readonly Callback[]): void {
  for (const callback of callbacks) guest.process.sendFront(encodeCallback(callback))
}

function nest(guest: GuestConversation, callback: Callback): void {
  guest.process.sendFront(encodeCallback(callback, { isNested: true }))
}

/** The next frame on the front socket, as an answer. */
async function nextReturn(guest: GuestConversation) {
  const frame = await guest.front.take()
  expect(frame.kind).toBe(frameKinds.return)
  return { frame, ...decodeReturn(frame) }
}

/** The ordinals of the next answers, and what they are. */
async function nextReturns(guest: GuestConversation, count: number): Promise<unknown[]> {
  const returns: unknown[] = []
  for (let i = 0; i < count; i++) {
    const { ordinal, answer } = await nextReturn(guest)
    returns.push([ordinal, textIn(answer)])
  }
  return returns
}

function textIn(answer: Answer): string | number {
  if (answer.kind === 'error') return answer.code
  if (answer.kind !== 'complete') return answer.kind
  return typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString('latin1')
}

async function nextCall(from: GuestConversation['front'], code: number): Promise<Frame> {
  const frame = await from.take()
  expect([frame.kind, frame.code]).toEqual([frameKinds.call, code])
  return frame
}

describe('a guest process', () => {
  it('is ready, loads, starts and says what it has', async () => {
    const guest = await begin()
    guest.load(await assemble(plugin))
    const description = decodeStarted(await guest.start())
    expect(description).toMatchObject({ name: 'several', version: '1.0' })
    expect(description.routes.map(({ pattern }) => pattern)).toEqual(
      plugin.routes?.map(({ pattern }) => pattern),
    )
  })

  it('answers a callback', async () => {
    const guest = await serve()
    send(guest, callbackOf(7, routes.hello))
    expect(await nextReturn(guest)).toMatchObject({
      ordinal: 7,
      answer: { kind: 'complete', status: 200, body: 'hello' },
    })
  })

  it('reports when timers are due, also after it has run them', async () => {
    const guest = await begin()
    const timers = `(global $runs (mut i32) (i32.const 0))
      (func (export "orthanc_wasm_timer") (result i32) (i32.add (i32.const 25) (global.get $runs)))
      (func (export "orthanc_wasm_run_timers") (global.set $runs (i32.add (global.get $runs) (i32.const 1))))`
    guest.load(await assemble({ ...plugin, imports: `${plugin.imports}${timers}` }))
    expect(decodeTimer(await guest.start())).toBe(25)
    await guest.control.take()
    send(guest, callbackOf(1, timerRoute))
    expect(await nextReturn(guest)).toMatchObject({ ordinal: 1, answer: { kind: 'nothing' } })
    expect(decodeTimer(await guest.control.take())).toBe(26)
  })

  it('logs a trap in the function that is asked about timers, and goes without them', async () => {
    const guest = await begin()
    const timers = `(func (export "orthanc_wasm_timer") (result i32) (unreachable))
      (func (export "orthanc_wasm_run_timers"))`
    guest.load(await assemble({ ...plugin, imports: `${plugin.imports}${timers}` }))
    expect(decodeLog(await guest.start()).message).toMatch(/^orthanc_wasm_timer: .*unreachable/)
    expect(decodeTimer(await guest.control.take())).toBeUndefined()
    expect((await guest.control.take()).kind).toBe(frameKinds.started)
  })

  it('answers callbacks that were sent ahead in their order', async () => {
    const guest = await serve()
    const ordinals = Array.from({ length: 20 }, (_, i) => i + 1)
    send(guest, ...ordinals.map((ordinal) => callbackOf(ordinal, routes.count)))
    expect(await nextReturns(guest, 20)).toEqual(ordinals.map((i) => [i, 1_000_000 + i]))
  })

  it('refuses bytes that are not a module, with the reason', async () => {
    const guest = await begin()
    guest.load(Buffer.from('not a module'))
    expect(decodeRefused(await guest.control.take())).toEqual(['not a WebAssembly module'])
  })

  it('refuses a plugin that does not initialize', async () => {
    const guest = await begin()
    guest.load(await assemble({ ...plugin, initialize: '(i32.const 3)' }))
    const [reason] = decodeRefused(await guest.start())
    expect(reason).toContain('OrthancPluginInitialize returned 3')
  })

  it('refuses a plugin that traps while it initializes', async () => {
    const guest = await begin()
    guest.load(await assemble({ ...plugin, initialize: '(unreachable)' }))
    const [reason] = decodeRefused(await guest.start())
    expect(reason).toContain('unreachable')
  })

  it('logs with the request', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.log))
    expect(decodeLog(await guest.control.take())).toEqual({
      level: 'info',
      message: 'text/plain',
      request: 'r-1',
    })
  })

  it('says that a trap ended its instance, answers, and starts a fresh one', async () => {
    const guest = await serve()
    send(
      guest,
      callbackOf(1, routes.count),
      callbackOf(2, routes.trap),
      callbackOf(3, routes.count),
    )
    expect(decodeDied(await guest.control.take())).toEqual({
      ordinal: 2,
      message: expect.stringContaining('unreachable'),
      request: 'r-2',
      route: routes.trap,
    })
    expect((await guest.control.take()).kind).toBe(frameKinds.started)
    expect(await nextReturns(guest, 3)).toEqual([
      [1, 1_000_001],
      [2, errorCodes.Plugin],
      [3, 1_000_001],
    ])
  })

  it('lets its parent read the trace of an instance that died before the next one starts', async () => {
    const guest = await serve(undefined, { isTraced: true })
    send(guest, callbackOf(1, routes.trap))
    expect((await guest.control.take()).kind).toBe(frameKinds.died)
    await nextCall(guest.control, callCodes.traced)
    const traced = () => [...guest.process.readTrace().frames()].map((each) => String(each.payload))
    expect(traced().join()).toContain('"r-1"')
    guest.process.sendControl(encodeFrame(frameKinds.result))
    expect((await guest.control.take()).kind).toBe(frameKinds.started)
    expect(traced().join()).not.toContain('"r-1"')
  })

  it('finalizes once its front socket has ended and all is answered', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.hello))
    guest.process.endFront()
    guest.process.sendControl(encodeFrame(frameKinds.finalize))
    expect(await nextReturns(guest, 1)).toEqual([[1, 'hello']])
    expect(decodeLog(await guest.control.take())).toMatchObject({ request: undefined })
    expect((await guest.control.take()).kind).toBe(frameKinds.finalized)
  })

  it('ends when its control socket does', async () => {
    const guest = await serve()
    guest.process.endFront()
    guest.process.endControl()
    expect(await guest.ended).toBe('its process ended (exit code 0)')
  })

  it('ends when its sockets do while it waits for a result', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.stream))
    await nextCall(guest.front, callCodes.streamBegin)
    guest.process.endFront()
    guest.process.endControl()
    expect(await guest.ended).toBe('its process ended (exit code 0)')
  })
})

/** Lets the stream of a callback begin, and waits until its first part waits for a result. */
async function waitForPart(guest: GuestConversation): Promise<void> {
  await nextCall(guest.front, callCodes.streamBegin)
  guest.process.sendFront(encodeTaken(true))
  await nextCall(guest.front, callCodes.streamPart)
}

describe('a call of a guest', () => {
  it('waits for its result while further callbacks wait', async () => {
    const gateway = await readFile(join(import.meta.dirname, '../../dist/examples/gateway.wasm'))
    const guest = await serve(gateway)
    send(guest, ...[1, 2].map((ordinal) => callbackOf(ordinal, 0)))
    for (const text of ['first', 'second']) {
      const call = decodeOutbound(await nextCall(guest.control, callCodes.outbound))
      expect(call).toMatchObject({ kind: 'rest', method: 1, uri: '/system' })
      expect(guest.front.length).toBe(0)
      const body = new Uint8Array(Buffer.from(text))
      guest.process.sendControl(encodeReply({ kind: 'answered', status: 200, headers: [], body }))
      const { answer } = await nextReturn(guest)
      expect(textIn(answer)).toBe(text)
    }
  })

  it('returns the code of a reply that failed', async () => {
    const gateway = await readFile(join(import.meta.dirname, '../../dist/examples/gateway.wasm'))
    const guest = await serve(gateway)
    send(guest, callbackOf(1, 0))
    await nextCall(guest.control, callCodes.outbound)
    const code = errorCodes.UnknownResource
    guest.process.sendControl(encodeReply({ kind: 'failed', code }))
    expect(await nextReturns(guest, 1)).toEqual([[1, code]])
  })

  it('hands over a part of an answer, and the next one only after its result', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.stream))
    const head = decodeStreamBegin(await nextCall(guest.front, callCodes.streamBegin))
    expect(head.status).toBe(200)
    let bytes = 0
    let frame: Frame
    do {
      expect(guest.front.length).toBe(0)
      guest.process.sendFront(encodeTaken(true))
      frame = await guest.front.take()
      if (frame.code === callCodes.streamPart) bytes += decodeStreamPart(frame).length
    } while (frame.code === callCodes.streamPart)
    expect(decodeReturn(frame).answer).toEqual({ kind: 'streamed', complete: true })
    expect(bytes).toBeGreaterThan(2 * 1024 * 1024)
  })

  it('fails once the client has left', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.stream), callbackOf(2, routes.hello))
    await waitForPart(guest)
    guest.process.sendFront(encodeTaken(false))
    expect((await nextReturn(guest)).answer).toEqual({ kind: 'streamed', complete: false })
    expect(await nextReturns(guest, 1)).toEqual([[2, 'hello']])
  })

  it('leaves callbacks that come before its result for later, with their bodies', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.stream))
    await waitForPart(guest)
    for (const ordinal of [2, 3]) {
      const body = new Uint8Array(3000).fill(96 + ordinal)
      send(guest, callbackOf(ordinal, routes.echo, { body }))
      // Once it has answered, it has read the one before as well: the next one comes apart.
      nest(guest, callbackOf(10 + ordinal, routes.hello))
      expect(await nextReturns(guest, 1)).toEqual([[10 + ordinal, 'hello']])
    }
    guest.process.sendFront(encodeTaken(false))
    const answers = [await nextReturn(guest), await nextReturn(guest), await nextReturn(guest)]
    expect(answers.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3])
    const echoed = answers.slice(1).map(({ answer }) => new Set(String(textIn(answer))))
    expect(echoed).toEqual([new Set('b'), new Set('c')])
  })

  it('is interrupted by a nested callback, whose answer comes first', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.stream), callbackOf(2, routes.hello))
    await waitForPart(guest)
    nest(guest, callbackOf(3, routes.count))
    expect(await nextReturns(guest, 1)).toEqual([[3, 1_000_001]])
    guest.process.sendFront(encodeTaken(false))
    expect(await nextReturns(guest, 2)).toEqual([
      [1, 'streamed'],
      [2, 'hello'],
    ])
  })

  it('ends with the instance when a nested callback traps, and both are answered', async () => {
    const guest = await serve()
    send(guest, callbackOf(1, routes.stream), callbackOf(2, routes.hello))
    await waitForPart(guest)
    nest(guest, callbackOf(3, routes.trap))
    expect(await nextReturns(guest, 3)).toEqual([
      [3, errorCodes.Plugin],
      [1, 'streamed'],
      [2, 'hello'],
    ])
    const kinds = [
      await guest.control.take(),
      await guest.control.take(),
      await guest.control.take(),
    ]
    expect(kinds.map(({ kind }) => kind)).toEqual([
      frameKinds.died,
      frameKinds.died,
      frameKinds.started,
    ])
  })
})

const mebibyte = 1024 * 1024

/** A body of a mebibyte that is like no other. */
function largeBody(seed: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(mebibyte).map((_, i) => (i * seed) % 251)
}

describe('large bodies', () => {
  it('pass in the file, in both directions', async () => {
    const guest = await serve()
    const { bodies } = guest.process
    const body = largeBody(7)
    const bodyAt = bodies?.write(body, 0)
    guest.process.sendFront(encodeCallback(callbackOf(1, routes.echo, { body }), { bodyAt }))
    const { filed, frame } = await nextReturn(guest)
    expect(frame.payload.length).toBeLessThan(1000)
    expect(filed?.length).toBe(mebibyte)
    const read = new Uint8Array(mebibyte)
    bodies?.read(read, filed?.at ?? -1)
    expect(Buffer.compare(read, body)).toBe(0)
  })

  it('go by the socket once the file holds as many answers as it may, and again when they are read', async () => {
    const guest = await serve()
    const body = largeBody(11)
    const ask = async (ordinal: number, answersRead: number) => {
      const callback = callbackOf(ordinal, routes.echo, { body })
      guest.process.sendFront(encodeCallback(callback, { answersRead }))
      const { filed, answer } = await nextReturn(guest)
      const length = answer.kind === 'complete' ? answer.body.length : -1
      return filed === undefined ? length : `file ${filed.at}`
    }
    const places: unknown[] = []
    for (let ordinal = 1; ordinal <= 9; ordinal++) places.push(await ask(ordinal, 0))
    expect(new Set(places.slice(0, 8)).size).toBe(8)
    expect(places[8]).toBe(mebibyte)
    expect(await ask(10, 1)).toBe(places[0])
  })

  it('go by the socket where no file can be made, which is reported', async () => {
    const errors: Error[] = []
    const guest = await serve(undefined, {
      bodyFolder: '/nonexistent',
      onNoBodyFile: (error) => void errors.push(error),
    })
    expect(errors).toMatchObject([{ code: 'ENOENT' }])
    expect(guest.process.bodies).toBeUndefined()
    const body = largeBody(13)
    send(guest, callbackOf(1, routes.echo, { body }))
    const { answer, filed } = await nextReturn(guest)
    expect(filed).toBeUndefined()
    const answered = answer.kind === 'complete' ? answer.body : ''
    expect(typeof answered === 'string' ? -1 : Buffer.compare(answered, body)).toBe(0)
  })
})
