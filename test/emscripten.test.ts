import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildC } from '../guest/build/c.ts'
import { messagesOf } from './support/messages.ts'
import type { BuildResult } from '../guest/build/toolchain.ts'
import { buildComponent } from '../guest/build/component.ts'
import { lacksSdkHeader, sdkInclude } from './support/c-compilers.ts'
import { runProgram } from './support/program.ts'
import { missingPackage } from './support/requirements.ts'
import { commandLine, root, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('emscripten')
const sample = join(root, 'guest/examples/cpp/plugin.cpp')
const lacksCompiler = missingPackage('em++', 'emscripten')

/** Emscripten takes seconds to start, and more on a busy machine. */
const longestMs = 180_000

const start = `#include <orthanc/OrthancCPlugin.h>
#include "word.h"
extern "C" int32_t OrthancPluginInitialize(OrthancPluginContext* context) { return 0; }
extern "C" void OrthancPluginFinalize() {}
extern "C" const char* OrthancPluginGetName() { return word(); }
extern "C" const char* OrthancPluginGetVersion() { return "1.0"; }
`

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

function showPath(name: string): string {
  return relative('', join(folder, name))
}

function build(...sources: readonly string[]): Promise<BuildResult> {
  return buildC({ sources })
}

describe.skipIf(lacksCompiler)('the sample in C++, compiled with Emscripten', () => {
  let server: RunningServer
  let module: Uint8Array<ArrayBuffer>

  beforeAll(async () => {
    const output = join(folder, 'cpp.wasm')
    const line = [commandLine, 'build', sample, '-o', output]
    const result = await runProgram(root, process.execPath, ...line)
    if (result.code !== 0) throw new Error(result.err)
    module = Uint8Array.from(readFileSync(output))
    server = await startServer({ plugins: [output] })
  }, longestMs)

  afterAll(async () => server.stop())

  async function ask(path: string): Promise<{ status: number; text: string; details: string }> {
    const response = await fetch(server.url + path)
    const text = await response.text()
    const details = /"Details" : "(.*)"/.exec(text)?.[1] ?? ''
    return { status: response.status, text, details }
  }

  it('has strings, containers and regular expressions', async () => {
    expect(await ask('/cpp/divide/-12/4')).toMatchObject({ status: 200, text: '-3\n' })
    expect(await ask('/cpp/count?word=b&word=a&word=b')).toMatchObject({ text: 'a 1\nb 2\n' })
  })

  it('makes answers of the exceptions that it catches', async () => {
    expect(await ask('/cpp/divide/1/0')).toMatchObject({
      status: 400,
      details: 'Division by zero',
    })
    expect(await ask('/cpp/divide/x/1')).toMatchObject({
      status: 400,
      details: 'Not two numbers: x, 1',
    })
    expect(await ask('/cpp/at/1')).toMatchObject({ status: 200, text: 'one\n' })
    expect(await ask('/cpp/at/7')).toMatchObject({
      status: 500,
      details: expect.stringMatching(/vector|out of range/),
    })
  })

  it('answers one request with an error for an uncaught exception', async () => {
    expect(await ask('/cpp/uncaught')).toMatchObject({
      status: 500,
      details: 'uncaught exception',
    })
    expect(await ask('/cpp/divide/8/2')).toMatchObject({ status: 200, text: '4\n' })
    await expect.poll(() => server.log()).toMatch(/error \[cpp\] .* uncaught exception/)
  })

  it('lets the host compress an image', async () => {
    const response = await fetch(`${server.url}/cpp/image`)
    expect(response.headers.get('Content-Type')).toBe('image/png')
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG')
  })

  it('cannot be a component: the message says why', async () => {
    expect(await buildComponent(module)).toEqual({
      kind: 'failed',
      messages: [expect.stringMatching(/^has exceptions of WebAssembly/)],
    })
  })
})

describe.skipIf(lacksCompiler)('a plugin in C++', () => {
  it(
    'may have sources in C and in C++',
    async () => {
      write('mixed/word.h', '#ifdef __cplusplus\nextern "C"\n#endif\nconst char* word(void);\n')
      // C++ does not convert a `void*` to an `int*`.
      const word = write(
        'mixed/word.c',
        '#include "word.h"\n#include <stdlib.h>\nconst char* word(void) { int* p = malloc(4); free(p); return "mixed"; }\n',
      )
      const result = await build(write('mixed/main.cpp', start), word)
      expect(messagesOf(result)).toEqual([])
      if (result.kind === 'failed') throw new Error('not built')
      const exports = WebAssembly.Module.exports(new WebAssembly.Module(result.wasm))
      expect(exports.map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          'OrthancPluginGetName',
          'orthanc_wasm_context',
          'orthanc_wasm_failed_allocation',
          'malloc',
        ]),
      )
    },
    longestMs,
  )

  it(
    'can be loaded without optimization, too',
    async () => {
      const output = join(folder, 'debug.wasm')
      const built = [commandLine, 'build', sample, '--debug', '-o', output]
      expect(await runProgram(root, process.execPath, ...built)).toMatchObject({ code: 0 })
      const inspected = await runProgram(root, process.execPath, commandLine, 'inspect', output)
      expect(inspected).toMatchObject({ code: 0, err: '' })
    },
    longestMs,
  )

  it(
    'gets include folders, macros, a first header, and flags for compiler and linker',
    async () => {
      write('given/lib/word.h', '#define WORD word()\n')
      write('given/first.h', 'const char* word();\n')
      const text = start.replace('"word.h"', '<word.h>').replace('word()', 'WORD')
      const main = write('given/main.cpp', text)
      const word = write('given/word.cpp', 'const char* word() { return TEXT; }\n')
      const result = await buildC({
        sources: [main, word],
        includeFolders: [join(folder, 'given/lib')],
        forcedIncludes: [join(folder, 'given/first.h')],
        defines: ['TEXT="given"'],
        flags: ['-std=c++20', '-lm'],
      })
      expect(messagesOf(result)).toEqual([])
    },
    longestMs,
  )

  it(
    'may have sources whose names look like options, or like files of them',
    async () => {
      write('odd/word.h', 'const char* word();\n')
      const word = write('odd/@word.cpp', '#include "word.h"\nconst char* word() { return "o"; }\n')
      expect(messagesOf(await build(write('odd/-main.cpp', start), word))).toEqual([])
    },
    longestMs,
  )

  it(
    'gets an error where it uses files or programs, which the log lists',
    async () => {
      write('files/word.h', 'const char* word();\n')
      const word = write(
        'files/word.cpp',
        `#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
const char* word()
{
  const bool isRefused = std::remove("a") == -1 && errno == ENOSYS && std::fopen("a", "w") == nullptr;
  return isRefused && std::system("ls") == -1 && chdir("/") == -1 && errno == ENOSYS ? "refused" : "odd";
}
`,
      )
      const result = await build(write('files/main.cpp', start), word)
      if (result.kind === 'failed') throw new Error(result.messages.join())
      const plugin = join(folder, 'files.wasm')
      writeFileSync(plugin, result.wasm)
      const inspected = await runProgram(root, process.execPath, commandLine, 'inspect', plugin)
      expect(inspected.out).toMatch(/name +refused\n/)
      const server = await startServer({ plugins: [plugin] })
      await expect
        .poll(() => server.log())
        .toMatch(/functions that the sandbox does not have.*__syscall_unlinkat/)
      await server.stop()
    },
    longestMs,
  )

  it(
    'gets a message with the place of its mistake',
    async () => {
      write('wrong/word.h', 'static const char* word() { return lost_word; }\n')
      const main = write('wrong/main.cpp', `${start}int wrong() { return x; }\n`)
      expect(messagesOf(await build(main))).toEqual([
        `In file included from ${showPath('wrong/main.cpp')}:2:`,
        `${showPath('wrong/word.h')}:1:36: error: use of undeclared identifier 'lost_word'`,
        `${showPath('wrong/main.cpp')}:7:22: error: use of undeclared identifier 'x'`,
      ])
    },
    longestMs,
  )

  it(
    'gets the names of undefined and missing functions',
    async () => {
      write('lacks/word.h', 'const char* word();\n')
      const main = write('lacks/main.cpp', start)
      expect(messagesOf(await build(main))).toEqual([
        `${showPath('lacks/main.cpp')}: error: undefined symbol: word()`,
      ])
      const half = write(
        'lacks/half.cpp',
        '#include <orthanc/OrthancCPlugin.h>\nvoid OrthancPluginFinalize() {}\n',
      )
      expect(messagesOf(await build(half))).toEqual([
        `${half}: a plugin has to define OrthancPluginInitialize, OrthancPluginGetName, OrthancPluginGetVersion, as extern "C"`,
      ])
    },
    longestMs,
  )

  it.skipIf(lacksSdkHeader())(
    'compiles with the header of Orthanc',
    async () => {
      const result = await buildC({ sources: [sample], sdkInclude })
      expect(messagesOf(result)).toEqual([
        expect.stringMatching(/^the header is that of Orthanc [0-9.]+: /),
      ])
      expect(result.kind).toBe('built')
    },
    longestMs,
  )
})

describe.skipIf(lacksCompiler || missingPackage('cmake', 'cmake'))('a project with CMake', () => {
  it(
    'makes a plugin of each library',
    async () => {
      const project = join(folder, 'project')
      const basic = join(root, 'guest/examples/basic/basic.c')
      write(
        'project/CMakeLists.txt',
        `cmake_minimum_required(VERSION 3.16)
project(Plugins LANGUAGES C CXX)
add_library(cpp SHARED ${sample})
add_library(basic MODULE ${basic})
`,
      )
      const toolchain = join(root, 'guest/cmake/orthanc-wasm.cmake')
      const define = `-DCMAKE_TOOLCHAIN_FILE=${toolchain}`
      const configured = await runProgram(project, 'cmake', '-S', '.', '-B', 'build', define)
      expect(configured).toMatchObject({ code: 0, err: '' })
      const built = await runProgram(project, 'cmake', '--build', 'build')
      expect(built).toMatchObject({ code: 0, err: '' })
      const plugins = ['build/cpp.wasm', 'build/basic.wasm'].map((name) => join(project, name))
      const server = await startServer({ plugins })
      const answers = ['/cpp/at/1', '/cpp/at/7', '/basic/hello/world'].map((path) =>
        fetch(server.url + path),
      )
      const statuses = (await Promise.all(answers)).map(({ status }) => status)
      expect(statuses).toEqual([200, 500, 200])
      await server.stop()
    },
    longestMs,
  )
})

describe('without Emscripten', () => {
  it('a plugin in C++ names what to install', async () => {
    const line = [commandLine, 'build', sample, '-o', 'x.wasm']
    const env = `PATH=${folder}`
    const result = await runProgram(folder, '/usr/bin/env', env, process.execPath, ...line)
    expect(result).toEqual({
      code: 1,
      out: '',
      err: 'em++ is not installed: apt-get install emscripten, or put the em++ of the Emscripten SDK into the path\n',
    })
  })
})
