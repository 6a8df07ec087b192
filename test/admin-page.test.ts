import axe from 'axe-core'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingPackage } from './support/requirements.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { assemble } from './support/wat-plugin.ts'

const executablePath = '/usr/bin/chromium'
const flags = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking']

describe.skipIf(missingPackage(executablePath, 'chromium'))('the admin page', () => {
  const folder = temporaryFolder('admin-page')
  let server: RunningServer
  let admin: string
  let browser: Browser

  beforeAll(async () => {
    const crash = join(folder, 'crash.wasm')
    writeFileSync(
      crash,
      await assemble({
        name: 'crash',
        routes: [
          { pattern: '/crash', body: '(unreachable)' },
          { pattern: '/fine', answer: 'fine' },
        ],
      }),
    )
    server = await startServer({ plugins: [sample('hello'), crash], args: ['--admin', '0'] })
    admin = /admin page is at (\S+)/.exec(server.log())?.[1] ?? ''
    browser = await chromium.launch({ executablePath, args: flags })
    for (const path of ['/hello/Doe?name=Doe', '/crash?name=Doe', '/fine', '/none'])
      await (await fetch(server.url + path)).arrayBuffer()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  async function open(colorScheme: 'light' | 'dark', width: number): Promise<Page> {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 700 } })
    const page = await context.newPage()
    await page.goto(admin)
    await page.waitForSelector('article[data-plugin="crash"]')
    return page
  }

  it('shows plugins, links to routes, charts and failures, without data of patients', async () => {
    const page = await open('light', 1200)
    const card = page.locator('article[data-plugin="crash"]')
    await card.locator('summary').click()
    expect(
      await card
        .locator('a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual([`${server.url}/crash`, `${server.url}/fine`])
    expect(await card.innerText()).toMatch(/Restarts\s+1 \(1 traps/)
    expect(await card.locator('svg').count()).toBe(2)
    expect(await page.locator('#failures').innerText()).toContain('unreachable')
    expect(await page.content()).not.toContain('Doe')
    for (const path of ['/metrics', '/status'])
      expect(await (await fetch(admin + path)).text()).not.toContain('Doe')
    await page.context().close()
  })

  it.each([
    ['light', 1200],
    ['light', 360],
    ['dark', 1200],
    ['dark', 360],
  ] as const)(
    'has no violation of axe-core in %s colours, %i pixels wide',
    async (scheme, width) => {
      const page = await open(scheme, width)
      // The content policy of the page allows its own script alone.
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(() => Reflect.get(globalThis, 'axe').run())
      expect(violations).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      await page.context().close()
    },
  )

  it('restarts a plugin with its button, and serves it afterwards', async () => {
    const page = await open('dark', 360)
    await page.getByRole('button', { name: 'Restart hello' }).click()
    await expect.poll(() => server.log()).toContain('[hello] reloaded')
    await expect
      .poll(() => page.locator('article[data-plugin="hello"]').innerText())
      .toMatch(/Restarts\s+1 /)
    expect(await (await fetch(`${server.url}/hello/world`)).text()).toBe('Hello world!\n')
    expect(await page.locator('#message').innerText()).toBe('')
    await page.context().close()
  })
})
