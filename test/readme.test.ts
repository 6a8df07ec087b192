import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { orthancWasm } from './support/command-line.ts'
import { runProgram } from './support/program.ts'
import { root, sample } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...docs.map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'))

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
function findAll(pattern: RegExp): string[] {
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

it('names scripts that exist, here or in the projects of new', () => {
  const project = 'guest/templates/assemblyscript/package.json'
  const scripts = ['package.json', project].flatMap((file) => {
    const manifest: { scripts: Record<string, string> } = JSON.parse(read(file))
    return Object.keys(manifest.scripts)
  })
  const names = [...findAll(/npm run ([\w:]+)/g), ...findAll(/npm (start|test)\b/g)]
  expect(names).toEqual(expect.arrayContaining(['start', 'test', 'abi', 'bench']))
  expect(names.filter((name) => !scripts.includes(name))).toEqual([])
})

it('names the commands that exist', () => {
  const { out } = orthancWasm(['--help'])
  const listed = [...out.matchAll(/^ {2}([\w-]+) /gm)].map(([, name]) => name)
  const commands = findAll(/(?:`|npx )orthanc-wasm ([\w-]+)/g)
  expect(commands).toEqual(expect.arrayContaining(['build', 'serve', 'inspect']))
  expect(commands.filter((name) => !listed.includes(name))).toEqual([])
})

it('README has fewer than 150 lines', () => {
  expect(read('README.md').split('\n').length).toBeLessThan(150)
})

it('the index lists each page', () => {
  const index = read('docs/README.md')
  const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
  expect(names.filter((name) => name !== 'README.md' && !index.includes(`](${name})`))).toEqual([])
})

/** The links of a page as paths from the root, each with its heading if it names one. */
function linksOf(page: string): { readonly file: string; readonly heading: string | undefined }[] {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links
    .filter((link) => !/^(https?:|mailto:)/.test(link))
    .map((link) => {
      const [file = '', heading] = link.split('#')
      return { file: file === '' ? page : join(dirname(page), file), heading }
    })
}

/** The names by which links reach the headings of a page. */
function headingsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

it.each(pages)('%s links to files and headings that exist', (page) => {
  const missing = linksOf(page).filter(
    ({ file, heading }) =>
      !existsSync(join(root, file)) ||
      (heading !== undefined && !headingsOf(file).includes(heading)),
  )
  expect(missing).toEqual([])
})

it.each(pages)('%s names files of the repository that exist', (page) => {
  const named = [...read(page).matchAll(/`((?:abi|bench|docs|guest|host|test)\/[\w./-]+)`/g)]
  const missing = named.flatMap(([, file = '']) => (existsSync(join(root, file)) ? [] : [file]))
  expect(missing).toEqual([])
})
