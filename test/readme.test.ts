import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { orthancWasm } from './support/command-line.ts'
import { runProgram } from './support/program.ts'
import { root, sample } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const docs = readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)
const pages = ['README.md', 'CONTRIBUTING.md', ...docs].filter((name) => name.endsWith('.md'))

const folder = temporaryFolder('readme')

function read(name: string): string {
  return readFileSync(join(root, name), 'utf8')
}

/** The blocks of README.md in a language. */
function blocks(language: string): string[] {
  const fenced = read('README.md').matchAll(/^```(\w+)\n(.*?)^```$/gms)
  return [...fenced].flatMap(([, name, code = '']) => (name === language ? [code] : []))
}

/** What the pages have in a place that a pattern names, each once. */
function mentioned(pattern: RegExp): string[] {
  const found = pages.flatMap((page) => [...read(page).matchAll(pattern)])
  return [...new Set(found.flatMap(([, name]) => (name === undefined ? [] : [name])))]
}

it('shows the sample hello as it is', () => {
  expect(blocks('ts')[0]).toBe(read('guest/examples/hello/hello.ts'))
})

it('shows a use of the library that works', async () => {
  const host = pathToFileURL(join(root, 'dist', 'host', 'host.js')).href
  const [, code = ''] = blocks('ts')
  expect(code).toContain("from 'orthanc-wasm'")
  writeFileSync(join(folder, 'use.mjs'), code.replace("'orthanc-wasm'", JSON.stringify(host)))
  copyFileSync(sample('hello'), join(folder, 'hello.wasm'))
  const result = await runProgram(folder, process.execPath, 'use.mjs')
  expect(result).toEqual({ code: 0, out: 'Hello world!\n\n', err: '' })
})

it('names scripts that exist', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
  const names = [...mentioned(/npm run ([\w:]+)/g), ...mentioned(/npm (start|test)\b/g)]
  expect(names).toEqual(expect.arrayContaining(['start', 'test', 'abi', 'bench']))
  expect(names.filter((name) => !(name in scripts))).toEqual([])
})

it('names the commands that exist', () => {
  const { out } = orthancWasm(['--help'])
  const listed = [...out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name)
  const commands = mentioned(/(?:`|npx )orthanc-wasm (\w+)/g)
  expect(commands).toEqual(expect.arrayContaining(['build', 'serve', 'inspect']))
  expect(commands.filter((name) => !listed.includes(name))).toEqual([])
})

it.each(pages)('%s links to files that exist', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  const files = links.filter((link) => !/^(https?:|mailto:|#)/.test(link))
  const missing = files.filter((link) => {
    const [file = ''] = link.split('#')
    return !existsSync(join(root, dirname(page), file))
  })
  expect(missing).toEqual([])
})
