import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** A file of a public repository. */
interface Source {
  readonly path: string
  readonly sha256: string
}

/** A public script, and what it is sent besides that which all scripts are sent. */
export interface Script extends Source {
  readonly repository: string
  /** Files that it imports or opens, by their paths below its folder. */
  readonly files?: readonly Source[]
  /** `GET /path` or `POST /path body`; {patient}, {study}, {series} and {instance} stand for identifiers of Orthanc. */
  readonly requests?: readonly string[]
  /** What it needs that cannot be seen, in words. */
  readonly needs?: string
}

interface ScriptList {
  /** The commit of each repository. */
  readonly commits: Readonly<Record<string, string>>
  readonly scripts: readonly Script[]
}

/** Where scripts are kept. They are not part of this repository. */
export const cacheFolder = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'orthanc-wasm-python-scripts',
)

export function readScriptList(file: string): ScriptList {
  const list: ScriptList = JSON.parse(readFileSync(file, 'utf8'))
  return list
}

/** Folders that say nothing about a script. */
const common = new Set([
  'Sphinx',
  'deploy',
  'docker',
  'plugins',
  'python',
  'python-samples',
  'source',
  'src',
])

/** A name for tables and for the script's file: repository and path, as a name in Python. */
export function nameOf({ repository, path }: Script): string {
  const folders = dirname(path)
    .split('/')
    .filter((folder) => !common.has(folder))
  const parts = [repository.split('/')[1] ?? '', ...folders, basename(path, '.py')]
  return parts
    .join('-')
    .replaceAll(/[^\w-]/g, '-')
    .replaceAll(/-+/g, '-')
}

/** Writes a script and its files into a folder, and returns the script's path; `undefined` without a network and a copy. */
export async function placeScript(
  script: Script,
  commits: ScriptList['commits'],
  folder: string,
): Promise<string | undefined> {
  const main = join(folder, `${nameOf(script)}.py`)
  for (const source of [script, ...(script.files ?? [])]) {
    const content = await fetchSource(script.repository, commits, source)
    if (content === undefined) return undefined
    const target =
      source === script ? main : join(folder, source.path.slice(dirname(script.path).length + 1))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
  return main
}

async function fetchSource(
  repository: string,
  commits: ScriptList['commits'],
  { path, sha256 }: Source,
): Promise<Uint8Array | undefined> {
  const kept = join(cacheFolder, sha256)
  if (existsSync(kept)) return readFileSync(kept)
  const url = `https://raw.githubusercontent.com/${repository}/${commits[repository]}/${path}`
  const answer = await fetch(url).catch(() => undefined)
  if (answer?.ok !== true) return undefined
  const content = new Uint8Array(await answer.arrayBuffer())
  if (createHash('sha256').update(content).digest('hex') !== sha256)
    throw new Error(`${url}: its SHA-256 is not ${sha256}`)
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(kept, content)
  return content
}
