import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode as decodePng } from 'fast-png'
import { decode as decodeJpeg } from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDicom } from './support/dicom.ts'
import { randomBytes } from './support/images.ts'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

// One made-up image, and the files of the folder that `ORTHANC_WASM_DICOM` names, from scanners for instance: all
// uncompressed and little endian. The other side is DCMTK: its rendering, and its own view of the stored pixels.
const files: readonly NamedFile[] = [
  ['a made-up image', madeUpImage()],
  ...filesOf('ORTHANC_WASM_DICOM'),
]

type NamedFile = readonly [name: string, content: Uint8Array<ArrayBuffer>]

/** The pixels of an image as a list of samples; a colour has three. */
interface Samples {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly channels: number
  readonly data: ArrayLike<number>
}

let server: RunningServer

beforeAll(async () => {
  server = await startServer({ plugins: [sample('preview')] })
})

afterAll(async () => {
  await server.stop()
})

describe.skipIf(missingPackage('/usr/bin/dcm2pnm', 'dcmtk')).each(files)('%s', (_, body) => {
  const folder = temporaryFolder('real-images')
  const file = join(folder, 'image.dcm')
  writeFileSync(file, body)

  async function render(query: string): Promise<Response> {
    const answer = await fetch(`${server.url}/preview${query}`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    return answer
  }

  function renderWithDcmtk(answer: Response): Samples {
    const center = answer.headers.get('x-window-center')
    const width = answer.headers.get('x-window-width')
    const window = center === null || width === null ? [] : ['+Ww', center, width]
    const to = join(folder, 'dcmtk.pnm')
    execFileSync('dcm2pnm', ['-q', ...window, file, to], { stdio: 'ignore' })
    return readPnm(readFileSync(to))
  }

  it.each(['', '?center=40&width=400', '?center=300.5&width=1000'])(
    'as PNG%s is within one level of dcm2pnm',
    async (query) => {
      const answer = await render(query)
      const theirs = renderWithDcmtk(answer)
      const ours = await readPng(answer)
      expect(shapeOf(ours)).toEqual(shapeOf(theirs))
      expect(differences(ours, theirs).greatest).toBeLessThanOrEqual(1)
    },
  )

  it('takes the window that a query asks for', async () => {
    const answer = await render('?center=40&width=400')
    const { channels } = await readPng(answer)
    const window = ['center', 'width'].map((name) => answer.headers.get(`x-window-${name}`))
    // Colour has no window.
    expect(window).toEqual(channels === 3 ? [null, null] : ['40', '400'])
  })

  it('as JPEG of quality 90 is close to the PNG', async () => {
    const answer = await render('?format=jpeg&quality=90')
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    const exact = await readPng(await render(''))
    const ours = readJpeg(Buffer.from(await answer.arrayBuffer()), exact.channels)
    expect(shapeOf(ours)).toEqual(shapeOf(exact))
    expect(differences(ours, exact).mean).toBeLessThanOrEqual(jpegMeanError)
  })

  it('without a window has the stored values', async () => {
    const image = await readPng(await render('?window=none'))
    expect(differences(image, { ...image, data: storedValues(image) }).greatest).toBe(0)
  })

  /** As DCMTK writes them to a file, colour by pixel. */
  function storedValues({ width, height, channels }: Samples): number[] {
    execFileSync('dcmdump', ['-q', '+W', folder, file], { stdio: 'ignore' })
    const planar = execFileSync('dcmdump', ['-q', '+P', '0028,0006', file], { encoding: 'utf8' })
    const stored = readFileSync(join(folder, 'image.dcm.0.raw'))
    const pixels = width * height
    const bytes = stored.length >= pixels * channels * 2 ? 2 : 1
    const [pixelStep, channelStep] = / US 1 /.test(planar) ? [1, pixels] : [channels, 1]
    return Array.from({ length: pixels * channels }, (_value, i) => {
      const at = Math.floor(i / channels) * pixelStep + (i % channels) * channelStep
      return stored.readUIntLE(at * bytes, bytes)
    })
  }
})

// At quality 90 the steps of the coefficients are 2 to 24 (ITU T.81, table K.1, a fifth of it); rounded to them, noise is
// off by 4 levels in the root mean square, and the mean is below that.
const jpegMeanError = 4

/** Names and contents of the files `*.dcm` of a folder that a variable of the environment names. */
function filesOf(variable: string): NamedFile[] {
  const folder = process.env[variable]
  if (folder === undefined) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.dcm'))
  return names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))])
}

function madeUpImage(): Uint8Array<ArrayBuffer> {
  const random = randomBytes(1)
  const [rows, columns] = [97, 131]
  const pixels = Array.from({ length: rows * columns }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)]
    return Math.round(500 * Math.sin(x / 20) * Math.cos(y / 15) + (random() - 128) / 8)
  })
  return buildDicom({
    rows,
    columns,
    pixels,
    representation: 'signed',
    rescale: { slope: '1', intercept: '-24' },
    window: { center: '0', width: '900' },
  })
}

function shapeOf({ width, height, depth, channels }: Samples): readonly number[] {
  return [width, height, depth, channels]
}

function differences(one: Samples, other: Samples): { greatest: number; mean: number } {
  expect(one.data.length).toBe(other.data.length)
  let [greatest, sum] = [0, 0]
  for (let i = 0; i < one.data.length; i++) {
    const difference = Math.abs((one.data[i] ?? NaN) - (other.data[i] ?? NaN))
    greatest = Math.max(greatest, difference)
    sum += difference
  }
  return { greatest, mean: sum / one.data.length }
}

async function readPng(answer: Response): Promise<Samples> {
  expect(answer.headers.get('content-type')).toBe('image/png')
  return decodePng(new Uint8Array(await answer.arrayBuffer()))
}

/** The decoder returns gray as three equal colours: one of them. */
function readJpeg(file: Buffer, channels: number): Samples {
  const { width, height, data } = decodeJpeg(file, { useTArray: true })
  const wanted = Array.from({ length: width * height * channels }, (_, i) => {
    return data[Math.floor(i / channels) * 4 + (i % channels)] ?? NaN
  })
  return { width, height, depth: 8, channels, data: wanted }
}

/** PGM or PPM of 8 bits: `P5` or `P6`, width and height, the greatest level, the samples. */
function readPnm(file: Buffer): Samples {
  const header = /^P([56])\s(?:#.*\n)?(\d+)\s(\d+)\s255\n/.exec(file.toString('latin1', 0, 200))
  const [all = '', kind, width, height] = header ?? []
  expect(all).not.toBe('')
  return {
    width: Number(width),
    height: Number(height),
    depth: 8,
    channels: kind === '6' ? 3 : 1,
    data: file.subarray(all.length),
  }
}
