import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lacksChromium, startChromium, type Browser, type Page } from './support/chromium.ts'
import { buildDicom } from './support/dicom.ts'
import { sample, startServer } from './support/serve.ts'

const require = createRequire(import.meta.url)

/** An image of one level, and as many frames as levels. */
const flat = (...levels: readonly number[]): Uint8Array =>
  buildDicom({
    rows: 1,
    columns: 1,
    bitsAllocated: 8,
    pixels: levels,
    frames: levels.length,
    window: { center: '128', width: '256' },
  })

describe.skipIf(lacksChromium())('the page of the sample preview', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await startServer({ plugins: [sample('preview')] })
    browser = await startChromium()
  })

  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  beforeEach(async () => {
    page = await browser.newPage()
    await page.goto(`${server.url}/preview`)
    await waitForImage()
    // Sliders get their ranges after the image. One that moves before is limited to the value it had.
    await page.waitForSelector('#center:enabled')
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
    await dropFiles([[name, bytes]])
  }

  async function dropFiles(files: readonly (readonly [string, Uint8Array])[]): Promise<void> {
    const contents = files.map(([name, bytes]) => [name, [...bytes]])
    const transfer = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer()
      for (const [name, bytes] of ${JSON.stringify(contents)})
        transfer.items.add(new File([Uint8Array.from(bytes)], name))
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

  const levelShown = async (): Promise<unknown> => levelAt(0, 0)
  const shownPosition = async (): Promise<unknown> => page.textContent('#position-value')

  it('turns through all frames of all files with the wheel', async () => {
    await dropFiles([
      ['image10.dcm', flat(200)],
      ['image9.dcm', flat(50, 100)],
    ])
    await expect.poll(shownPosition).toBe('1 of 3')
    await expect.poll(levelShown).toBe(50)
    await page.hover('#image')
    for (const [position, level] of [
      ['2 of 3', 100],
      ['3 of 3', 200],
      ['3 of 3', 200],
    ]) {
      await page.mouse.wheel(0, 120)
      await expect.poll(shownPosition).toBe(position)
      await expect.poll(levelShown).toBe(level)
    }
    expect(await page.textContent('#name')).toBe('image10.dcm')
    await page.focus('#position')
    await page.keyboard.press('Home')
    await expect.poll(levelShown).toBe(50)
  })

  it('changes the window with the mouse, until it is reset', async () => {
    const box = await page.locator('#image').boundingBox()
    if (box === null) throw new Error('no image')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + box.width / 10, y + box.height / 5, { steps: 4 })
    await page.mouse.up()
    // The values of the phantom span 2000.
    await expect.poll(async () => Number(await page.inputValue('#center'))).toBeGreaterThan(400)
    expect(Number(await page.inputValue('#width'))).toBeGreaterThan(300)
    expect(await page.inputValue('#preset')).toBe('own')
    await expect.poll(async () => levelAt(256, 140)).toBeLessThan(30)
    await page.mouse.move(x, y)
    expect(await page.inputValue('#center')).not.toBe('40')
    await page.click('#reset')
    await expect.poll(async () => page.inputValue('#center')).toBe('40')
    expect(await page.inputValue('#preset')).toBe('')
  })

  it('has the windows of the file and those for CT', async () => {
    const options = await page.locator('#preset option').allTextContents()
    expect(options).toEqual([
      'Of the file',
      'All values',
      'Brain',
      'Soft tissue',
      'Bone',
      'Lung',
      'Changed',
    ])
    await page.selectOption('#preset', { label: 'Bone' })
    await expect.poll(async () => page.textContent('#width-value')).toBe('2000')
    await expect.poll(async () => levelAt(256, 25)).toBe(191)
    await dropFile('slice.dcm', slice)
    const ofFile = page.locator('#preset option', { hasText: 'Window 1' })
    await expect.poll(async () => ofFile.count()).toBe(1)
    expect(await page.locator('#preset option').count()).toBe(4)
  })

  it('shows what the file says about itself, also where its pixels are not decoded', async () => {
    const texts = [[0x00100010, 'PN', 'DOE^JANE']] as const
    const transferSyntax = '1.2.840.10008.1.2.4.90'
    await dropFile(
      'wavelet.dcm',
      buildDicom({ rows: 1, columns: 1, pixels: [1], texts, transferSyntax }),
    )
    const details = page.locator('#details')
    await expect.poll(async () => details.innerText()).toContain('DOE^JANE')
    expect(await details.innerText()).toContain('JPEG 2000 lossless (1.2.840.10008.1.2.4.90)')
    await expect
      .poll(async () => page.textContent('#message'))
      .toMatch(/^transfer syntax JPEG 2000 lossless .* is not decoded here/)
    // Without an Orthanc there is nothing that could decode it.
    expect(await page.isVisible('#store')).toBe(false)
  })

  it('is accessible', async () => {
    await dropFiles([
      ['a.dcm', flat(50)],
      ['b.dcm', flat(60)],
    ])
    await expect.poll(shownPosition).toBe('1 of 2')
    await expect.poll(async () => page.locator('#details tr').count()).toBeGreaterThan(0)
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
    const violations = await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    )
    expect(violations).toEqual([])
  })

  it('names each control for those who do not see it', async () => {
    await Promise.all(
      ['Window center', 'Window width', 'DICOM files, chosen or dropped'].map(async (label) =>
        page.getByLabel(label).waitFor({ timeout: 2000 }),
      ),
    )
    expect(await page.getAttribute('#image', 'alt')).not.toBe('')
  })
})
