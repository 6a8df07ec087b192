import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { runProgram } from './support/program.ts'
import { commandLine, root } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('tutorial')
const project = join(folder, 'studies')
const page = readFileSync(join(root, 'docs/tutorial.md'), 'utf8')

/** The code blocks of the page in a language, together. */
function codeOf(language: string): string {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))]
    .map(([, code = '']) => code)
    .join('\n')
}

beforeAll(async () => {
  await runProgram(folder, process.execPath, commandLine, 'new', 'studies')
  const modules = join(project, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  symlinkSync(root, join(modules, 'orthanc-wasm'))
  symlinkSync(commandLine, join(modules, '.bin', 'orthanc-wasm'))
  symlinkSync(
    join(root, 'node_modules', 'assemblyscript-json'),
    join(modules, 'assemblyscript-json'),
  )
  writeFileSync(join(project, 'plugin.ts'), codeOf('ts'))
  writeFileSync(join(project, 'config.json'), codeOf('json'))
  rmSync(join(project, 'test'), { recursive: true })
  mkdirSync(join(project, 'test'))
  writeFileSync(join(project, 'test', 'studies.test.js'), codeOf('js'))
})

it('the plugin of the tutorial passes its test', async () => {
  const result = await runProgram(project, 'npm', 'test')
  expect(result.out).toMatch(/pass 6\n/)
  expect(result.code).toBe(0)
})

it('an editor has no complaint about it', async () => {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const result = await runProgram(project, process.execPath, compiler, '--noEmit')
  expect(result).toEqual({ code: 0, out: '', err: '' })
})
