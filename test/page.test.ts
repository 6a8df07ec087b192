import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildDicom } from './support/dicom.ts'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer } from './support/serve.ts'

const executablePath = '/usr/bin/chromium'

const flags = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

describe.skipIf(missingPackage(executablePath, 'chromium'))(
  'the page of the sample preview',
  () => {
    let server: Awaited<ReturnType<typeof startServer>>
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      server = await startServer({ plugins: [sample('preview')] })
      browser = await chromium.launch({ executablePath, args: flags })
    })

    afterAll(async () => {
      await browser.close()
      await server.stop()
    })

    beforeEach(async () => {
      page = await browser.newPage()
      await page.goto(`${server.url}/preview`)
      await waitForImage()
    })

    afterEach(async () => {
      await page.close()
    })

    async function waitForImage(): Promise<void> {
      await page.waitForFunction(`document.querySelector('#image').naturalWidth > 0`)
    }

    /** Red of a pixel of the image, by its place in it. */
    async function levelAt(x: number, y: number): Promise<unknown> {
      return page.evaluate(`(() => {
      const image = document.querySelector('#image')
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const context = canvas.getContext('2d')
      context.drawImage(image, 0, 0)
      return context.getImageData(${x}, ${y}, 1, 1).data[0]
    })()`)
    }

    async function move(slider: string, value: number): Promise<void> {
      const source = await page.getAttribute('#image', 'src')
      await page.evaluate(`(() => {
      const slider = document.querySelector('${slider}')
      slider.value = ${value}
      slider.dispatchEvent(new Event('input', { bubbles: true }))
    })()`)
      await page.waitForFunction(
        `document.querySelector('#image').getAttribute('src') !== ${JSON.stringify(source)}`,
      )
      await waitForImage()
    }

    async function dropFile(name: string, bytes: Uint8Array): Promise<void> {
      const transfer = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(${JSON.stringify([...bytes])})], '${name}'))
      return transfer
    })()`)
      await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer })
    }

    const slice = buildDicom({
      rows: 2,
      columns: 2,
      pixels: [0, 1000, 2000, 3000],
      window: { center: '1500', width: '3001' },
    })

    it('draws the phantom', async () => {
      expect(await page.evaluate(`document.querySelector('#image').naturalWidth`)).toBe(512)
      expect(await levelAt(2, 2)).toBe(0)
      expect(await levelAt(256, 25)).toBe(255)
      expect(await page.textContent('#message')).toBe('')
    })

    it('draws again when a slider moves', async () => {
      const before = await levelAt(256, 140)
      await move('#center', 500)
      expect(await levelAt(256, 140)).not.toBe(before)
      await move('#center', 72)
      await move('#width', 4)
      expect(await levelAt(256, 300)).toBe(0)
    })

    it('moves a slider with the arrow keys', async () => {
      await page.focus('#center')
      await page.keyboard.press('ArrowRight')
      await expect.poll(async () => page.textContent('#center-value')).toBe('41')
    })

    it('renders a dropped file, with the sliders over its values', async () => {
      await dropFile('slice.dcm', slice)
      await page.waitForFunction(`document.querySelector('#image').naturalWidth === 2`)
      const levels = [await levelAt(0, 0), await levelAt(1, 0), await levelAt(0, 1)]
      expect([...levels, await levelAt(1, 1)]).toEqual([0, 85, 170, 255])
      await page.waitForFunction(`document.querySelector('#center').max === '3000'`)
      expect(await page.inputValue('#center')).toBe('1500')
      expect(await page.inputValue('#width')).toBe('3001')
    })

    it('renders a chosen file', async () => {
      await page.setInputFiles('#file', {
        name: 'slice.dcm',
        mimeType: 'application/dicom',
        buffer: Buffer.from(slice),
      })
      await page.waitForFunction(`document.querySelector('#image').naturalWidth === 2`)
      expect(await page.textContent('#name')).toBe('slice.dcm')
    })

    it('says what is wrong with a file, and recovers', async () => {
      await dropFile('letter.txt', new TextEncoder().encode('Good day,'))
      await page.waitForFunction(`document.querySelector('#message').textContent !== ''`)
      expect((await page.textContent('#message'))?.trim()).toBe(
        'not a DICOM file: 9 bytes, preamble and prefix alone have 132',
      )
      expect(await page.getAttribute('#image', 'src')).toBeNull()
      await dropFile('slice.dcm', slice)
      await page.waitForFunction(`document.querySelector('#image').naturalWidth === 2`)
      expect(await page.textContent('#message')).toBe('')
    })

    it('sends one request at a time while a slider moves, and shows the last value', async () => {
      let underway = 0
      let most = 0
      const asked: string[] = []
      await page.route('**/preview/phantom/**', async (route) => {
        underway += 1
        most = Math.max(most, underway)
        asked.push(route.request().url())
        await new Promise((resolve) => setTimeout(resolve, 30))
        underway -= 1
        await route.continue()
      })
      await page.evaluate(`(async () => {
      const slider = document.querySelector('#center')
      for (let value = 0; value < 50; value++) {
        slider.value = value
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    })()`)
      await expect.poll(() => asked.at(-1)).toContain('center=49&')
      expect(most).toBe(1)
      expect(asked.length).toBeLessThan(20)
    })

    it('names each control for those who do not see it', async () => {
      await Promise.all(
        ['Window center', 'Window width', 'DICOM file, chosen or dropped'].map(async (label) =>
          page.getByLabel(label).waitFor({ timeout: 2000 }),
        ),
      )
      expect(await page.getAttribute('#image', 'alt')).not.toBe('')
    })
  },
)
