import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pixelFormats } from '../abi/enums.ts'
import { rowBytes } from '../host/image/pixels.ts'
import { lacksOrthanc, startOrthanc } from './conformance/orthanc-server.ts'
import type { ConformanceServer } from './conformance/our-server.ts'
import { cCompilers } from './support/c-compilers.ts'
import { randomBytes } from './support/images.ts'
import { filteredRows, pngChunk, writePng } from './support/png-writer.ts'
import { readPng } from './support/png-reader.ts'
import { runProgram } from './support/program.ts'
import { commandLine, root, sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('image-services')
const source = join(root, 'test/conformance/c/image-plugin.c')
const longestMs = 180_000

/** A request to the plugin in C: its path and its body. */
interface Ask {
  readonly path: string
  readonly body: Uint8Array<ArrayBuffer>
}

/** What its answers say: the numbers of the first line, and the bytes after it. */
interface ImageReply {
  readonly numbers: string
  readonly bytes: Buffer
}

async function ask(port: number, { path, body }: Ask): Promise<ImageReply> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body })
  const answer = Buffer.from(await response.arrayBuffer())
  const end = answer.indexOf('\n')
  return { numbers: answer.toString('latin1', 0, end), bytes: answer.subarray(end + 1) }
}

function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, randomBytes(seed))
}

const rows = Buffer.from([0, 1, 2, 3, 0, 4, 5, 6])
const good = { width: 3, height: 2, depth: 8, colourType: 0, rows }

/** PNGs of every depth and colour type, one of them interlaced, and broken ones. */
function pngAsks(): readonly Ask[] {
  const kinds = [0, 1, 2, 3, 4, 6].flatMap((colourType) =>
    [1, 2, 4, 8, 16].map((depth) => ({ colourType, depth })),
  )
  // Orthanc returns RGBA of 16 bits in a format that the SDK does not have.
  const files = kinds.filter((k) => !(k.colourType === 6 && k.depth === 16)).map(noisyPng)
  const wide = { width: 5, height: 7, pixelBytes: 3, data: noise(105, 3) }
  const passes = filteredRows(wide, [0, 1, 2, 3, 4], { interlaced: true })
  const interlaced = { width: 5, height: 7, depth: 8, colourType: 2, interlace: 1, rows: passes }
  const whole = writePng(good)
  const cut = Array.from({ length: whole.length }, (_, i) => whole.subarray(0, i))
  const flipped = Array.from({ length: whole.length }, (_, i) => {
    const copy = Buffer.from(whole)
    copy[i] = (copy[i] ?? 0) ^ (1 << (i % 8))
    return copy
  })
  return [...files, writePng(interlaced), ...cut, ...flipped].map((each) => ({
    path: '/uncompress/0',
    body: Uint8Array.from(each),
  }))
}

function noisyPng(kind: { readonly colourType: number; readonly depth: number }): Buffer {
  const channels = [1, 1, 3, 1, 2, 1, 4][kind.colourType] ?? 1
  const row = Math.ceil((5 * channels * kind.depth) / 8)
  const image = { width: row, height: 7, pixelBytes: 1, data: noise(row * 7, 2) }
  const colours = 2 ** Math.min(8, kind.depth)
  const extra = kind.colourType === 3 ? [pngChunk('PLTE', noise(3 * colours, 1))] : []
  const unfiltered = filteredRows(image, [0], { interlaced: false })
  return writePng({ ...kind, width: 5, height: 7, rows: unfiltered, extra })
}

/** Each pair of pixel formats, numbers out of the enumeration too. */
function conversionAsks(): readonly Ask[] {
  const formats = Object.values(pixelFormats).filter((format) => format !== pixelFormats.Unknown)
  return formats.flatMap((from) =>
    [...formats, pixelFormats.Unknown, 0, 12].map((to) => {
      const [width, height] = [37, 5]
      const pitch = rowBytes({ format: from, width, height, pitch: 0 }) + 3
      const path = `/convert/${from}/${width}/${height}/${pitch}/${to}`
      return { path, body: noise(pitch * height, from * 16 + to) }
    }),
  )
}

/** What images can be made of, within the memory of both servers. */
function shapeAsks(): readonly Ask[] {
  const body = noise(64, 4)
  const sizes = ['3/2', '0/0', '0/5', '5/0', '1/1']
  const created = [0, 1, 2, 4, 5, 6, 7, 11, 12, 4294967295].flatMap((format) =>
    sizes.map((size) => `/create/${format}/${size}`),
  )
  const accessed = ['1/3/2/3', '1/3/2/2', '1/3/2/0', '1/0/0/0', '1/3/0/3', '1/3/0/2', '6/3/2/3']
  const more = ['12/1/1/8', '4/3/2/10', '2/3/2/7', '0/1/1/1']
  const compressed = [0, 1, 2, 7].flatMap((kind) =>
    Array.from({ length: 13 }, (_, format) => format).flatMap((format) =>
      [0, 1, 100, 101].map((quality) => `/compress/${kind}/${format}/0/2/24/${quality}`),
    ),
  )
  const jpegs = [1, 50, 255].map((quality) => `/compress/1/1/8/8/8/${quality}`)
  const paths = [
    ...created,
    ...[...accessed, ...more].map((p) => `/accessor/${p}`),
    ...compressed,
    ...jpegs,
  ]
  return paths.map((path) => ({ path, body }))
}

const compiler = cCompilers.find(({ missing }) => !missing)

describe.skipIf(compiler === undefined)('a plugin in C', () => {
  let ours: RunningServer

  beforeAll(async () => {
    const plugin = join(folder, 'image-plugin.wasm')
    const line = [commandLine, 'build', source, '-o', plugin]
    const built = await runProgram(root, process.execPath, ...line, ...(compiler?.args ?? []))
    if (built.code !== 0) throw new Error(built.err)
    ours = await startServer({ plugins: [plugin], args: ['--sdk', '1.12.7'] })
  }, longestMs)

  afterAll(async () => ours.stop())

  it('decodes a PNG into memory of its own', async () => {
    const body = Uint8Array.from(writePng(good))
    const { numbers, bytes } = await ask(ours.port, { path: '/uncompress/0', body })
    expect(numbers).toBe('0 1 3 2 3')
    expect([...bytes]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('decodes a JPEG', async () => {
    const pixels = noise(8 * 8, 5)
    const file = await ask(ours.port, { path: '/compress/1/1/8/8/8/100', body: pixels })
    const body = Uint8Array.from(file.bytes)
    const { numbers, bytes } = await ask(ours.port, { path: '/uncompress/1', body })
    expect(numbers).toBe('0 1 8 8 8')
    const worst = pixels.map((value, i) => Math.abs(value - (bytes[i] ?? 0)))
    expect(Math.max(...worst)).toBeLessThan(4)
  })

  it('gets a code for images that are larger than its memory', async () => {
    const body = noise(1, 1)
    for (const size of ['65536/65536', '4294967295/4294967295', '1000000/1000000']) {
      const { numbers } = await ask(ours.port, { path: `/create/4/${size}`, body })
      expect(numbers).toBe('4')
    }
    const huge = Uint8Array.from(writePng({ ...good, width: 100_000, height: 100_000 }))
    expect((await ask(ours.port, { path: '/uncompress/0', body: huge })).numbers).toBe('4')
  })

  describe.skipIf(lacksOrthanc())('and the same plugin of the real server', () => {
    let real: ConformanceServer

    beforeAll(async () => {
      const native = join(folder, 'image-plugin.so')
      const line = ['-shared', '-fPIC', '-O1', source, '-o', native]
      const built = await runProgram(folder, 'gcc', ...line)
      if (built.code !== 0) throw new Error(built.err)
      real = await startOrthanc(native, {}, folder)
    }, longestMs)

    afterAll(async () => real.stop())

    it.each([
      ['PNGs', pngAsks()],
      ['conversions', conversionAsks()],
      ['shapes', shapeAsks()],
    ])(
      'tell the same of %s',
      async (_, asks) => {
        const differences: string[] = []
        for (const each of asks) {
          const [a, b] = await Promise.all([ask(ours.port, each), ask(real.port, each)])
          if (a.numbers !== b.numbers)
            differences.push(`${each.path}: ${a.numbers}, not ${b.numbers}`)
          else if (!each.path.startsWith('/compress/0') && !a.bytes.equals(b.bytes))
            differences.push(`${each.path}: other bytes`)
        }
        expect(differences).toEqual([])
      },
      longestMs,
    )
  })
})

describe('a plugin in AssemblyScript', () => {
  let server: RunningServer

  beforeAll(async () => {
    server = await startServer({ plugins: [sample('rest')] })
  })

  afterAll(async () => server.stop())

  async function post(path: string, body: Uint8Array): Promise<Response> {
    return fetch(`${server.url}/rest/image/${path}`, {
      method: 'POST',
      body: Uint8Array.from(body),
    })
  }

  async function pngOf(path: string, body: Uint8Array): Promise<ReturnType<typeof readPng>> {
    const response = await post(path, body)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    return readPng(new Uint8Array(await response.arrayBuffer()))
  }

  it('returns an image with other pixels', async () => {
    const rgba = await pngOf('rgba', writePng(good))
    expect([...rgba.rows]).toEqual([1, 2, 3, 4, 5, 6].flatMap((v) => [v, v, v, 255]))
    const wide = await pngOf('gray16', writePng(good))
    expect([wide.depth, ...wide.rows]).toEqual([16, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6])
  })

  it('says what it decoded', async () => {
    const response = await post('gray8', writePng(good))
    expect(response.headers.get('x-pixels')).toBe('3 x 2, 6 bytes')
  })

  it('keeps 16 bits in a file of its own', async () => {
    const samples = Buffer.from([0, 0x12, 0x34, 0xff, 0xfe])
    const file = writePng({ width: 2, height: 1, depth: 16, colourType: 0, rows: samples })
    expect([...(await pngOf('png', file)).rows]).toEqual([0x12, 0x34, 0xff, 0xfe])
  })

  it('reads a JPEG of another program, and writes one that another reads', async () => {
    const raw = { width: 40, height: 30, channels: 3 } as const
    const pixels = Buffer.alloc(3600, 100)
    const file = await sharp(pixels, { raw }).jpeg({ quality: 95 }).toBuffer()
    expect([...(await pngOf('rgb', file)).rows].every((v) => Math.abs(v - 100) < 3)).toBe(true)
    const answer = await post('jpeg', file)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    const back = await sharp(await answer.arrayBuffer())
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([back.info.width, back.info.height]).toEqual([40, 30])
  })

  it('refuses bytes that are not an image, and continues', async () => {
    const bad = [
      new Uint8Array(),
      Buffer.from('no image'),
      Buffer.from([0xff, 0xd8, 0xff]),
      writePng({ ...good, width: 1_000_000, height: 1_000_000 }),
      writePng({ ...good, rows: rows.subarray(0, 5) }),
    ]
    for (const body of bad) {
      const response = await post('gray8', body)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ OrthancStatus: 15 })
    }
    expect((await post('gray8', writePng(good))).status).toBe(200)
  })

  it('does not grow with the images that it has shown', async () => {
    const body = writePng({ ...good, width: 2000, height: 2000, rows: Buffer.alloc(2001 * 2000) })
    // Each takes 4 MB decoded and 16 MB converted, and the plugin has 256 MiB.
    for (let i = 0; i < 20; i++) {
      const response = await post('rgba', body)
      expect(response.status).toBe(200)
      await response.arrayBuffer()
    }
  })
})
