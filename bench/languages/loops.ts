import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, runCommand, runNode } from '../command-line.ts'
import type { Skipped } from '../findings.ts'
import { missingRealPython, realPythonRecipe } from '../load/recipes.ts'
import type { ServerRecipe } from '../load/server-process.ts'
import { findPeer, peersNeed } from '../peer-modules.ts'
import { debianVersion } from '../report.ts'
import { findMissing } from './toolchains.ts'

/** What an author does with a tool: a new project, its server, and a change of its source. */
export interface Loop {
  readonly name: string
  /** Runs the command that writes a project into a folder; absent where the author writes the files. */
  readonly create?: (folder: string) => Promise<void>
  /** The project in a folder, after `create`. */
  readonly open: (folder: string) => Project | Promise<Project>
}

interface Project {
  readonly recipe: ServerRecipe
  /** The file that is changed. */
  readonly source: string
  /** What the source and the answer contain. The change makes capitals of it. */
  readonly text: string
  /** Whether the change shows only after a restart of the server. */
  readonly needsRestart?: boolean
}

/** Ours in each language, then the peers; or why one cannot be measured here. */
export async function allLoops(): Promise<readonly (Loop | Skipped)[]> {
  const missing = await findMissing()
  return [
    ours('AssemblyScript', 'assemblyscript', missing.assemblyscript),
    ours('C', 'c', missing['@yowasp/clang']),
    ours('C++', 'cpp', missing.Emscripten),
    ours('Rust', 'rust', missing.rustc),
    ours('JavaScript', 'javascript', missing['componentize-js']),
    ours('Python', 'python', missing.CPython),
    vite(),
    wrangler(),
    realPython(),
  ]
}

/** Of all projects, and so a part of their routes. */
const name = 'loop'

/** A first build in C++ takes a minute where other work runs as well. */
const longestStartMs = 120_000

function ours(title: string, language: string, missing: string | undefined): Loop | Skipped {
  const tool = `orthanc-wasm, ${title}`
  if (missing !== undefined) return { peer: tool, why: `it needs ${missing}` }
  return {
    name: tool,
    create: (folder) => runCommand(['new', name, '--language', language], folder),
    open: (folder) => {
      const project = join(folder, name)
      const manifest: { readonly scripts: { readonly dev: string } } = JSON.parse(
        readFileSync(join(project, 'package.json'), 'utf8'),
      )
      const [, ...args] = manifest.scripts.dev.split(' ')
      const [, source = ''] = args
      const command = [commandLine, ...args]
      return {
        recipe: {
          name: language,
          command: (port) => [process.execPath, ...command, '--port', String(port)],
          folder: project,
          readyPath: `/${name}/hello/you`,
          longestStartMs,
        },
        source: join(project, source),
        text: 'Hello',
      }
    },
  }
}

/** The page's script as Vite serves it, of the project that its own command writes. */
function vite(): Loop | Skipped {
  const [peer, creator] = [findPeer('vite'), findPeer('create-vite')]
  if (peer === undefined || creator === undefined) return withoutPeers('Vite')
  const template = ['--template', 'vanilla-ts', '--no-interactive']
  return {
    name: `Vite ${peer.version}, template vanilla-ts`,
    create: (parent) => runNode([join(creator.folder, 'index.js'), name, ...template], parent),
    open: (parent) => {
      const program = join(peer.folder, 'bin/vite.js')
      const options = ['--host', '127.0.0.1', '--strictPort']
      const project = join(parent, name)
      return {
        recipe: {
          name: 'Vite',
          command: (port) => [process.execPath, program, ...options, '--port', String(port)],
          folder: project,
          readyPath: '/src/main.ts',
        },
        source: join(project, 'src/main.ts'),
        text: 'Get started',
      }
    },
  }
}

const worker = `export default {
  fetch(request: Request): Response {
    return new Response('Hello you!\\n')
  },
}
`

/** A worker on this machine. Its command for new projects asks questions and needs the network: the files are written here. */
function wrangler(): Loop | Skipped {
  const peer = findPeer('wrangler')
  if (peer === undefined) return withoutPeers('Wrangler')
  return {
    name: `Wrangler ${peer.version}, a worker in TypeScript`,
    open: (project) => {
      const source = join(project, 'worker.ts')
      writeFileSync(source, worker)
      const config = { name, main: 'worker.ts', compatibility_date: '2025-01-01' }
      writeFileSync(join(project, 'wrangler.json'), JSON.stringify(config))
      const program = join(peer.folder, 'bin/wrangler.js')
      const settings = [
        'WRANGLER_SEND_METRICS=false',
        'CLOUDFLARE_CF_FETCH_ENABLED=false',
        `XDG_CONFIG_HOME=${project}`,
      ]
      return {
        recipe: {
          name: 'Wrangler',
          command: (port) => {
            const args = ['dev', '--ip', '127.0.0.1', '--port', String(port)]
            return ['env', ...settings, process.execPath, program, ...args]
          },
          folder: project,
          readyPath: '/',
        },
        source,
        text: 'Hello',
      }
    },
  }
}

function withoutPeers(peer: string): Skipped {
  return { peer, why: `it needs ${peersNeed}` }
}

/** The script of our own project in Orthanc with its plugin for Python, which reads it only at the start. */
function realPython(): Loop | Skipped {
  const missing = missingRealPython()
  if (missing !== undefined) return missing
  return {
    name: `Orthanc with ${debianVersion('orthanc-python')}`,
    open: async (folder) => {
      await runCommand(['new', name, '--language', 'python'], folder)
      const source = join(folder, name, `${name}.py`)
      const script = { script: source, readyPath: `/${name}/hello/you` }
      return {
        recipe: realPythonRecipe({ folder }, script),
        source,
        text: 'Hello',
        needsRestart: true,
      }
    },
  }
}
