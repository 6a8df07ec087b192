import { afterEach, describe, expect, it } from 'vitest'
import { GuestConversation } from '../../test/support/guest-conversation.ts'
import {
  getSystem,
  nativePlugin,
  nativeTable,
  type NativeBodies,
} from '../../test/support/native-guest.ts'
import { frameKinds, type Frame } from '../frames/frame.ts'
import { decodeDied, decodeLog, decodeStarted } from '../frames/messages.ts'
import {
  decodeInvocation,
  decodeNativeReturn,
  encodeInvoked,
  encodeNativeCall,
  serviceName,
  type NativeCall,
  type NativeValues,
} from '../frames/native.ts'

const conversations: GuestConversation[] = []

afterEach(async () => {
  await Promise.all(conversations.splice(0).map((each) => each.close()))
})

/** A guest process whose native plugin is this test, and its description. */
async function serve(bodies: NativeBodies = {}) {
  const guest = await GuestConversation.begin()
  conversations.push(guest)
  guest.load(await nativePlugin(bodies), { front: 'native' })
  return { guest, description: decodeStarted(await guest.start()) }
}

type Conversation = Pick<GuestConversation, 'front' | 'process'>

const change: NativeCall = {
  name: 'OrthancPluginOnChangeCallback',
  callback: nativeTable.change,
  values: { changeType: 1, resourceType: 2, resourceId: 'abc' },
  isNested: false,
}
const stored: NativeCall = {
  name: 'OrthancPluginOnStoredInstanceCallback',
  callback: nativeTable.stored,
  values: { instance: 77n, instanceId: 'id' },
  isNested: true,
}
const hello: NativeCall = {
  name: 'OrthancPluginRestCallback',
  callback: nativeTable.rest,
  values: {
    output: 5n,
    url: '/hello',
    request: {
      method: 1,
      groups: [],
      getKeys: ['a'],
      getValues: ['b'],
      headersKeys: ['host'],
      headersValues: ['x'],
      body: new Uint8Array(0),
    },
  },
  isNested: false,
}

function call({ process }: Conversation, given: NativeCall): void {
  process.sendFront(encodeNativeCall(given))
}

function reply({ process }: Conversation, service: string, results: NativeValues, code = 0): void {
  process.sendFront(encodeInvoked(service, { code, results }))
}

/** The next frame of the guest, in a form to compare. */
async function next({ front }: Conversation, name = ''): Promise<unknown> {
  return describeFrame(await front.take(), name)
}

function describeFrame(frame: Frame, name: string): unknown {
  if (frame.kind === frameKinds.return) return decodeNativeReturn(name, frame)
  const { service, values } = decodeInvocation(frame)
  const texts = Object.entries(values).map(([key, value]) => [
    key,
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  ])
  return [frame.kind === frameKinds.quiet ? 'quiet' : 'invoke', service, Object.fromEntries(texts)]
}

const success = { kind: 'returned', value: 0, outs: {} }
const failed = { kind: 'failed' }

describe('a guest of the native plugin', () => {
  it('says what the native plugin has to register', async () => {
    const { description } = await serve()
    expect(description.routes).toEqual([{ pattern: '/hello', locked: true }])
    expect(
      (description.registrations ?? []).map(({ service, payload }) => {
        const frame = { kind: 50, flags: 0, code: service, owned: undefined }
        return [
          serviceName(service),
          decodeInvocation({ ...frame, payload: Buffer.from(payload) }).values['callback'],
        ]
      }),
    ).toEqual([
      ['RegisterRestCallback', nativeTable.rest],
      ['RegisterOnChangeCallback', nativeTable.change],
      ['RegisterOnStoredInstanceCallback', nativeTable.stored],
      ['RegisterIncomingCStoreInstanceFilter', nativeTable.cStoreFilter],
      ['RegisterReceivedInstanceCallback', nativeTable.received],
    ])
  })

  it('answers a request in the packet of its return', async () => {
    const { guest } = await serve()
    call(guest, hello)
    expect(await next(guest)).toEqual([
      'quiet',
      'AnswerBuffer',
      { output: 5n, answer: 'hello', mimeType: 'text/plain' },
    ])
    expect(await next(guest, hello.name)).toEqual(success)
  })

  it('runs a callback that arrives while it waits', async () => {
    const { guest } = await serve({ change: getSystem })
    call(guest, change)
    expect(await next(guest)).toEqual(['invoke', 'RestApiGet', { uri: '/system' }])
    call(guest, stored)
    expect(await next(guest, stored.name)).toEqual(success)
    reply(guest, 'RestApiGet', { target: new Uint8Array(10) })
    expect(await next(guest, change.name)).toEqual(success)
  })

  it('returns the code of Orthanc to the plugin', async () => {
    const { guest } = await serve({ change: getSystem })
    call(guest, change)
    await next(guest)
    reply(guest, 'RestApiGet', {}, 17)
    expect(await next(guest, change.name)).toEqual({ ...success, value: 17 })
  })

  it('explains a trap, and continues with another instance', async () => {
    const { guest } = await serve({ rest: '(unreachable)' })
    call(guest, hello)
    const details = expect.stringContaining('unreachable')
    expect(await next(guest)).toEqual([
      'quiet',
      'SetHttpErrorDetails',
      { output: 5n, details, log: 0 },
    ])
    expect(await next(guest, hello.name)).toEqual(failed)
    expect(decodeDied(await guest.control.take())).toMatchObject({
      request: 'n1',
      message: details,
    })
    expect((await guest.control.take()).kind).toBe(frameKinds.started)
    call(guest, change)
    expect(await next(guest, change.name)).toEqual(success)
  })

  it('fails all callbacks that a trap on top of them ends, and reports it once', async () => {
    const { guest } = await serve({ change: getSystem, stored: '(unreachable)' })
    call(guest, change)
    await next(guest)
    call(guest, stored)
    expect(await next(guest, stored.name)).toEqual(failed)
    // Orthanc is still inside the call of the first one, and may call again.
    call(guest, stored)
    expect(await next(guest, stored.name)).toEqual(failed)
    reply(guest, 'RestApiGet', { target: undefined })
    expect(await next(guest, change.name)).toEqual(failed)
    expect(decodeDied(await guest.control.take()).request).toBe('n2')
    expect((await guest.control.take()).kind).toBe(frameKinds.started)
    call(guest, hello)
    expect(await next(guest)).toMatchObject({ 0: 'quiet' })
  })

  it('names the callback in log lines, also after one on top of it', async () => {
    const log = '(call $log (i32.const 1) (i32.const 1120))'
    const { guest } = await serve({
      change: `(drop ${getSystem}) ${log} (i32.const 0)`,
      stored: `${log} (i32.const 0)`,
    })
    call(guest, change)
    await next(guest)
    call(guest, stored)
    await next(guest, stored.name)
    reply(guest, 'RestApiGet', { target: undefined })
    await next(guest, change.name)
    const lines = [await guest.control.take(), await guest.control.take()].map(decodeLog)
    expect(lines.map(({ request }) => request)).toEqual(['n2', 'n1'])
  })

  it('makes calls while it initializes', async () => {
    const guest = await GuestConversation.begin()
    conversations.push(guest)
    const bodies = { initialize: getSystem, rest: '(unreachable)' }
    guest.load(await nativePlugin(bodies), { front: 'native' })
    const started = guest.start()
    await next(guest)
    reply(guest, 'RestApiGet', { target: undefined })
    expect((await started).kind).toBe(frameKinds.started)
    // The instance after a trap, too.
    call(guest, hello)
    await next(guest)
    expect(await next(guest, hello.name)).toEqual(failed)
    await guest.control.take()
    await next(guest)
    reply(guest, 'RestApiGet', { target: undefined })
    expect((await guest.control.take()).kind).toBe(frameKinds.started)
  })
})
