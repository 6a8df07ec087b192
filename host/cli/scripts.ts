import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { languageOf } from '../../guest/build/language.ts'
import { buildPython } from '../../guest/build/python.ts'
import { outputOf } from './build.ts'
import type { Terminal } from './terminal.ts'

/** Plugins in whose place modules stand that were built of the scripts among them. */
export interface BuiltScripts {
  readonly files: readonly string[]
  /** Why scripts were not built; none if all were. */
  readonly failures: readonly string[]
  readonly warnings: readonly string[]
  /** A terminal that shows the names of scripts in place of those of their modules. */
  nameScripts(terminal: Terminal): Terminal
  /** Removes the modules. */
  remove(): void
}

/** True for a script in Python, which `serve` builds itself. */
export function isScript(file: string): boolean {
  return languageOf(file) === 'Python'
}

/** Builds each script into a module of its name, in a temporary folder. */
export function buildScripts(plugins: readonly string[]): BuiltScripts {
  const folder = mkdtempSync(join(tmpdir(), 'orthanc-wasm-serve-'))
  const failures: string[] = []
  const warnings: string[] = []
  const files = plugins.map((script, index) => {
    if (!isScript(script)) return script
    // Scripts of several folders may have one name.
    const own = join(folder, String(index))
    mkdirSync(own)
    const file = outputOf([script], own)
    const result = buildPython({ sources: [script] })
    if (result.kind === 'failed') failures.push(...result.messages)
    else {
      writeFileSync(file, result.wasm)
      warnings.push(...result.warnings)
    }
    return file
  })
  const name = (text: string): string =>
    plugins.reduce((shown, script, index) => shown.replaceAll(files[index] ?? script, script), text)
  return {
    files,
    failures,
    warnings,
    nameScripts: (terminal) => ({
      ...terminal,
      out: (text) => terminal.out(name(text)),
      err: (text) => terminal.err(name(text)),
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
