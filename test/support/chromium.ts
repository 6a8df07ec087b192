import { chromium, type Browser } from 'playwright-core'
import { missingPackage } from './requirements.ts'

export type { Browser, Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

const args = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Whether tests in a browser have to be skipped. */
export function lacksChromium(): boolean {
  return missingPackage(executablePath, 'chromium')
}

/** Debian's Chromium. The caller closes it. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, args })
}
