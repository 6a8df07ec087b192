import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { readConfig, type Overrides } from '../../host/config/config.ts'
import type { Environment } from '../../host/config/file/environment.ts'
import { ConfigError } from '../../host/exchange/errors.ts'
import type { Settings } from '../../host/config/settings.ts'

/** A folder with a configuration; it is gone after the tests of the file. */
export class ConfigFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'config-'))

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }))
  }

  /** The settings of a configuration with this text. */
  read(text: string, overrides: Overrides = {}, environment: Environment = {}): Settings {
    const file = join(this.path, 'orthanc.json')
    writeFileSync(file, text)
    return readConfig(file, overrides, environment)
  }

  /** The settings of a folder with files of these texts. */
  readFolder(texts: Readonly<Record<string, string>>): Settings {
    const folder = mkdtempSync(join(this.path, 'folder-'))
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
    return readConfig(folder)
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
      if (error instanceof ConfigError)
        return error.message.replaceAll(new RegExp(`${this.path}/(folder-\\w+/?)?`, 'g'), '')
      throw error
    }
    return 'no problem'
  }
}
