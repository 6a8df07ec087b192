import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { componentBytes } from './support/component.ts'
import { lacksComponentize } from './support/componentize.ts'
import { runProgram } from './support/program.ts'
import { lacksPython } from './support/python.ts'
import { missingPackage } from './support/requirements.ts'
import { lacksRust } from './support/rust.ts'
import { root, sample, startServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('package')
const hostOnly = join(folder, 'host-only')
const complete = join(folder, 'complete')
let archive = ''

beforeAll(async () => {
  // Node looks for modules in all folders above. A package that is empty ends the search for this one.
  mkdirSync(join(folder, 'node_modules', 'assemblyscript'), { recursive: true })
  // `npm pack` runs it, but also all that builds.
  await runProgram(root, 'npm', 'run', '--silent', 'prepack')
  const options = ['--ignore-scripts', '--silent', '--pack-destination', folder]
  const { out } = await runProgram(root, 'npm', 'pack', ...options)
  archive = join(folder, out.trim())
  const { version } = JSON.parse(
    read(root, 'node_modules/@bytecodealliance/jco-transpile/package.json'),
  )
  const transpiler = `@bytecodealliance/jco-transpile@${version}`
  await Promise.all([
    install(hostOnly, archive, '--omit=optional'),
    install(complete, archive, transpiler),
  ])
})

async function install(to: string, tarball: string, ...options: readonly string[]): Promise<void> {
  mkdirSync(to)
  // Without one, npm would install into a folder above that has one.
  writeFileSync(join(to, 'package.json'), '{ "private": true }\n')
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--silent']
  const result = await runProgram(to, 'npm', 'install', ...quiet, ...options, tarball)
  expect(result).toMatchObject({ code: 0 })
}

const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8')

/** The program as npm installed it. */
function programOf(to: string): string {
  return join(to, 'node_modules', '.bin', 'orthanc-wasm')
}

async function ask(plugins: readonly string[], program: string, path: string): Promise<string> {
  const server = await startServer({ plugins, program })
  const answer = await fetch(server.url + path)
  const text = await answer.text()
  await server.stop()
  return text
}

function copySample(name: string, to: string): void {
  const source = join(root, 'guest', 'examples', name, `${name}.ts`)
  copyFileSync(source, join(to, `${name}.ts`))
}

describe('installed without the compilers', () => {
  it('takes 10 MB, as README says', () => {
    const modules = join(hostOnly, 'node_modules')
    const files = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    const sizes = files.map((file) => statSync(join(modules, file)))
    const bytes = sizes.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(10_500_000)
  })

  it('has a list of its production dependencies in CycloneDX format, none with an install script', () => {
    const installed = join(hostOnly, 'node_modules', 'orthanc-wasm')
    const sbom: { bomFormat: string; components: readonly { name: string; version: string }[] } =
      JSON.parse(read(installed, 'dist', 'sbom.cdx.json'))
    expect(sbom.bomFormat).toBe('CycloneDX')
    const listed = new Map(sbom.components.map(({ name, version }) => [name, version]))
    const { dependencies }: { dependencies: Readonly<Record<string, string>> } = JSON.parse(
      read(installed, 'package.json'),
    )
    for (const [name, version] of Object.entries(dependencies))
      expect(listed.get(name)).toBe(version)
    const lock: { packages: Readonly<Record<string, { dev?: true; hasInstallScript?: true }>> } =
      JSON.parse(read(root, 'package-lock.json'))
    const scripted = Object.entries(lock.packages).filter(([, each]) => each.hasInstallScript)
    expect(scripted.filter(([name, { dev }]) => name !== '' && dev !== true)).toEqual([])
  })

  it('says its version', async () => {
    const { version }: { version: string } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    )
    const result = await runProgram(hostOnly, 'npx', 'orthanc-wasm', '--version')
    expect(result).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })

  it('serves a compiled plugin', async () => {
    const text = await ask([sample('hello')], programOf(hostOnly), '/hello/world')
    expect(text).toBe('Hello world!\n')
  })

  it('says what to install to compile one', async () => {
    copySample('hello', hostOnly)
    const result = await runProgram(hostOnly, 'npx', 'orthanc-wasm', 'build', 'hello.ts')
    expect(result).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^AssemblyScript is not installed: npm install assemblyscript@[0-9.]+\n$/,
      ),
    })
  })

  it('says what to install to serve a component', async () => {
    const file = join(hostOnly, 'component.wasm')
    writeFileSync(file, await componentBytes('hello'))
    const words = ['orthanc-wasm', 'serve', file, '--port', '0']
    const result = await runProgram(hostOnly, 'npx', ...words)
    expect(result).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /components need @bytecodealliance\/jco-transpile: npm install @bytecodealliance\/jco-transpile@[0-9.]+\n$/,
      ),
    })
  })
})

describe('the package', () => {
  it('has types that each way of importing finds', async () => {
    const tool = join(folder, 'attw')
    await install(tool, '@arethetypeswrong/cli@0.18.5')
    const program = join(tool, 'node_modules', '.bin', 'attw')
    const result = await runProgram(tool, program, archive, '--profile', 'esm-only')
    expect(result).toMatchObject({ code: 0 })
  })

  it('has every page and file that its pages link to', () => {
    const installed = join(complete, 'node_modules', 'orthanc-wasm')
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.md') && !file.includes('templates'),
    )
    expect(pages).toContain(join('docs', 'assemblyscript.md'))
    const missing = pages.flatMap((page) =>
      [...readFileSync(join(installed, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)]
        .map(([, link = '']) => join(dirname(page), link))
        .filter((file) => !existsSync(join(installed, file))),
    )
    expect(missing).toEqual([])
  })
})

describe('installed as a whole', () => {
  it('builds a plugin that lies there, and serves it', async () => {
    copySample('hello', complete)
    const result = await runProgram(complete, 'npx', 'orthanc-wasm', 'build', 'hello.ts')
    expect(result).toMatchObject({ code: 0, err: expect.stringMatching(/^hello.wasm .* kB\n$/) })
    const text = await ask([join(complete, 'hello.wasm')], programOf(complete), '/hello/there')
    expect(text).toBe('Hello there!\n')
  })

  it('serves a component, which a process of its own takes apart', async () => {
    copySample('hello', complete)
    const words = ['build', '--component', 'hello.ts', '-o', 'component.wasm']
    const result = await runProgram(complete, 'npx', 'orthanc-wasm', ...words)
    expect(result).toMatchObject({ code: 0 })
    const plugin = join(complete, 'component.wasm')
    expect(await ask([plugin], programOf(complete), '/hello/there')).toBe('Hello there!\n')
  })

  it('attacks a plugin, in processes of its own', async () => {
    const words = ['fuzz', sample('hello'), '--runs', '20', '--seed', '1']
    const result = await runProgram(complete, 'npx', 'orthanc-wasm', ...words)
    expect(result).toMatchObject({ code: 0, out: expect.stringContaining('/hello') })
  })

  it('is imported as a library', async () => {
    writeFileSync(
      join(complete, 'library.mjs'),
      `import { createHost } from 'orthanc-wasm'
const host = createHost({ plugins: [${JSON.stringify(sample('hello'))}] })
const response = await host.fetch(new Request('http://localhost/hello/library'))
process.stdout.write(await response.text())
await host.close()
`,
    )
    const result = await runProgram(complete, process.execPath, 'library.mjs')
    expect(result).toEqual({ code: 0, out: 'Hello library!\n', err: '' })
  })

  it.each<[string, object]>([
    ['node', { types: ['node'], typeRoots: [join(root, 'node_modules', '@types')] }],
    // Without the types of Node those of the package cannot be checked.
    ['dom', { types: [], lib: ['ES2023', 'DOM'], skipLibCheck: true }],
  ])(
    'has types that hold with the library %s',
    async (name, typings) => {
      const project = join(complete, name)
      mkdirSync(project)
      writeFileSync(
        join(project, 'use.mts'),
        `import { createHost, type Host, type Log, type PluginDescription } from 'orthanc-wasm'
const log: Log = ({ level, message }) => void (level + message)
const allow = { RestApi: ['GET /system'] }
const config = { HttpPort: 8042, DicomPort: 4242, WebAssembly: { Plugins: { a: { Allow: allow } } } }
const orthanc = (request: Request): Response => Response.json({ url: request.url })
const host: Host = createHost({ plugins: ['a.wasm'], config, log, orthanc })
const response: Response = await host.fetch(new Request('http://localhost/'))
const described: readonly PluginDescription[] = host.plugins
const { url, port }: { url: string; port: number } = await host.listen()
export const all = [response.status, described.length, url, port]
// @ts-expect-error: a key of the configuration with a wrong letter
createHost({ config: { WebAssembly: { TimeoutMS: 1 } } })
// @ts-expect-error: a plugin is the name of a file
createHost({ plugins: [1] })
`,
      )
      const compilerOptions = {
        strict: true,
        noEmit: true,
        module: 'NodeNext',
        target: 'ES2023',
        skipLibCheck: false,
        ...typings,
      }
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
      const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
      const result = await runProgram(project, process.execPath, compiler, '-p', '.')
      expect(result).toEqual({ code: 0, out: '', err: '' })
    },
    60_000,
  )
})

describe.skipIf(lacksPython())('installed with the package of Python, into an empty folder', () => {
  it('serves the sample from there, and a new project passes its test', async () => {
    const to = join(folder, 'python')
    const options = ['--ignore-scripts', '--silent', '--pack-destination', folder]
    const packed = await runProgram(join(root, 'dist', 'python'), 'npm', 'pack', ...options)
    await install(to, archive, '--offline', '--omit=optional', join(folder, packed.out.trim()))
    const script = join(to, 'node_modules/orthanc-wasm/guest/examples/python/studies.py')
    expect(await ask([script], programOf(to), '/python/hello/there')).toBe('Hello there!\n')
    const words = ['orthanc-wasm', 'new', 'own', '--language', 'python']
    const made = await runProgram(to, 'npx', ...words)
    expect(made).toMatchObject({ code: 0, err: '' })
    const tested = await runProgram(join(to, 'own'), 'npm', 'test')
    expect(tested).toMatchObject({ code: 0, out: expect.stringMatching(/pass 2\n/) })
    expect(readdirSync(join(to, 'node_modules/orthanc-wasm-python'))).toContain('LICENSE.cpython')
  })
})

describe.each([
  { language: 'c', lacks: false },
  { language: 'cpp', lacks: missingPackage('em++', 'emscripten') },
  { language: 'rust', lacks: await lacksRust() },
  { language: 'javascript', lacks: lacksComponentize() },
])('a new project in $language, next to the installed package', ({ language, lacks }) => {
  it.skipIf(lacks)(
    'builds, passes its own test and is served',
    async () => {
      linkPeers()
      const name = `new-${language}`
      const made = await runProgram(
        complete,
        'npx',
        'orthanc-wasm',
        'new',
        name,
        '--language',
        language,
      )
      expect(made).toMatchObject({ code: 0, err: '' })
      const project = join(complete, name)
      const tested = await runProgram(project, 'npm', 'test')
      expect(tested).toMatchObject({ code: 0, out: expect.stringMatching(/pass 2\n/) })
      const slow = join(project, 'config.json')
      const args = existsSync(slow) ? ['--config', slow] : []
      const server = await startServer({ plugins: [join(project, `${name}.wasm`)], args })
      const answer = await fetch(`${server.url}/${name}/hello/you`)
      expect(await answer.text()).toBe('Hello you!\n')
      await server.stop()
    },
    300_000,
  )
})

/** Compilers that the projects install, from here: they are large. */
function linkPeers(): void {
  for (const name of ['@yowasp/clang', 'rolldown']) {
    const link = join(complete, 'node_modules', name)
    mkdirSync(join(link, '..'), { recursive: true })
    if (!existsSync(link)) symlinkSync(join(root, 'node_modules', name), link)
  }
}
