import { describe, expect, it } from 'vitest'
import {
  adminAddress,
  fileName,
  hostName,
  orthancUrl,
  sdkVersion,
  wholeNumber,
} from './option-values.ts'

describe('a whole number', () => {
  const port = wholeNumber({ minimum: 0, maximum: 65535 })

  it.each(['0', '65535', '8042'])('may be %s', (text) => {
    expect(port(text)).toBe(Number(text))
  })

  it.each(['', ' 1', '-1', '1.5', '1e3', '0x10', '65536', 'NaN', '9'.repeat(400)])(
    'is not "%s"',
    (text) => {
      expect(() => port(text)).toThrow('Expected a whole number from 0 to 65535.')
    },
  )
})

describe('a host', () => {
  it.each(['127.0.0.1', '::1', '::', 'localhost', 'my-host.example.org'])('may be %s', (text) => {
    expect(hostName(text)).toBe(text)
  })

  it.each(['', ' ', 'http://localhost', 'localhost:80', '-a', 'a b'])('is not "%s"', (text) => {
    expect(() => hostName(text)).toThrow('Expected an address')
  })
})

it('takes the address of the admin listener with or without a host', () => {
  expect(adminAddress('8043')).toEqual({ host: '127.0.0.1', port: 8043 })
  expect(adminAddress('[::1]:8043')).toEqual({ host: '::1', port: 8043 })
  expect(() => adminAddress('localhost')).toThrow('Expected a port from 0 to 65535, or an address')
})

describe('a URL of Orthanc', () => {
  it.each(['http://localhost:8042', 'https://alice:secret@h/base/'])('may be %s', (text) => {
    expect(orthancUrl(text)).toBe(text)
  })

  it.each(['', 'localhost:8042', 'file:///x', 'http://h#x'])('is not "%s"', (text) => {
    expect(() => orthancUrl(text)).toThrow('Expected a URL that begins with http://')
  })
})

it('takes a version of three numbers', () => {
  expect(sdkVersion('1.12.4')).toBe('1.12.4')
  expect(() => sdkVersion('1.12')).toThrow('Expected a version like 1.12.3.')
})

it('does not take an empty file name', () => {
  expect(() => fileName('')).toThrow('Expected the name of a file or of a folder.')
})
