import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { readConfig, type Overrides } from '../../host/config/config.ts'
import { ConfigError } from '../../host/exchange/errors.ts'
import type { Settings } from '../../host/config/settings.ts'

/** A folder with a configuration; it is gone after the tests of the file. */
export class ConfigFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'config-'))

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }))
  }

  /** The settings of a configuration with this text. */
  read(text: string, overrides: Overrides = {}): Settings {
    const file = join(this.path, 'orthanc.json')
    writeFileSync(file, text)
    return readConfig(file, overrides)
  }

  /** What is wrong with a configuration of this text. */
  problem(text: string): string {
    return this.problemOf(() => this.read(text))
  }

  /** The message of the `ConfigError` of an action, without the folder; other errors pass. */
  problemOf(action: () => unknown): string {
    try {
      action()
    } catch (error) {
      if (error instanceof ConfigError) return error.message.replaceAll(`${this.path}/`, '')
      throw error
    }
    return 'no problem'
  }
}
