import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { lacksPython } from './support/python.ts'
import { missingPackage } from './support/requirements.ts'
import { runProgram } from './support/program.ts'
import { commandLine, root, startServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('new')

/** Runs the program in that folder. */
function run(...args: readonly string[]): ReturnType<typeof runProgram> {
  return runProgram(folder, process.execPath, commandLine, ...args)
}

/** As `npm install` would, with this package for the published one. */
function install(project: string): void {
  const modules = join(project, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  symlinkSync(root, join(modules, 'orthanc-wasm'))
  symlinkSync(commandLine, join(modules, '.bin', 'orthanc-wasm'))
  // As npm does for what it installs.
  chmodSync(commandLine, 0o755)
}

const python = ['python', ['new', 'python-plugin', '--language', 'python']] as const

describe.each([
  ['assemblyscript', ['new', 'first-plugin']],
  ['c', ['new', 'second-plugin', '--language', 'c']],
  ...(lacksPython() ? [] : [python]),
] as const)('a new project in %s', (_, args) => {
  const name = args[1] ?? ''
  const project = join(folder, name)

  it('is written', async () => {
    const result = await run(...args)
    expect(result).toMatchObject({ code: 0, err: '' })
    expect(result.out).toContain(`cd ${name}`)
    expect(readFileSync(join(project, '.gitignore'), 'utf8')).toContain('node_modules')
    expect(readFileSync(join(project, 'package.json'), 'utf8')).not.toContain('{{')
    const workflow = readFileSync(join(project, '.github/workflows/test.yml'), 'utf8')
    expect(workflow).not.toContain('{{')
  })

  it('passes its own test', async () => {
    install(project)
    const result = await runProgram(project, 'npm', 'test')
    expect(result.out).toMatch(/pass [23]\n/)
    expect(result.code).toBe(0)
  })

  it('is served', async () => {
    const server = await startServer({ plugins: [join(project, `${name}.wasm`)] })
    const answer = await fetch(`${server.url}/${name}/hello/you`)
    expect(await answer.text()).toBe('Hello you!\n')
    await server.stop()
  })
})

it.skipIf(missingPackage('gcc', 'gcc'))(
  'the flags for editors of a project in C lead to the header',
  async () => {
    const flags = ['@compile_flags.txt', '-fsyntax-only', '-Werror', 'plugin.c']
    const result = await runProgram(join(folder, 'second-plugin'), 'gcc', ...flags)
    expect(result).toEqual({ code: 0, out: '', err: '' })
  },
)

describe('the types of the SDK', () => {
  const oldest = join(folder, 'typescript')

  beforeAll(async () => {
    mkdirSync(oldest)
    writeFileSync(join(oldest, 'package.json'), '{}')
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund']
    await runProgram(oldest, 'npm', 'install', ...quiet, 'typescript@5.9.3')
  })

  it.each([oldest, root])('are good for the TypeScript of %s', async (place) => {
    const compiler = join(place, 'node_modules', 'typescript', 'bin', 'tsc')
    const project = join(folder, 'first-plugin')
    const result = await runProgram(project, process.execPath, compiler, '--noEmit')
    expect(result).toEqual({ code: 0, out: '', err: '' })
  })
})

it.each(['First', 'a/b', '..', '1st', 'a.b'])('refuses the name %j', async (name) => {
  const result = await run('new', name)
  expect(result).toMatchObject({ code: 2, out: '' })
  expect(result.err).toMatch(/not a name for a plugin: use lower-case letters, digits and -/)
})

it('leaves a folder alone that is there already', async () => {
  mkdirSync(join(folder, 'there'))
  const result = await run('new', 'there')
  expect(result).toEqual({
    code: 1,
    out: '',
    err: 'cannot create the folder there: something with that name exists already\n',
  })
})

it.runIf(process.platform === 'linux')('leaves no files where it cannot be written', async () => {
  const line = [process.execPath, commandLine, 'new', 'fourth']
  const { code, out, err } = await runProgram(
    folder,
    'sh',
    '-c',
    'ulimit -f 0; "$@"',
    'sh',
    ...line,
  )
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^fourth\/\S+: .*\n$/)
  expect(existsSync(join(folder, 'fourth'))).toBe(false)
})

it('refuses a language that it has no project for', async () => {
  const result = await run('new', 'third', '--language', 'cobol')
  expect(result.code).toBe(2)
  expect(result.err).toContain('assemblyscript, c, cpp, rust, javascript, python')
})
