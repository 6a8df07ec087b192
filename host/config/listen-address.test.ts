import { expect, it } from 'vitest'
import { readListenAddress, showListenAddress } from './listen-address.ts'

it.each([
  ['8043', '127.0.0.1:8043'],
  ['0', '127.0.0.1:0'],
  ['localhost:8043', 'localhost:8043'],
  ['0.0.0.0:65535', '0.0.0.0:65535'],
  ['[::1]:8043', '[::1]:8043'],
])('reads %s as %s', (text, shown) => {
  const address = readListenAddress(text)
  expect(address && showListenAddress(address)).toBe(shown)
})

it.each([
  '',
  ':',
  ':8043',
  '65536',
  'a:',
  '::1:8043',
  '[a]:80',
  '[]:80',
  'a b:80',
  '-1',
  '1e3',
  'a:80:80',
])('refuses "%s"', (text) => {
  expect(readListenAddress(text)).toBeUndefined()
})
