import { beforeEach, describe, expect, it } from 'vitest'
import { memoryBytes, TestGuest } from '../../test/support/guest.ts'
import { nativeServices } from '../../abi/native.ts'
import { layOut } from '../../abi/kinds.ts'
import { isService, services } from '../../abi/services.ts'
import { handlersInside } from '../calls/native/handlers-inside.ts'
import { NativeCalls } from '../calls/native/native-calls.ts'
import { NativeHandles } from '../calls/native/native-handles.ts'
import type { Invocation, NativeValues } from '../frames/native.ts'

let guest: TestGuest
let native: NativeCalls
/** What Orthanc was asked, and what it returns: the next results, or a code. */
let asked: Invocation[]
let returns: (NativeValues | number)[]
/** A DICOM instance of Orthanc, and what Orthanc knows it by. */
let instance: number
const instanceNumber = 77n

beforeEach(() => {
  guest = new TestGuest()
  asked = []
  returns = []
  const handles = new NativeHandles(5, guest.context.memory, guest.context.heap)
  native = new NativeCalls((quiet, invocation) => {
    asked.push(...quiet, invocation)
    const next = returns.shift() ?? {}
    return typeof next === 'number' ? { code: next, results: {} } : { code: 0, results: next }
  }, handles)
  Object.assign(guest.context, { native, handlers: handlersInside(native) })
  instance = handles.add('DicomInstance', instanceNumber)
})

/** Calls a function inside a callback, and Orthanc returns that. */
function call(name: string, result: NativeValues | number, ...values: readonly number[]): number {
  returns.push(result)
  return native.run(() => guest.call(name, ...values))
}

/** Calls a service by number, with the fields that are given. */
function invoke(
  service: string,
  result: NativeValues | number,
  given: Readonly<Record<string, number>>,
): number {
  if (!isService(service)) throw new Error(service)
  const { fields, number } = services[service]
  const { size, offsets } = layOut(fields)
  const params = guest.bytes(new Uint8Array(size))
  for (const [i, { name }] of fields.entries())
    guest.memory.writeU32(params + (offsets[i] ?? 0), given[name] ?? 0)
  return call('OrthancPluginInvokeService', result, number ?? 0, params)
}

function textAt(at: number): string {
  const bytes = guest.memory.bytes(at, memoryBytes - at)
  return Buffer.from(bytes.subarray(0, bytes.indexOf(0))).toString('latin1')
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
const outside = memoryBytes - 2

describe('a function that Orthanc carries out', () => {
  it('returns a number, also of 64 bits', () => {
    const name = 'OrthancPluginGetInstanceSize'
    expect(call(name, { resultInt64: 2n ** 33n }, instance)).toBe(2 ** 33)
    expect(asked).toMatchObject([{ service: 'GetInstanceSize', values: { instance: 77n } }])
    expect(call(name, 3, instance)).toBe(-1)
  })

  it('returns a text that the plugin frees, and NULL', () => {
    const name = 'OrthancPluginGetInstanceJson'
    expect(textAt(call(name, { resultStringToFree: '{}' }, instance))).toBe('{}')
    expect(call(name, { resultStringToFree: undefined }, instance)).toBe(0)
    expect(call(name, 17, instance)).toBe(0)
  })

  it('returns texts and bytes that belong to an object until that ends', () => {
    const data = call('OrthancPluginGetInstanceData', { resultString: bytesOf('DICM') }, instance)
    expect(textAt(data)).toBe('DICM')
    expect(call('OrthancPluginGetInstanceData', { resultString: bytesOf('DICM') }, instance)).toBe(
      data,
    )
    const aet = call('OrthancPluginGetInstanceRemoteAet', { resultString: 'A' }, instance)
    expect(textAt(aet)).toBe('A')
    native.handles.end(instance)
    expect(new Set(guest.freed)).toEqual(new Set([data, aet]))
  })

  it('writes memory buffers of both widths', () => {
    const target = guest.bytes(new Uint8Array(8))
    const id = guest.text('abc')
    expect(call('OrthancPluginReadFile', { target: bytesOf('file') }, target, id)).toBe(0)
    expect(textAt(guest.memory.readU32(target)).slice(0, 4)).toBe('file')
    expect(guest.memory.readU32(target + 4)).toBe(4)
    expect(call('OrthancPluginReadFile', 9, target, id)).toBe(9)
  })

  it('writes a dictionary entry', () => {
    const target = guest.bytes(new Uint8Array(16))
    const entry = [0x10, 0x20, 15, 1, 0xffffffff]
    expect(
      call('OrthancPluginLookupDictionary', { target: entry }, target, guest.text('PatientID')),
    ).toBe(0)
    expect([...new Uint32Array(guest.memory.copy(target, 16).buffer)]).toEqual([
      0x200010, 15, 1, 0xffffffff,
    ])
  })

  it('makes a handle of an object, which ends when it is freed', () => {
    const peers = call('OrthancPluginGetPeers', { peers: 9n })
    expect(peers).not.toBe(9)
    const name = call('OrthancPluginGetPeerName', { target: 'me' }, peers, 0)
    expect(textAt(name)).toBe('me')
    call('OrthancPluginFreePeers', {}, peers)
    expect(guest.freed).toEqual([name])
    expect(asked.map(({ values }) => values['peers'])).toEqual([undefined, 9n, 9n])
    expect(call('OrthancPluginGetPeersCount', { target: 1 }, peers)).toBe(0)
    expect(asked).toHaveLength(3)
    expect(guest.log).toEqual([expect.stringMatching(/peers: not an object of Orthanc/)])
  })

  it.each([
    ['NULL', () => 0, 'NULL instead of an object of Orthanc'],
    ['made up', () => 12_345, 'not an object of Orthanc, or one that has ended'],
    [
      'of another class',
      () => native.handles.add('Peers', 3n),
      'a Peers instead of a DicomInstance',
    ],
  ])('refuses a handle that is %s', (_, handle, message) => {
    expect(call('OrthancPluginGetInstanceJson', {}, handle())).toBe(0)
    expect(asked).toEqual([])
    expect(guest.log).toEqual([`error: OrthancPluginGetInstanceJson: instance: ${message}`])
  })

  it.each([
    ['NULL', 0, 35],
    ['outside the memory', outside, 3],
  ])('refuses the address of a result that is %s before Orthanc is asked', (_, at, code) => {
    expect(call('OrthancPluginReadFile', {}, at, guest.text('abc'))).toBe(code)
    expect(asked).toEqual([])
  })

  it('draws on a copy of the image', () => {
    const image = guest.call('OrthancPluginCreateImage', 1, 2, 2)
    const drawn = new Uint8Array([1, 2, 3, 4])
    returns.push({ target: 8n }, {}, { resultBuffer: drawn })
    const values = [image, 0, guest.text('A'), 0, 0, 255, 255, 255]
    expect(call('OrthancPluginDrawText', {}, ...values)).toBe(0)
    expect(asked.map(({ service }) => service)).toEqual([
      'CreateImageAccessor',
      'DrawText',
      'GetImageBuffer',
      'FreeImage',
    ])
    const pixels = guest.call('OrthancPluginGetImageBuffer', image)
    expect([...guest.memory.copy(pixels, 4)]).toEqual([...drawn])
  })

  it('records registrations while the plugin initializes, and refuses them later', () => {
    const { registrations } = guest.context
    registrations.open()
    guest.call('OrthancPluginRegisterOnChangeCallback', 7)
    registrations.close()
    guest.call('OrthancPluginRegisterOnChangeCallback', 8)
    expect(registrations.nativeCallbacks).toEqual([
      { type: 'OrthancPluginOnChangeCallback', index: 7, service: 'RegisterOnChangeCallback' },
    ])
    expect(guest.log).toEqual([expect.stringMatching(/^warning: RegisterOnChangeCallback: /)])
  })
})

describe('InvokeService', () => {
  it('writes the results for which the plugin passed an address', () => {
    const target = guest.bytes(new Uint8Array(8))
    const given = { instance, resultInt64: target }
    expect(invoke('GetInstanceSize', { resultInt64: 5n }, given)).toBe(0)
    expect(guest.memory.readU64(target)).toBe(5n)
    const text = guest.bytes(new Uint8Array(4))
    expect(
      invoke(
        'GetInstanceJson',
        { resultStringToFree: '{}' },
        { instance, resultStringToFree: text },
      ),
    ).toBe(0)
    expect(textAt(guest.memory.readU32(text))).toBe('{}')
  })

  it('does not need the addresses of results that the function does not have', () => {
    const answers = native.handles.add('FindAnswers', 4n)
    const dicom = guest.text('x')
    const none = { resultUint32: 0, resultGroup: 0, resultElement: 0, resultString: undefined }
    expect(invoke('FindAddAnswer', none, { answers, dicom, size: 1 })).toBe(0)
  })

  it('returns the code of Orthanc, and of an address that is missing', () => {
    const resultInt64 = guest.bytes(new Uint8Array(8))
    expect(invoke('GetInstanceSize', 6, { instance, resultInt64 })).toBe(6)
    expect(invoke('GetInstanceSize', {}, { instance })).toBe(35)
  })
})

it('asks for every service that this host does not carry out itself', () => {
  const withoutHandler = Object.entries(services).filter(([, row]) => 'support' in row)
  expect(withoutHandler.filter(([name]) => !nativeServices.has(name))).toEqual([])
})
