import { describe, expect, it } from 'vitest'
import { readOrthancUrl } from './orthanc-url.ts'

const basic = (credentials: string): string =>
  `Basic ${Buffer.from(credentials, 'latin1').toString('base64')}`

describe('a URL of Orthanc', () => {
  it.each([
    ['http://localhost', 'localhost', undefined, 'localhost', ''],
    ['http://localhost:8042/', 'localhost', 8042, 'localhost:8042', ''],
    ['HTTP://localhost:80', 'localhost', undefined, 'localhost', ''],
    ['http://h/base/path//', 'h', undefined, 'h', '/base/path'],
    ['http://[::1]:8042', '::1', 8042, '[::1]:8042', ''],
  ])('%s is taken apart', (text, hostname, port, host, basePath) => {
    expect(readOrthancUrl(text)).toMatchObject({ isSecure: false, hostname, port, host, basePath })
  })

  it.each([
    ['http://h', undefined],
    ['http://alice:secret@h', basic('alice:secret')],
    ['http://alice@h', basic('alice:')],
    ['http://a%3Ab:p%40%c3%a9@h', basic('a:b:p@\xc3\xa9')],
    ['http://a:p%zz@h', basic('a:p%zz')],
    ['http://a:é@h', basic('a:\xc3\xa9')],
  ])('%s may name a user', (text, authorization) => {
    expect(readOrthancUrl(text)?.authorization).toBe(authorization)
  })

  it('is shown without its user', () => {
    expect(readOrthancUrl('https://alice:secret@h:1/x/')).toMatchObject({
      isSecure: true,
      shown: 'https://h:1/x',
    })
  })

  it.each([
    '',
    'localhost:8042',
    'ftp://h',
    'http://',
    'http:///x',
    'http://h?x',
    'http://h/#x',
    'http://h:99999',
    ' http://h',
  ])('is not "%s"', (text) => {
    expect(readOrthancUrl(text)).toBeUndefined()
  })
})
