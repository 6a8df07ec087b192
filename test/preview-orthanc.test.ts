import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc, startOrthanc } from './conformance/orthanc-server.ts'
import type { ConformanceServer } from './conformance/our-server.ts'
import { lacksChromium, startChromium, type Browser } from './support/chromium.ts'
import { buildDicom, type DicomOptions } from './support/dicom.ts'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const lacks = [lacksOrthanc(), lacksChromium(), missingPackage('dcmcrle', 'dcmtk')].includes(true)
const wavelet = '1.2.840.10008.1.2.4.90'

/** An image of one level in a series of its own patient. */
const imageOf = (level: number, more: Partial<DicomOptions> = {}): DicomOptions => ({
  patientId: 'P1',
  rows: 4,
  columns: 4,
  bitsAllocated: 8,
  pixels: Array.from({ length: 16 }, () => level),
  window: { center: '128', width: '256' },
  ...more,
})

describe.skipIf(lacks)('the sample preview next to the real Orthanc', () => {
  const folder = temporaryFolder('preview')
  let orthanc: ConformanceServer
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    orthanc = await startOrthanc('', { Plugins: [] }, folder)
    const config = join(folder, 'preview.json')
    const Allow = { RestApi: ['GET /instances/*/file'] }
    const Orthanc = `http://127.0.0.1:${orthanc.port}`
    writeFileSync(
      config,
      JSON.stringify({ WebAssembly: { Orthanc, Plugins: { preview: { Allow } } } }),
    )
    server = await startServer({ plugins: [sample('preview')], args: ['--config', config] })
    browser = await startChromium()
  })

  afterAll(async () => {
    await browser.close()
    await server.stop()
    await orthanc.stop()
  })

  async function store(
    file: Uint8Array<ArrayBuffer>,
  ): Promise<{ ID: string; ParentSeries: string }> {
    const answer = await fetch(`${server.url}/instances`, { method: 'POST', body: file })
    return JSON.parse(await answer.text())
  }

  /** The same file, compressed without loss in a syntax that the plugin does not decode. */
  function compress(file: Uint8Array): Uint8Array<ArrayBuffer> {
    const [from, to] = [join(folder, 'plain.dcm'), join(folder, 'rle.dcm')]
    writeFileSync(from, file)
    execFileSync('dcmcrle', [from, to])
    return Uint8Array.from(readFileSync(to))
  }

  /** Opens the page; returns the level of the image that it shows, or its message. */
  async function shownAt(path: string): Promise<unknown> {
    const page = await browser.newPage()
    await page.goto(server.url + path)
    const isDone = `document.querySelector('#image').naturalWidth === 4 || document.querySelector('#message').textContent !== ''`
    await page.waitForFunction(isDone)
    const shown = await page.evaluate(`(() => {
      const image = document.querySelector('#image')
      if (!image.hasAttribute('src')) return document.querySelector('#message').textContent
      const context = document.createElement('canvas').getContext('2d')
      context.drawImage(image, 0, 0)
      return context.getImageData(0, 0, 1, 1).data[0] + ', ' + document.querySelector('#position').max
    })()`)
    await page.close()
    return shown
  }

  it('opens an instance and a series, decoded by Orthanc', async () => {
    const { ID, ParentSeries } = await store(compress(buildDicom(imageOf(77))))
    expect(await shownAt(`/preview?instance=${ID}`)).toBe('77, 1')
    expect(await shownAt(`/preview?series=${ParentSeries}`)).toBe('77, 1')
    const jpeg = await fetch(`${server.url}/preview/instances/${ID}/format=jpeg`)
    expect([jpeg.status, jpeg.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    const deleted = await fetch(`${server.url}/instances/${ID}`, { method: 'DELETE' })
    expect(deleted.status).toBe(200)
    expect(await shownAt(`/preview?instance=${ID}`)).toBe('Unknown resource')
  })

  it('is linked from the series in Orthanc Explorer', async () => {
    const { ID, ParentSeries } = await store(buildDicom(imageOf(55, { patientId: 'P4' })))
    const page = await browser.newPage()
    await page.goto(`${server.url}/app/explorer.html#series?uuid=${ParentSeries}`)
    const link = page.locator('#series a.preview-link')
    await link.waitFor({ state: 'visible' })
    const [opened] = await Promise.all([page.waitForEvent('popup'), link.click()])
    await opened.waitForFunction(`document.querySelector('#image').naturalWidth === 4`)
    expect(await opened.textContent('#name')).toBe(ID)
    await Promise.all([page.close(), opened.close()])
  })

  it('is on the plugin page of Orthanc Explorer, which leads to its own page', async () => {
    const page = await browser.newPage()
    await page.goto(`${server.url}/app/explorer.html#plugins`)
    const entry = page.locator('#all-plugins li', { hasText: 'preview' })
    await entry.waitFor({ state: 'visible' })
    expect(await entry.innerText()).toMatch(/preview\s+Shows images in the browser.+\s+1\.0/)
    const [opened] = await Promise.all([page.waitForEvent('popup'), entry.click()])
    await opened.waitForSelector('#file')
    expect(opened.url()).toBe(`${server.url}/preview`)
    await Promise.all([page.close(), opened.close()])
  })

  it('names the transfer syntax that Orthanc does not decode either', async () => {
    const compressed = { frames: [[Buffer.from('no wavelets')]], hasOffsets: false }
    const more = { patientId: 'P2', transferSyntax: wavelet, compressed }
    const { ID } = await store(buildDicom(imageOf(5, more)))
    expect(await shownAt(`/preview?instance=${ID}`)).toContain(
      'JPEG 2000 lossless (1.2.840.10008.1.2.4.90)',
    )
  })

  it('stores a file that it does not decode in Orthanc only when asked to', async () => {
    const page = await browser.newPage()
    await page.goto(`${server.url}/preview`)
    const buffer = Buffer.from(compress(buildDicom(imageOf(99, { patientId: 'P3' }))))
    await page.setInputFiles('#file', { name: 'rle.dcm', mimeType: 'application/dicom', buffer })
    await page.waitForSelector('#store', { state: 'visible' })
    expect(await page.textContent('#message')).toContain('RLE lossless (1.2.840.10008.1.2.5)')
    const stored = async (): Promise<number> =>
      JSON.parse(await (await fetch(`${server.url}/patients`)).text()).length
    const before = await stored()
    await page.click('#store')
    await page.waitForFunction(`document.querySelector('#image').naturalWidth === 4`)
    expect(await stored()).toBe(before + 1)
    await page.close()
  })
})
