import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc, startOrthanc } from './conformance/orthanc-server.ts'
import type { ConformanceServer } from './conformance/our-server.ts'
import { runProgram } from './support/program.ts'
import { missingPackage } from './support/requirements.ts'
import { commandLine, root, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('cpp-wrapper')
const sample = join(root, 'guest/examples/wrapper/plugin.cpp')

/** The folder with the sources of Orthanc's C++ wrapper and of jsoncpp: `test/support/fetch-cpp-wrapper.sh` makes it. */
const sources = process.env['ORTHANC_WASM_CPP_WRAPPER']

const options = { Wrapper: { Limit: 50 } }

function lacksSources(): boolean {
  if (sources !== undefined) return false
  const how = 'needs ORTHANC_WASM_CPP_WRAPPER, see test/support/fetch-cpp-wrapper.sh'
  process.stdout.write(`SKIPPED-FOR-PACKAGE orthanc: the plugin with the C++ wrapper ${how}\n`)
  return true
}

const lacks = [
  lacksSources(),
  lacksOrthanc(),
  missingPackage('em++', 'emscripten'),
  missingPackage('g++', 'g++'),
  missingPackage('/usr/include/boost/version.hpp', 'libboost-dev'),
  missingPackage('/usr/include/jsoncpp/json/json.h', 'libjsoncpp-dev'),
].includes(true)

function files(): readonly string[] {
  const names = readdirSync(sources ?? '').filter((name) => name.endsWith('.cpp'))
  return [sample, ...names.map((name) => join(sources ?? '', name))]
}

const defines = ['HAS_ORTHANC_EXCEPTION=0', 'HAS_ORTHANC_FRAMEWORK=0', '__ORTHANC_FILE__=__FILE__']
const flags = [
  '-I',
  sources ?? '',
  '-I',
  '/usr/include/jsoncpp',
  ...defines.flatMap((d) => ['-D', d]),
]

async function compile(program: string, ...args: readonly string[]): Promise<void> {
  const result = await runProgram(root, program, ...args)
  if (result.code !== 0) throw new Error(result.err)
}

/** As docs/cpp-wrapper.md says. */
async function buildModule(): Promise<string> {
  const output = join(folder, 'wrapper.wasm')
  const line = ['build', ...files(), ...flags, '-o', output, '--', '-idirafter', '/usr/include']
  await compile(process.execPath, commandLine, ...line)
  return output
}

/** For the real server; without threads our headers work there, too. */
async function buildNative(): Promise<string> {
  const output = join(folder, 'libWrapper.so')
  const line = ['-shared', '-fPIC', '-O0', '-I', join(root, 'guest/cpp'), ...flags]
  await compile('g++', ...line, ...files(), '-o', output)
  return output
}

async function ask(url: string, path: string, method: string): Promise<object> {
  const response = await fetch(url + path, { method })
  return {
    status: response.status,
    type: response.headers.get('Content-Type'),
    allow: response.headers.get('Allow'),
    body: await response.text(),
  }
}

describe.skipIf(lacks)('a plugin that uses OrthancPluginCppWrapper', () => {
  let orthanc: ConformanceServer
  let server: RunningServer

  beforeAll(async () => {
    const [module, native] = await Promise.all([buildModule(), buildNative()])
    orthanc = await startOrthanc(native, options, folder)
    const config = join(folder, 'ours/config.json')
    mkdirSync(join(config, '..'))
    const wrapper = { Allow: { RestApi: ['GET /patients'] } }
    writeFileSync(
      config,
      JSON.stringify({
        ...options,
        WebAssembly: { Orthanc: `http://127.0.0.1:${orthanc.port}`, Plugins: { wrapper } },
      }),
    )
    server = await startServer({ plugins: [module], args: ['--config', config] })
  }, 600_000)

  afterAll(async () => {
    await server.stop()
    await orthanc.stop()
  })

  it.each([
    ['GET', '/wrapper/hello/you', 200],
    ['GET', '/wrapper/hello/you', 200],
    ['POST', '/wrapper/hello/you', 405],
    ['GET', '/wrapper/limit', 200],
    ['DELETE', '/wrapper/limit', 400],
    ['GET', '/wrapper/patients', 200],
    ['GET', '/wrapper/number/21', 200],
    ['GET', '/wrapper/number/-1', 400],
    ['GET', '/wrapper/number/51', 404],
    ['GET', '/wrapper/number/many', 400],
  ])('answers %s %s as in the real server', async (method, path, status) => {
    const real = await ask(`http://127.0.0.1:${orthanc.port}`, path, method)
    expect(real).toMatchObject({ status })
    expect(await ask(server.url, path, method)).toEqual(real)
  })

  it('gets an exception for a thread that it starts', async () => {
    expect(await ask(server.url, '/wrapper/thread', 'GET')).toMatchObject({
      body: 'boost::thread: WebAssembly plugins have one thread',
    })
  })
})
