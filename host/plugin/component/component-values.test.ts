import { describe, expect, it } from 'vitest'
import { componentFunctions, type ComponentFunction } from '../../../abi/component.ts'
import { BadArgumentError, GuestMemoryError, PluginError } from '../../exchange/errors.ts'
import { fieldsOf, listOf } from './component-values.ts'

function functionNamed(name: string): ComponentFunction {
  const found = componentFunctions().find((f) => f.name === name)
  if (found === undefined) throw new Error(`no function ${name}`)
  return found
}

const setCookie = functionNamed('set-cookie')
const image = functionNamed('compress-and-answer-image')

/** The extent of an image when the component passes `length` bytes. */
function extentOf(length: number): (length: number) => Uint8Array {
  const { buffer } = fieldsOf(image, [0, 1, 16, 16, 16, new Uint8Array(length), 0])
  if (typeof buffer !== 'function') throw new Error('no extent')
  return (wanted) => buffer(wanted)
}

describe('fieldsOf', () => {
  it('converts texts to byte strings', () => {
    const fields = fieldsOf(setCookie, [Uint8Array.of(0xff, 0x41), listOf('value')])
    expect(fields).toEqual({ key: '\xffA', value: 'value' })
  })

  it('sets the field for the length of a list', () => {
    const fields = fieldsOf(functionNamed('send-http-status'), [200, listOf('abc')])
    expect(fields).toMatchObject({ status: 200, bodySize: 3 })
  })

  it.each([
    ['with a NUL', Uint8Array.of(0x41, 0), 'key: string with a NUL in it'],
    ['too long', new Uint8Array(1024 * 1024 + 1).fill(1), 'key: string longer than 1048576 bytes'],
  ])('refuses a text %s', (_, text, message) => {
    expect(() => fieldsOf(setCookie, [text, listOf('')])).toThrow(
      expect.objectContaining({ message, code: 3 }),
    )
  })

  it('refuses texts that are too long together, also if all are the same', () => {
    const text = new Uint8Array(1024 * 1024).fill(1)
    const values = [listOf('part'), Array.from({ length: 5 }, () => text), []]
    expect(() => fieldsOf(functionNamed('send-multipart-item2'), values)).toThrow(
      expect.objectContaining({
        message: 'headersKeys: strings of more than 4194304 bytes together',
        code: 3,
      }),
    )
  })

  it('ends a component that passes other types', () => {
    expect(() => fieldsOf(setCookie, ['a string', listOf('')])).toThrow(PluginError)
    expect(() => fieldsOf(image, [undefined])).toThrow(PluginError)
  })
})

describe('an extent', () => {
  it('returns the number of bytes that the handler needs', () => {
    expect(extentOf(300)(256)).toHaveLength(256)
  })

  it('is a bad argument if the list is shorter, and NULL if it is empty', () => {
    expect(() => extentOf(255)(256)).toThrow(BadArgumentError)
    expect(() => extentOf(255)(256)).toThrow('buffer: 255 bytes, 256 needed')
    expect(() => extentOf(0)(256)).toThrow(GuestMemoryError)
  })
})

describe('listOf', () => {
  it.each(['', 'abc', '\xff'.repeat(64), 'x'.repeat(1000)])('keeps each byte', (text) => {
    expect(Buffer.from(listOf(text)).toString('latin1')).toBe(text)
  })
})
