import { beforeEach, describe, expect, it } from 'vitest'
import { images } from '../../abi/images.ts'
import { imageFormats, pixelFormats } from '../../abi/enums.ts'
import { layOut, type Field } from '../../abi/kinds.ts'
import { contextValue, memoryBytes, TestGuest } from '../../test/support/guest.ts'
import { writePng } from '../../test/support/png-writer.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { decodePng } from '../image/png/decode-png.ts'

const { Grayscale8, Grayscale16, RGB24, Unknown } = pixelFormats
const rows = Buffer.from([0, 1, 2, 3, 0, 4, 5, 6])
const png = writePng({ width: 3, height: 2, depth: 8, colourType: 0, rows })

let guest: TestGuest
beforeEach(() => void (guest = new TestGuest()))

const call = (name: string, ...values: readonly number[]): number =>
  guest.call(`OrthancPlugin${name}`, ...values)

/** Format, width, height, pitch, and the bytes. */
function describeImage(image: number): readonly unknown[] {
  const numbers = ['PixelFormat', 'Width', 'Height', 'Pitch'].map((n) =>
    call(`GetImage${n}`, image),
  )
  const [, , height = 0, pitch = 0] = numbers
  return [...numbers, [...guest.memory.bytes(call('GetImageBuffer', image), height * pitch)]]
}

function uncompress(file: Uint8Array, format: number = imageFormats.Png): number {
  return call('UncompressImage', guest.bytes(file), file.length, format)
}

/** Calls a service by its number with a struct of these fields; returns the code. */
function invoke(
  name: keyof typeof images.services,
  fields: Readonly<Record<string, number>>,
): number {
  const row = images.services[name]
  const { size, offsets } = layOut(row.fields)
  const struct = Buffer.alloc(size)
  row.fields.forEach(({ name: field, kind }: Field, i) => {
    const at = offsets[i] ?? 0
    if (kind === 'u8') struct.writeUInt8(fields[field] ?? 0, at)
    else struct.writeUInt32LE((fields[field] ?? 0) >>> 0, at)
  })
  const params = guest.bytes(struct)
  return guest.callRaw('OrthancPluginInvokeService', contextValue, row.number, params)
}

describe('an image', () => {
  it('that is decoded is in memory of the plugin', () => {
    expect(describeImage(uncompress(png))).toEqual([Grayscale8, 3, 2, 3, [1, 2, 3, 4, 5, 6]])
  })

  it('of 16 bits has its samples in the order of memory', () => {
    const wide = Buffer.from([0, 1, 2])
    const file = writePng({ width: 1, height: 1, depth: 16, colourType: 0, rows: wide })
    expect(describeImage(uncompress(file))).toEqual([Grayscale16, 1, 1, 2, [2, 1]])
  })

  it('that is created has room for its pixels, which the plugin writes', () => {
    const image = call('CreateImage', RGB24, 2, 2)
    guest.memory.write(
      call('GetImageBuffer', image),
      Uint8Array.from({ length: 12 }, (_, i) => i),
    )
    expect(describeImage(image)).toEqual([RGB24, 2, 2, 6, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]])
  })

  it('without pixels has no buffer', () => {
    const image = call('CreateImage', RGB24, 0, 5)
    expect(image).not.toBe(0)
    expect(describeImage(image)).toEqual([RGB24, 0, 5, 0, []])
    expect(call('GetImageBuffer', image)).toBe(0)
  })

  it('over pixels of the plugin refers to those pixels', () => {
    const buffer = guest.bytes(Buffer.from([1, 2, 3, 4, 5]))
    const image = call('CreateImageAccessor', Grayscale8, 2, 2, 3, buffer)
    expect(call('GetImageBuffer', image)).toBe(buffer)
    call('FreeImage', image)
    expect(guest.freed).toEqual([])
  })

  it('that is converted becomes a second image', () => {
    const source = uncompress(png)
    const target = call('ConvertPixelFormat', source, RGB24)
    expect(describeImage(target)).toEqual([
      RGB24,
      3,
      2,
      9,
      [1, 2, 3, 4, 5, 6].flatMap((v) => [v, v, v]),
    ])
    expect(describeImage(source)).toEqual([Grayscale8, 3, 2, 3, [1, 2, 3, 4, 5, 6]])
  })

  it('that is freed frees its memory, once', () => {
    const image = uncompress(png)
    const buffer = call('GetImageBuffer', image)
    call('FreeImage', image)
    expect(guest.freed).toEqual([buffer])
    call('FreeImage', image)
    call('FreeImage', 0)
    expect(guest.freed).toEqual([buffer])
    expect(guest.log).toEqual([
      'error: OrthancPluginFreeImage: not an image, or one that was freed',
    ])
  })

  it('leaks nothing in 1000 conversions', () => {
    for (let i = 0; i < 1000; i++) {
      guest = i % 100 === 0 ? new TestGuest() : guest
      const source = uncompress(png)
      const target = call('ConvertPixelFormat', source, Grayscale16)
      call('FreeImage', source)
      call('FreeImage', target)
      expect(guest.context.images.size).toBe(0)
    }
  })
})

describe('a bad handle', () => {
  it.each([
    ['GetImagePixelFormat', 6],
    ['GetImageWidth', 0],
    ['GetImageHeight', 0],
    ['GetImagePitch', 0],
    ['GetImageBuffer', 0],
  ])('%s returns %i', (name, failure) => {
    for (const handle of [0, 1, 0xffffffff]) expect(call(name, handle)).toBe(failure)
    expect(guest.log).toHaveLength(3)
  })

  it('is a code of a service', () => {
    const at = guest.bytes(Buffer.alloc(4))
    expect(invoke('GetImageWidth', { image: 0, resultUint32: at })).toBe(35)
    expect(invoke('GetImageWidth', { image: 77, resultUint32: at })).toBe(3)
    expect(invoke('FreeImage', { image: 77 })).toBe(3)
    expect(invoke('FreeImage', { image: 0 })).toBe(0)
    expect(invoke('ConvertPixelFormat', { source: 77, target: at, targetFormat: RGB24 })).toBe(3)
  })
})

describe('a service', () => {
  it('writes its result to the address in the struct', () => {
    const at = guest.bytes(Buffer.alloc(4))
    const data = guest.bytes(png)
    const fields = { target: at, data, size: png.length, format: imageFormats.Png }
    expect(invoke('UncompressImage', fields)).toBe(0)
    const image = guest.memory.readU32(at)
    expect(invoke('GetImagePixelFormat', { image, resultPixelFormat: at })).toBe(0)
    expect(guest.memory.readU32(at)).toBe(Grayscale8)
    expect(invoke('GetImageBuffer', { image, resultBuffer: at })).toBe(0)
    expect([...guest.memory.bytes(guest.memory.readU32(at), 6)]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it.each([
    ['NULL', 0, 35],
    ['outside', memoryBytes, 3],
    ['half outside', memoryBytes - 2, 3],
  ])('a result that goes %s makes no image', (_, target, code) => {
    const data = guest.bytes(png)
    expect(invoke('UncompressImage', { target, data, size: png.length, format: 0 })).toBe(code)
    expect(invoke('CreateImage', { target, format: RGB24, width: 2, height: 2 })).toBe(code)
    expect(guest.context.images.size).toBe(0)
  })
})

describe('an impossible image', () => {
  it.each([
    ['an unknown format', Unknown, 1, 1, 3],
    ['a format past the last', 12, 1, 1, 3],
    ['a negative format', -1, 1, 1, 3],
    ['more pixels than 32 bits count', RGB24, 0xffffffff, 0xffffffff, 4],
    ['a product that wraps to 0', Grayscale8, 65536, 65536, 4],
    ['a row that wraps to 0', RGB24, 0x80000000, 1, 4],
    ['a long row without rows', RGB24, 0xffffffff, 0, 4],
  ])('CreateImage refuses %s', (_, format, width, height, code) => {
    const target = guest.bytes(Buffer.alloc(4))
    expect(call('CreateImage', format, width, height)).toBe(0)
    expect(invoke('CreateImage', { target, format, width, height })).toBe(code)
  })

  it('CreateImage refuses more memory than the plugin has', () => {
    const target = guest.bytes(Buffer.alloc(4))
    expect(invoke('CreateImage', { target, format: RGB24, width: 60_000, height: 2 })).toBe(4)
    expect(guest.context.images.size).toBe(0)
  })

  it.each([
    ['a pitch under a row', { width: 4, height: 1, pitch: 3 }, 3],
    [
      'a buffer that ends in the last row',
      { width: 4, height: 3, pitch: 4, buffer: memoryBytes - 11 },
      3,
    ],
    ['NULL with pixels', { width: 4, height: 3, pitch: 4, buffer: 0 }, 35],
    ['rows that wrap', { width: 1, height: 65_537, pitch: 65_536 }, 3],
    [
      'a buffer that ends with the last row',
      { width: 4, height: 3, pitch: 4, buffer: memoryBytes - 12 },
      0,
    ],
    ['NULL without pixels', { width: 4, height: 0, pitch: 4, buffer: 0 }, 0],
  ])('CreateImageAccessor with %s', (_, fields, code) => {
    const target = guest.bytes(Buffer.alloc(4))
    const buffer = guest.bytes(Buffer.alloc(64))
    const all = { format: Grayscale8, target, buffer, ...fields }
    expect(invoke('CreateImageAccessor', all)).toBe(code)
  })

  it.each([
    ['a DICOM file', imageFormats.Dicom, 2],
    ['no format', 3, 3],
    ['a PNG as a JPEG', imageFormats.Jpeg, -1],
  ])('UncompressImage refuses %s', (_, format, code) => {
    const target = guest.bytes(Buffer.alloc(4))
    const data = guest.bytes(png)
    expect(invoke('UncompressImage', { target, data, size: png.length, format })).toBe(code)
  })

  it('a conversion that Orthanc does not have is refused before anything is allocated', () => {
    const target = guest.bytes(Buffer.alloc(4))
    const source = call('CreateImage', RGB24, 1, 1)
    const fields = { source, target, targetFormat: pixelFormats.Float32 }
    expect(invoke('ConvertPixelFormat', fields)).toBe(2)
    expect(invoke('ConvertPixelFormat', { ...fields, targetFormat: 12 })).toBe(3)
    expect(guest.context.images.size).toBe(1)
  })

  it('an image beyond the limit is refused before its memory is allocated', () => {
    const { images: table } = guest.context
    while (table.size < fixedLimits.images) call('CreateImage', RGB24, 0, 0)
    const target = guest.bytes(Buffer.alloc(4))
    expect(invoke('CreateImage', { target, format: RGB24, width: 1, height: 1 })).toBe(4)
    expect(guest.freed).toEqual([])
  })
})

/** Fills the table with images, without memory of their own, while the host allocates. */
function fillTable(): void {
  guest.onMalloc = () => {
    guest.onMalloc = undefined
    const { images: table } = guest.context
    while (table.size < fixedLimits.images) call('CreateImage', RGB24, 0, 0)
  }
}

describe('a plugin whose malloc makes images', () => {
  const target = 128

  it.each([
    ['UncompressImage', () => ({ data: guest.bytes(png), size: png.length, format: 0 })],
    ['ConvertPixelFormat', () => ({ source: uncompress(png), targetFormat: RGB24 })],
    ['CreateImage', () => ({ format: RGB24, width: 1, height: 1 })],
  ] as const)('gets its memory back from %s where the table is full', (name, fields) => {
    const given = fields()
    fillTable()
    expect(invoke(name, { ...given, target })).toBe(4)
    expect(guest.freed).toEqual([guest.lastBlock])
  })
})

describe('CompressImage', () => {
  const pixels = Buffer.from([1, 2, 3, 4, 5, 6])

  it('returns a file that the plugin frees', () => {
    const target = guest.bytes(Buffer.alloc(8))
    expect(call('CompressPngImage', target, Grayscale8, 3, 2, 3, guest.bytes(pixels))).toBe(0)
    const [data, size] = [guest.memory.readU32(target), guest.memory.readU32(target + 4)]
    expect([...decodePng(guest.memory.copy(data, size)).data]).toEqual([...pixels])
    call('FreeMemoryBuffer', target)
    expect(guest.freed).toEqual([data])
  })

  it('returns a JPEG of a quality', () => {
    const target = guest.bytes(Buffer.alloc(8))
    const source = guest.bytes(pixels)
    expect(call('CompressJpegImage', target, Grayscale8, 3, 2, 3, source, 90)).toBe(0)
    expect([...guest.memory.bytes(guest.memory.readU32(target), 2)]).toEqual([0xff, 0xd8])
    expect(call('CompressJpegImage', target, Grayscale8, 3, 2, 3, source, 0)).toBe(3)
    expect(call('CompressJpegImage', target, Grayscale16, 1, 2, 3, source, 90)).toBe(3)
  })

  it.each([
    ['a target outside', { target: memoryBytes - 4 }, 3],
    ['no target', { target: 0 }, 35],
    ['pixels outside', { buffer: memoryBytes - 5 }, 3],
    ['no pixels', { buffer: 0 }, 35],
    ['a format without pixels', { pixelFormat: Unknown }, 3],
    ['a format that PNG does not have', { pixelFormat: pixelFormats.BGRA32, pitch: 64 }, 2],
    ['an unknown kind of file', { imageFormat: 2 }, 3],
    ['a pitch under a row', { pitch: 2 }, 3],
    ['no rows', { height: 0 }, -1],
  ])('refuses %s', (_, change, code) => {
    const target = guest.bytes(Buffer.alloc(8))
    const buffer = guest.bytes(pixels)
    const fields = {
      target,
      buffer,
      imageFormat: 0,
      pixelFormat: Grayscale8,
      width: 3,
      height: 2,
      pitch: 3,
    }
    expect(invoke('CompressImage', { ...fields, ...change })).toBe(code)
    expect([...guest.memory.bytes(target, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })
})
