import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cCompilers, lacksSdkHeader, sdkInclude } from '../../test/support/c-compilers.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { buildC } from './c.ts'
import { messagesOf } from '../../test/support/messages.ts'
import type { BuildResult } from './toolchain.ts'

const folder = temporaryFolder('c-build')

const start = `#include <orthanc/OrthancCPlugin.h>
int32_t OrthancPluginInitialize(OrthancPluginContext* context) { return OrthancPluginCheckVersion(context) - 1; }
`
const rest = `void OrthancPluginFinalize(void) {}
const char* OrthancPluginGetName(void) { return "small"; }
const char* OrthancPluginGetVersion(void) { return "1.0"; }
`

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** Where the author sees the file: from the current folder. */
function showPath(name: string): string {
  return relative('', join(folder, name))
}

function moduleOf(result: BuildResult): WebAssembly.Module {
  if (result.kind === 'failed') throw new Error(result.messages.join('\n'))
  return new WebAssembly.Module(result.wasm)
}

function exportsOf(result: BuildResult): readonly string[] {
  return WebAssembly.Module.exports(moduleOf(result)).map(({ name }) => name)
}

function sectionLength(result: BuildResult, name: string): number {
  return WebAssembly.Module.customSections(moduleOf(result), name)[0]?.byteLength ?? 0
}

const good = write('good.c', start + rest)

describe.each(cCompilers)('with $name', ({ options, missing }) => {
  describe.skipIf(missing)('a plugin', () => {
    it('exports what the host asks for, and imports one function of the host', async () => {
      const result = await buildC({ ...options, sources: [good] })
      expect(messagesOf(result)).toEqual([])
      expect(exportsOf(result)).toEqual(
        expect.arrayContaining(['OrthancPluginInitialize', 'orthanc_wasm_context', 'malloc']),
      )
      expect(
        WebAssembly.Module.imports(moduleOf(result)).filter(({ module }) => module === 'orthanc'),
      ).toEqual([{ module: 'orthanc', name: 'OrthancPluginInvokeService', kind: 'function' }])
    })

    it('has names, and lines for a debugger only when asked', async () => {
      const result = await buildC({ ...options, sources: [good] })
      const debug = await buildC({ ...options, sources: [good], debug: true })
      expect(sectionLength(result, 'name')).toBeGreaterThan(0)
      expect(sectionLength(result, '.debug_line')).toBe(0)
      expect(sectionLength(debug, '.debug_line')).toBeGreaterThan(0)
    })

    it('may have several sources, and headers in other folders', async () => {
      write('shared/more.h', '#include "deep/most.h"\n')
      write('shared/deep/most.h', `static const char* const name = "most";\n`)
      const main = write('parts/main.c', start)
      const more = write(
        'parts/more.c',
        `#include "../shared/more.h"\n${rest.replace('"small"', 'name')}`,
      )
      expect(messagesOf(await buildC({ ...options, sources: [main, more] }))).toEqual([])
    })

    it('finds headers in include folders, and gets macros, a first header and flags', async () => {
      write('lib/api/number.h', '#include "nearby.h"\n')
      write('lib/api/nearby.h', '#define NUMBER NEARBY\n')
      write('first/first.h', '#include "api/number.h"\n#define NEARBY 6\n')
      const main = write(
        'given/main.c',
        `#include <api/number.h>\n#if NUMBER != 6 || TWO != 2 || ONE != 1 || __OPTIMIZE_SIZE__ != 1\n#error not passed\n#endif\n${start}${rest}`,
      )
      const result = await buildC({
        ...options,
        sources: [main],
        includeFolders: [join(folder, 'lib'), showPath('none')],
        defines: ['ONE', 'TWO=2'],
        forcedIncludes: [join(folder, 'first/first.h')],
        flags: ['-Os'],
      })
      expect(messagesOf(result)).toEqual([])
    })

    it('may have sources whose names look like options, or like files of them', async () => {
      const sources = [
        write('odd/-x.c', start),
        write('odd/@x.c', rest),
        write('odd/-Wl,x.c', 'int odd;\n'),
      ]
      const result = await buildC({ ...options, sources })
      expect(messagesOf(result)).toEqual([])
      expect(exportsOf(result)).toContain('OrthancPluginGetName')
    })

    it.skipIf(lacksSdkHeader())('compiles with the header of Orthanc', async () => {
      const result = await buildC({ ...options, sources: [good], sdkInclude })
      expect(exportsOf(result)).toContain('OrthancPluginInitialize')
      expect(messagesOf(result)).toEqual([
        expect.stringMatching(/^the header is that of Orthanc ([0-9.]+): .* --sdk \1$/),
      ])
    })

    it('takes nothing else from the folder of that header', async () => {
      const own = write('sdk/orthanc/OrthancCPlugin.h', '#include <stdio.h>\n#error found\n')
      write('sdk/stdio.h', '#error not this one\n')
      const result = await buildC({ ...options, sources: [good], sdkInclude: join(own, '../..') })
      expect(messagesOf(result)).toContain('orthanc/OrthancCPlugin.h:2:2: error: found')
      expect(messagesOf(result).join()).not.toContain('not this one')
    })
  })

  describe.skipIf(missing)('a message', () => {
    it('says where the source is wrong', async () => {
      const bad = write('bad.c', `${start}${rest}int wrong(void) { return x; }\n`)
      expect(messagesOf(await buildC({ ...options, sources: [bad] }))).toEqual([
        `${showPath('bad.c')}:6:26: error: use of undeclared identifier 'x'`,
      ])
    })

    it('names a source that looks like an option as the author does', async () => {
      const bad = write('odd/-bad.c', 'int wrong = x;\n')
      expect(messagesOf(await buildC({ ...options, sources: [bad] }))).toEqual([
        `${showPath('odd/-bad.c')}:1:13: error: use of undeclared identifier 'x'`,
      ])
    })

    it('says where an included file is wrong', async () => {
      write('wrong/wrong.h', 'int wrong = ;\n')
      const main = write('parts/includes.c', `#include "../wrong/wrong.h"\n${start}${rest}`)
      expect(messagesOf(await buildC({ ...options, sources: [main] }))).toEqual([
        `In file included from ${showPath('parts/includes.c')}:1:`,
        `${showPath('wrong/wrong.h')}:1:13: error: expected expression`,
      ])
    })

    it('says where a file of an include folder is wrong', async () => {
      write('library/odd/odd.h', 'int odd = ;\n')
      const main = write('parts/library.c', `#include <odd/odd.h>\n${start}${rest}`)
      const includeFolders = [join(folder, 'library')]
      expect(messagesOf(await buildC({ ...options, sources: [main], includeFolders }))).toEqual([
        `In file included from ${showPath('parts/library.c')}:1:`,
        `${showPath('library/odd/odd.h')}:1:11: error: expected expression`,
      ])
    })

    it('names an included file that is missing', async () => {
      const bad = write('lost/bad.c', `#include "nowhere.h"\n${start}${rest}`)
      expect(messagesOf(await buildC({ ...options, sources: [bad] }))).toEqual([
        `${showPath('lost/bad.c')}:1:10: fatal error: 'nowhere.h' file not found`,
      ])
    })

    it('names the source that calls a function that is nowhere', async () => {
      const bad = write(
        'calls.c',
        `${start}int no(void);\nint yes(void) { return no(); }\n${rest.replace('"1.0"', 'yes() ? "a" : "b"')}`,
      )
      expect(messagesOf(await buildC({ ...options, sources: [bad] }))).toEqual([
        `${showPath('calls.c')}: error: undefined symbol: no`,
      ])
    })

    it('names the functions that a plugin lacks', async () => {
      const half = write('half.c', start)
      expect(messagesOf(await buildC({ ...options, sources: [half] }))).toEqual([
        `${half}: a plugin has to define OrthancPluginFinalize, OrthancPluginGetName, OrthancPluginGetVersion`,
      ])
    })

    it('passes on a warning', async () => {
      const odd = write('odd.c', `${start}${rest}int odd(void) { int* p = 5; return *p; }\n`)
      expect(messagesOf(await buildC({ ...options, sources: [odd] }))[0]).toMatch(
        /odd\.c:6:\d+: (?:warning|error): incompatible integer to pointer conversion/,
      )
    })
  })
})

describe('a build in C that cannot start', () => {
  it.each([
    [{ sources: ['no.c'] }, 'no.c: cannot be read'],
    [{ sources: [good, 'a.rs'] }, 'a.rs: not a .c, .cc, .cpp, .cxx file'],
    [{ sources: [good], forcedIncludes: ['no.h'] }, 'no.h: cannot be read'],
    [{ sources: [good], sdkInclude: 'abi' }, 'abi: has no orthanc/OrthancCPlugin.h'],
    [{ sources: [good], clang: 'no-clang' }, 'no-clang: program not found'],
    [{ sources: [good], clang: './package.json' }, './package.json: this program may not be run'],
  ])('says why: %j', async (options, message) => {
    expect(messagesOf(await buildC(options))).toEqual([message])
  })

  const npm = cCompilers.find(({ options }) => options.clang === undefined)
  it.skipIf(npm?.missing !== true)('says what to install', async () => {
    expect(messagesOf(await buildC({ sources: [good] }))).toEqual([
      expect.stringMatching(
        /^Clang is not installed: npm install @yowasp\/clang@\S+, or name another one with --clang PATH$/,
      ),
    ])
  })

  it('leaves no files', async () => {
    const before = readdirSync(tmpdir())
    await buildC({ sources: [good], clang: 'no-clang' })
    const left = readdirSync(tmpdir()).filter((name) => !before.includes(name))
    expect(left.filter((name) => /^orthanc-wasm-\w{6}$/.test(name))).toEqual([])
  })
})
