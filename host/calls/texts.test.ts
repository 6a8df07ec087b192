import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'

/** The text that a function without other arguments returns. */
function textOf(guest: TestGuest, name: string, ...values: readonly number[]): string {
  const at = guest.call(`OrthancPlugin${name}`, ...values)
  const bytes = Buffer.from(guest.memory.bytes(at, 200))
  return bytes.toString('latin1', 0, bytes.indexOf(0))
}

it.each([
  ['GetOrthancPath', 'orthanc-wasm'],
  ['GetOrthancDirectory', '.'],
  ['GetConfigurationPath', ''],
  ['GetConfiguration', '{"Name":"test"}'],
  ['GenerateUuid', '00000000-0000-4000-8000-000000000000'],
])('%s returns %j in memory that the plugin frees', (name, text) => {
  const guest = new TestGuest()
  const at = guest.call(`OrthancPlugin${name}`)
  expect(textOf(guest, name)).toBe(text)
  guest.call('OrthancPluginFreeString', at)
  expect(guest.freed).toEqual([at])
})

describe('a hash', () => {
  it('of MD5 has 32 digits (RFC 1321, A.5)', () => {
    const guest = new TestGuest()
    const digest = textOf(guest, 'ComputeMd5', guest.text('abc'), 3)
    expect(digest).toBe('900150983cd24fb0d6963f7d28e17f72')
  })

  it('of SHA-1 has groups of eight digits (FIPS 180-4)', () => {
    const guest = new TestGuest()
    const digest = textOf(guest, 'ComputeSha1', guest.text('abc'), 3)
    expect(digest).toBe('a9993e36-4706816a-ba3e2571-7850c26c-9cd0d89d')
  })
})

describe('the description of an error', () => {
  it.each([
    [0, 'Success'],
    [17, 'Unknown resource'],
  ])('of code %i is %j', (code, text) => {
    expect(textOf(new TestGuest(), 'GetErrorDescription', code)).toBe(text)
  })

  it('stays the host’s: the same text is at the same address', () => {
    const guest = new TestGuest()
    const describeError = (code: number) => guest.call('OrthancPluginGetErrorDescription', code)
    expect(describeError(17)).toBe(describeError(17))
    expect(describeError(17)).not.toBe(describeError(0))
  })
})
