import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import sharp from 'sharp'
import { decode } from 'fast-png'
import { decode as decodeJpeg } from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDicom, type DicomOptions } from './support/dicom.ts'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer } from './support/serve.ts'

type Server = Awaited<ReturnType<typeof startServer>>

let server: Server

beforeAll(async () => {
  server = await startServer({ plugins: [sample('preview')] })
})

afterAll(async () => {
  await server.stop()
})

async function post(file: Uint8Array<ArrayBuffer>, options = ''): Promise<Response> {
  const path = options === '' ? '/preview' : `/preview/${options}`
  return fetch(server.url + path, { method: 'POST', body: file })
}

async function readPng(answer: Response): Promise<ReturnType<typeof decode>> {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  return decode(new Uint8Array(await answer.arrayBuffer()))
}

async function levels(options: DicomOptions, asked = ''): Promise<number[]> {
  return Array.from((await readPng(await post(buildDicom(options), asked))).data)
}

async function refusal(file: Uint8Array<ArrayBuffer>, options = ''): Promise<string> {
  const answer = await post(file, options)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/plain'])
  return (await answer.text()).trim()
}

/** Six values and a window over 0 to 255, in which a value is its own level. */
const plain = {
  rows: 2,
  columns: 3,
  pixels: [0, 50, 100, 150, 200, 255],
  window: { center: '128', width: '256' },
} as const satisfies DicomOptions

/** A JPEG file of one level of grey, or of one colour. */
async function jpegOf(...levelsOfPixel: readonly number[]): Promise<Uint8Array> {
  const raw = { width: 24, height: 16, channels: levelsOfPixel.length === 1 ? 1 : 3 } as const
  const data = Buffer.from(Array.from({ length: 24 * 16 }, () => levelsOfPixel).flat())
  const file = await sharp(data, { raw })
    .toColourspace(raw.channels === 1 ? 'b-w' : 'srgb')
    .jpeg({ quality: 100 })
    .toBuffer()
  return file.length % 2 === 0 ? file : Buffer.concat([file, Buffer.alloc(1)])
}

const halves = (file: Uint8Array): Uint8Array[] => [file.subarray(0, 200), file.subarray(200)]

describe('formats', () => {
  it.each(['explicit', 'implicit'])('reads %s little endian', async (transferSyntax) => {
    expect(await levels({ ...plain, transferSyntax })).toEqual(plain.pixels)
  })

  it('reads unsigned values of 8 bit', async () => {
    expect(await levels({ ...plain, bitsAllocated: 8 })).toEqual(plain.pixels)
  })

  it('reads signed values of 8 bit', async () => {
    const pixels = [-128, -1, 0, 1, 100, 127]
    const window = { center: '0', width: '256' }
    const expected = [0, 127, 128, 129, 228, 255]
    const options: DicomOptions = {
      ...plain,
      pixels,
      window,
      bitsAllocated: 8,
      representation: 'signed',
    }
    expect(await levels(options)).toEqual(expected)
  })

  it('reads signed values of 16 bit', async () => {
    const pixels = [-32768, -1024, 0, 40, 400, 32767]
    const window = { center: '0', width: '65536' }
    const expected = [0, 124, 128, 128, 129, 255]
    expect(await levels({ ...plain, pixels, window, representation: 'signed' })).toEqual(expected)
  })

  it('extends the sign of 12 bits stored below bits of others', async () => {
    const options: DicomOptions = {
      ...plain,
      pixels: [-2048, -1, 0, 1, 1000, 2047],
      bitsStored: 12,
      highBit: 13,
      representation: 'signed',
    }
    const image = await readPng(await post(buildDicom(options), 'window=none'))
    expect(Array.from(new Int16Array(Uint16Array.from(image.data).buffer))).toEqual(options.pixels)
  })

  it('shows the least value of MONOCHROME1 as white', async () => {
    const expected = plain.pixels.map((value) => 255 - value)
    expect(await levels({ ...plain, photometric: 'MONOCHROME1' })).toEqual(expected)
  })

  const colours = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 40, 50, 60, 70, 80, 90]
  it('renders RGB by pixel unchanged', async () => {
    expect(await levels({ rows: 2, columns: 3, photometric: 'RGB', pixels: colours })).toEqual(
      colours,
    )
  })

  it('renders RGB by plane unchanged', async () => {
    const planes = [0, 1, 2].flatMap((plane) => colours.filter((_, at) => at % 3 === plane))
    const options: DicomOptions = { rows: 2, columns: 3, photometric: 'RGB', pixels: planes }
    expect(await levels({ ...options, colourBy: 'plane' })).toEqual(colours)
  })

  it.each(['explicit', 'implicit'])('skips sequences in %s syntax', async (transferSyntax) => {
    for (const icon of ['defined', 'undefined'] as const) {
      expect(await levels({ ...plain, transferSyntax, icon })).toEqual(plain.pixels)
    }
  })

  it('renders the requested frame, counted from 0', async () => {
    const pixels = [...plain.pixels, 1, 2, 3, 4, 5, 6]
    expect(await levels({ ...plain, pixels, frames: 2 })).toEqual(plain.pixels)
    expect(await levels({ ...plain, pixels, frames: 2 }, 'frame=1')).toEqual([1, 2, 3, 4, 5, 6])
  })

  describe('of JPEG baseline', () => {
    const transferSyntax = '1.2.840.10008.1.2.4.50'
    const size = { rows: 16, columns: 24, bitsAllocated: 8, pixels: [], transferSyntax } as const
    const window = { center: '128', width: '256' }

    it.each([
      ['one fragment each', false, (file: Uint8Array) => [file]],
      ['an offset table', true, halves],
    ])('renders each frame, with %s', async (_, hasOffsets, split) => {
      const frames = await Promise.all(
        [50, 100, 150].map(async (level) => split(await jpegOf(level))),
      )
      const options = { ...size, window, frames: 3, compressed: { frames, hasOffsets } }
      const shown = await Promise.all(
        [0, 1, 2].map(async (frame) => (await levels(options, `frame=${frame}`))[5]),
      )
      expect(shown).toEqual([50, 100, 150])
    })

    it('renders one frame of several fragments, in colour', async () => {
      const frames = [halves(await jpegOf(200, 60, 60))]
      const compressed = { frames, hasOffsets: false }
      const [red = 0, green = 0] = await levels({
        ...size,
        photometric: 'YBR_FULL_422',
        compressed,
      })
      expect(Math.abs(red - 200) + Math.abs(green - 60)).toBeLessThan(6)
    })

    it('refuses what is not such a file', async () => {
      const good = await jpegOf(50)
      const ask = async (frames: Uint8Array[][], changed = {}): Promise<string> =>
        refusal(buildDicom({ ...size, compressed: { frames, hasOffsets: false }, ...changed }))
      expect(await ask([[Buffer.from('GIF89a')]])).toBe('frame 0 is not a valid JPEG file')
      expect(await ask([])).toBe('pixel data without a fragment')
      expect(await ask([[good]], { rows: 17 })).toMatch(
        /^the JPEG file of frame 0 has 24 × 16 pixels/,
      )
      expect(await ask([[good], halves(good)], { frames: 2 })).toMatch(
        /do not show where frame 0 is$/,
      )
      expect(await ask([[good]], { bitsAllocated: 16 })).toMatch(/^16 bits allocated/)
      expect(await refusal(buildDicom({ ...size, pixels: [1], rows: 1, columns: 1 }))).toBe(
        'uncompressed pixel data in spite of a compressed transfer syntax',
      )
    })
  })

  it('renders a JPEG of the requested quality', async () => {
    const pixels = Array.from({ length: 32 * 32 }, (_, at) => (at * 37) % 256)
    const file = buildDicom({ ...plain, rows: 32, columns: 32, pixels })
    const [good, poor] = await Promise.all(
      [90, 10].map(async (quality) => post(file, `format=jpeg&quality=${quality}`)),
    )
    const bytes = new Uint8Array((await good?.arrayBuffer()) ?? [])
    expect(good?.headers.get('content-type')).toBe('image/jpeg')
    expect(decodeJpeg(bytes, { useTArray: true })).toMatchObject({ width: 32, height: 32 })
    expect((await poor?.arrayBuffer())?.byteLength).toBeLessThan(bytes.length)
  })
})

async function details(options: DicomOptions): Promise<unknown> {
  const answer = await post(buildDicom(options), 'format=json')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
  return answer.json()
}

describe('the details', () => {
  it('have what a viewer shows, also of a file that is not decoded', async () => {
    const texts = [
      [0x00080005, 'CS', 'ISO_IR 100'],
      [0x00080060, 'CS', 'MR'],
      [0x00100010, 'PN', 'M\u00fcller^"Eva"'],
    ] as const
    const transferSyntax = '1.2.840.10008.1.2.4.91'
    const window = { center: '40\\x\\300', width: '400\\1\\1500' }
    expect(await details({ ...plain, texts, transferSyntax, window, frames: 1 })).toEqual({
      transferSyntax: 'JPEG 2000 (1.2.840.10008.1.2.4.91)',
      isDecoded: false,
      modality: 'MR',
      frames: 1,
      windows: [
        { name: 'Window 1', center: 40, width: 400 },
        { name: 'Window 3', center: 300, width: 1500 },
      ],
      tags: [
        ['Patient', 'Müller^"Eva"'],
        ['Modality', 'MR'],
      ],
    })
  })

  it('are refused as the picture is', async () => {
    expect(await refusal(new Uint8Array(3), 'format=json')).toMatch(/^not a DICOM file/)
  })
})

describe('the window', () => {
  it('is the one asked for, also in part', async () => {
    const asked = [0, 0, 128, 255, 255, 255]
    expect(await levels(plain, 'center=100.5&width=100')).toEqual(asked)
    const shifted = plain.pixels.map((value) => Math.max(0, value - 50))
    expect(await levels(plain, 'center=178')).toEqual(shifted)
  })

  it('is the first of several in the file', async () => {
    expect(await levels({ ...plain, window: { center: '128\\5', width: '256\\1' } })).toEqual(
      plain.pixels,
    )
  })

  it('spans all values if the file has none or one that cannot be used', async () => {
    const { rows, columns } = plain
    const pixels = [1000, 1051, 1102, 1153, 1204, 1255]
    const expected = [0, 51, 102, 153, 204, 255]
    expect(await levels({ rows, columns, pixels })).toEqual(expected)
    const window = { center: '1000', width: '0' }
    expect(await levels({ rows, columns, pixels, window })).toEqual(expected)
  })

  it('is over rescaled values', async () => {
    const rescale = { slope: '2', intercept: '-100' }
    const expected = [0, 0, 100, 200, 255, 255]
    expect(await levels({ ...plain, rescale })).toEqual(expected)
  })

  it.each(['explicit', 'implicit'])(
    'is over the values of a Modality LUT, in %s syntax',
    async (transferSyntax) => {
      const pixels = [0, 10, 11, 12, 13, 500]
      for (const kind of ['defined', 'undefined'] as const) {
        const lookup = { first: 10, entries: [7, 30, 20, 255], kind }
        const rendered = await levels({ ...plain, transferSyntax, pixels, lookup })
        expect(rendered).toEqual([7, 7, 30, 20, 255, 255])
      }
    },
  )

  it('bends as the file says', async () => {
    const window = { center: '100', width: '100' }
    const exact = await levels({ ...plain, window: { ...window, shape: 'LINEAR_EXACT' } })
    expect(exact).toEqual([0, 0, 128, 255, 255, 255])
    const sigmoid = await levels({ ...plain, window: { ...window, shape: 'SIGMOID' } })
    expect(sigmoid).toEqual([5, 30, 128, 225, 250, 254])
  })

  it('is left out, with 16 bit stored values, for window=none', async () => {
    const pixels = [0, 1, 255, 256, 40000, 65535]
    const rescale = { slope: '2', intercept: '-100' }
    const file = buildDicom({ ...plain, pixels, rescale })
    const image = await readPng(await post(file, 'window=none'))
    expect([image.depth, ...image.data]).toEqual([16, ...pixels])
  })

  it('is in the headers, with the range of the values', async () => {
    const rescale = { slope: '0.5', intercept: '-100' }
    const { headers } = await post(buildDicom({ ...plain, rescale }), 'center=-5.5')
    const values = ['x-window-center', 'x-window-width', 'x-value-range'].map((name) =>
      headers.get(name),
    )
    expect(values).toEqual(['-5.5', '256', '-100 27.5'])
  })
})

describe('the routes', () => {
  it('serve the page', async () => {
    const answer = await fetch(`${server.url}/preview`)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.text()).toBe(readFileSync('guest/examples/preview/page.html', 'utf8'))
  })

  it('take the options of a GET from the query as well as from the path', async () => {
    const [query, path, other] = await Promise.all(
      ['?center=30&width=50', '/center=30&width=50', ''].map(async (options) =>
        readPng(await fetch(`${server.url}/preview/phantom${options}`)),
      ),
    )
    expect(query?.data).toEqual(path?.data)
    expect(query?.data).not.toEqual(other?.data)
  })

  it.each([
    ['PUT', '/preview', 'GET,POST'],
    ['GET', '/preview/center=40', 'GET,POST'],
    ['POST', '/preview/phantom', 'GET'],
  ])('refuse %s %s', async (method, path, allowed) => {
    const answer = await fetch(server.url + path, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed])
  })
})

describe('a wrong option is refused', () => {
  it.each([
    ['center=x', 'center "x" is not a number'],
    ['center=', 'center "" is not a number'],
    ['center=4,5', 'center "4,5" is not a number'],
    ['width=0', 'width 0 is below 1'],
    ['width=1e999', 'width "1e999" is not a number'],
    ['window=full', 'window "full": only "none" is possible, a window is center and width'],
    ['window=none&width=5', 'window=none excludes center and width'],
    [
      'window=none&format=jpeg',
      'window=none renders 16 bits, which JPEG does not have: leave out format=jpeg',
    ],
    ['format=gif', 'format "gif": only "png", "jpeg" and "json" are possible'],
    ['quality=0', 'quality "0" is not a whole number from 1 to 100'],
    ['quality=346', 'quality "346" is not a whole number from 1 to 100'],
    ['frame=1', 'frame 1 does not exist: the file has 1, counted from 0'],
    ['frame=0.5', 'frame "0.5" is not a whole number from 0'],
    [
      'centre=40',
      'unknown option "centre": only center, width, window, format, quality and frame exist',
    ],
  ])('%s', async (options, text) => {
    expect(await refusal(buildDicom(plain), options)).toBe(text)
  })
})

describe('a wrong file is refused', () => {
  const preamble = new Uint8Array(132)
  it.each([
    ['an empty one', new Uint8Array(0), 'not a DICOM file: it is empty'],
    [
      'one without the preamble',
      buildDicom(plain).slice(128),
      'not a DICOM file: no "DICM" after a preamble of 128 bytes',
    ],
    ['zeros', preamble, 'not a DICOM file: no "DICM" after a preamble of 128 bytes'],
    [
      'one with nothing after its prefix',
      buildDicom(plain).slice(0, 132),
      'no transfer syntax (0002,0010) in the file meta information',
    ],
  ])('%s', async (_, file, text) => {
    expect(await refusal(file)).toBe(text)
  })

  it.each([
    ['1.2.840.10008.1.2.2', 'explicit VR big endian (1.2.840.10008.1.2.2)'],
    ['1.2.840.10008.1.2.4.90', 'JPEG 2000 lossless (1.2.840.10008.1.2.4.90)'],
    ['1.2.3.4', '1.2.3.4'],
  ])('of transfer syntax %s', async (transferSyntax, name) => {
    expect(await refusal(buildDicom({ ...plain, transferSyntax }))).toBe(
      `transfer syntax ${name} is not decoded here: only uncompressed little endian and JPEG baseline are; ` +
        'Orthanc decodes the others, so open the image from there',
    )
  })

  it.each<[string, Partial<DicomOptions>]>([
    ['no rows (0028,0010)', { rows: 0 }],
    ['no columns (0028,0011)', { columns: 0 }],
    ['8000 × 4195 pixels: at most 33554432 are rendered', { rows: 4195, columns: 8000 }],
    [
      'photometric interpretation YBR_FULL is not supported: only MONOCHROME1, MONOCHROME2 and RGB',
      { photometric: 'YBR_FULL' },
    ],
    [
      'RGB with 16 bits allocated (0028,0100): only 8 are supported',
      { photometric: 'RGB', bitsAllocated: 16 },
    ],
    [
      'impossible pixel format: 12 bits stored, high bit 10, 16 bits allocated',
      { bitsStored: 12, highBit: 10 },
    ],
    [
      'rescale slope and intercept (0028,1053), (0028,1052) lead out of all numbers',
      { rescale: { slope: '1e308', intercept: '0' } },
    ],
    [
      'pixel data of 12 bytes is too short: frame 0 of 14 bytes each is not in it',
      { rows: 7, columns: 1 },
    ],
  ])('%s', async (text, options) => {
    expect(await refusal(buildDicom({ ...plain, ...options }))).toBe(text)
  })

  it('with sequences nested beyond measure', async () => {
    const file = buildDicom({ ...plain, icon: 'undefined' })
    // An item and a sequence in it, both of undefined length, again and again.
    const item = [0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff]
    const sequence = [0x08, 0x00, 0x18, 0x22, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff]
    const start = findBytes(file, [0x88, 0x00, 0x00, 0x02]) + 12
    const nested = Array.from({ length: 100_000 }, () => [item, sequence]).flat(2)
    expect(await refusal(Uint8Array.from([...file.subarray(0, start), ...nested]))).toBe(
      'sequences are nested more than 64 levels deep',
    )
  })
})

function findBytes(bytes: Uint8Array, wanted: readonly number[]): number {
  return bytes.findIndex((_, at) => wanted.every((byte, i) => bytes[at + i] === byte))
}

const files: readonly Uint8Array<ArrayBuffer>[] = (['explicit', 'implicit'] as const).flatMap(
  (transferSyntax) =>
    (['defined', 'undefined'] as const).map((icon) =>
      buildDicom({
        ...plain,
        transferSyntax,
        icon,
        rescale: { slope: '1', intercept: '0' },
        lookup: { first: 0, entries: [1, 2, 3], kind: icon },
      }),
    ),
)

describe('a damaged file never makes the plugin fail', () => {
  it('cut anywhere it is refused', async () => {
    const statuses = new Set<number>()
    for (const file of files) {
      for (let length = 0; length < file.length; length++) {
        const answer = await post(file.slice(0, length))
        await answer.arrayBuffer()
        statuses.add(answer.status)
      }
    }
    expect([...statuses]).toEqual([400])
  })

  it('with other bytes in it, it is rendered or refused', async () => {
    const byte = fc.integer({ min: 0, max: 255 })
    const change = fc.tuple(fc.nat(), fc.oneof(byte, fc.constantFrom(0, 0xff)))
    const changes = fc.array(change, { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), changes, async (file, changed) => {
        const damaged = file.slice()
        for (const [at, value] of changed) damaged[132 + (at % (file.length - 132))] = value
        const answer = await post(damaged)
        await answer.arrayBuffer()
        expect([200, 400]).toContain(answer.status)
      }),
      { numRuns: 300 },
    )
  })
})

describe.skipIf(missingPackage('/usr/bin/dcm2pnm', 'dcmtk'))(
  'agrees with dcm2pnm within one level',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'preview-'))
    afterAll(() => rmSync(folder, { recursive: true }))

    function renderWithDcmtk(file: Uint8Array, center: number, width: number): Uint8Array {
      const [from, to] = [join(folder, 'in.dcm'), join(folder, 'out.pgm')]
      writeFileSync(from, file)
      execFileSync('dcm2pnm', ['-q', '+Ww', String(center), String(width), from, to], {
        stdio: 'ignore',
      })
      return readPnm(readFileSync(to))
    }

    const ramp = Array.from({ length: 64 * 64 }, (_, at) => at - 2048)
    const grey = { rows: 64, columns: 64, pixels: ramp, bitsStored: 12 } as const
    it.each<[string, DicomOptions]>([
      ['signed', { ...grey, representation: 'signed' }],
      ['unsigned', { ...grey, pixels: ramp.map((value) => value + 2048) }],
      ['MONOCHROME1', { ...grey, representation: 'signed', photometric: 'MONOCHROME1' }],
      ['8 bit', { ...grey, bitsStored: 8, bitsAllocated: 8, pixels: ramp.map((v) => v & 255) }],
      ['implicit', { ...grey, transferSyntax: 'implicit', representation: 'signed' }],
      // Whole numbers only: DCMTK cuts rescaled values to integers before it applies the window.
      [
        'rescaled',
        { ...grey, representation: 'signed', rescale: { slope: '3', intercept: '-24' } },
      ],
      [
        'rescaled downwards',
        { ...grey, representation: 'signed', rescale: { slope: '-1', intercept: '9' } },
      ],
    ])('%s', async (_, options) => {
      const file = buildDicom(options)
      for (const [center, width] of [
        [40, 400],
        [100.5, 77],
        [-500, 1],
        [0, 4096],
      ] as const) {
        const ours = (await readPng(await post(file, `center=${center}&width=${width}`))).data
        const theirs = renderWithDcmtk(file, center, width)
        const differences = Array.from(ours, (level, at) => Math.abs(level - (theirs[at] ?? -2)))
        expect([theirs.length, Math.max(...differences) <= 1]).toEqual([ours.length, true])
      }
    })
  },
)

/** The pixels of a PGM: three lines of text, then the bytes. */
function readPnm(file: Uint8Array): Uint8Array {
  let at = 0
  for (let lines = 0; lines < 3; lines++) at = file.indexOf(0x0a, at) + 1
  return file.subarray(at)
}
