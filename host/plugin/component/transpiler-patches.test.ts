import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { componentBytes, dummyComponent, worldText } from '../../../test/support/component.ts'
import { findPackageRoot } from '../../../guest/build/package-root.ts'
import { PluginLoadError } from '../../exchange/errors.ts'
import { nestedModules } from './component-reader.ts'
import { patches, patchScript, patchedVersion } from './transpiler-patches.ts'
import { transpile } from './component-parts.ts'

/** The script as jco writes it. */
let script = ''

beforeAll(async () => {
  script = (await transpile(await componentBytes('rest'))).script
})

function countCopies(text: string): number {
  return text.match(/\.buffer\.slice\(|\.slice\(\)/g)?.length ?? 0
}

describe('patchScript', () => {
  it('fits the installed version', () => {
    const manifest = readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')
    expect(manifest).toContain(`"@bytecodealliance/jco-transpile": "${patchedVersion}.`)
  })

  it.each(['hello', 'preview', 'gateway', 'rest', 'hostile'])(
    'accepts the script of the sample %s, whose modules are those of the file',
    async (name) => {
      const bytes = await componentBytes(name)
      const { script: raw, cores } = await transpile(bytes)
      expect(() => patchScript(raw)).not.toThrow()
      expect([...cores.values()]).toEqual(nestedModules(bytes).map((core) => Uint8Array.from(core)))
    },
  )

  it.each([
    ['that calls all functions of the host', worldText()],
    ['that calls no function', worldText().replaceAll(/^ {2}import (?:host|runtime);\n/gm, '')],
  ])('accepts the script of a component %s', async (_, wit) => {
    const { script: raw } = await transpile(await dummyComponent(wit, 'plugin'))
    expect(() => patchScript(raw)).not.toThrow()
  })

  it.each(
    // Each of them as another version of jco might write it.
    [
      ['debug log', '_debugLog(', 'debugLog('],
      ['lists of bytes out of the plugin', 'memory0.buffer.slice(', 'memory(0).buffer.slice('],
      ['lists of bytes that an export returns', 'ptr0 + len0 * 1', 'ptr0 + len0'],
      ['lists of bytes into the plugin', /\.set\(valData/g, '.set (valData'],
      ['lists of texts out of the plugin', 'for (let i = 0; i < len5; i++)', 'while (--len5)'],
      ['the view that the lists are written to', 'export function', 'export const'],
      ['handles of the host', "Symbol('handle')", "Symbol('rscHandle')"],
      ['handles that are dropped', 'rscTableRemove(', 'rscTableDelete('],
      ['other words for the reasons of a trap', 'CORE_TRAP_MESSAGES', 'TRAPS'],
      ['names of the calls of the host, for stacks', "fnName = '", 'fnName = `'],
      ['its own name, for stacks', 'export const _util', 'export const util'],
    ] as const,
  )('refuses a script with other code for "%s"', (name, from, to) => {
    const other =
      name === 'lists of bytes that an export returns'
        ? withoutCalls(script).replaceAll(from, to)
        : script.replaceAll(from, to)
    expect(() => patchScript(other)).toThrow(PluginLoadError)
    expect(() => patchScript(other)).toThrow(
      `the patch "${name}" does not fit the script that jco made of this component: install @bytecodealliance/jco-transpile 0.15`,
    )
    expect(patches.map((patch) => patch.name)).toContain(name)
  })
})

/** The script without the functions that call the host. */
function withoutCalls(text: string): string {
  return text.replaceAll(/^\s*const (_trampoline\d+) = function\([^]*?^\s*\1\.fnName = /gm, '')
}

describe('a patched script', () => {
  it('does not run the debug log', () => {
    expect(patchScript(script)).not.toMatch(/^\s*_debugLog\(/m)
  })

  it('copies bytes only when an export returns them', () => {
    const calls = /const (_trampoline\d+) = function\([^]*?\1\.fnName = /g
    const ofCalls = [...patchScript(script).matchAll(calls)].map(([all]) => countCopies(all))
    expect(new Set(ofCalls)).toEqual(new Set([0]))
    expect(countCopies(patchScript(script))).toBeGreaterThan(0)
  })

  it('bounds each list whose elements are read one by one', () => {
    const loop = /for \(let i = 0; i < len\d+; i\+\+\)/
    expect(script).toMatch(loop)
    expect(patchScript(script)).not.toMatch(loop)
  })
})
