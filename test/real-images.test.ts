import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode as decodePng } from 'fast-png'
import { decode as decodeJpeg } from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

// Files from scanners, where there are some: `ORTHANC_WASM_DICOM` names their folder. All must be uncompressed and
// little endian. The other side is DCMTK: its rendering, and its own view of the stored pixels.
const source = process.env['ORTHANC_WASM_DICOM']
const names = source === undefined ? [] : listDicom(source)
const hasNoDcmtk = names.length > 0 && missingPackage('/usr/bin/dcm2pnm', 'dcmtk')

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
}, 60_000)

afterAll(async () => {
  await server.stop()
})

describe.skipIf(hasNoDcmtk).each(names)('%s', (name) => {
  const folder = temporaryFolder('real-images')
  const file = join(folder, 'image.dcm')
  copyFileSync(join(source ?? '', name), file)

  async function render(query: string): Promise<Response> {
    const body = new Uint8Array(readFileSync(file))
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
    execFileSync('dcmdump', ['-q', '+W', folder, file], { stdio: 'ignore' })
    const stored = readFileSync(join(folder, 'image.dcm.0.raw'))
    const image = await readPng(await render('?window=none'))
    const count = image.width * image.height * image.channels
    const bytes = stored.length >= count * 2 ? 2 : 1
    const values = Array.from({ length: count }, (_, i) => stored.readUIntLE(i * bytes, bytes))
    expect(differences(image, { ...image, data: values }).greatest).toBe(0)
  })
})

// Quality 90 divides the coefficients by 3 (low frequencies) to 20 (high ones): an error of a few levels in noise.
const jpegMeanError = 3

function listDicom(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.dcm'))
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

/** Gray is one of the three equal colours that the decoder gives. */
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
