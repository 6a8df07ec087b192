import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { describeSystemError } from '../config/plugin-files.ts'
import type { ExitCode } from './command.ts'
import { complain, type Terminal } from './terminal.ts'

/** What installs the compiler of a language in CI, unless npm does. */
const languages = {
  assemblyscript: { setup: '' },
  c: { setup: '' },
  cpp: { setup: 'sudo apt-get update && sudo apt-get install -y emscripten && ' },
  rust: { setup: 'rustup target add wasm32-wasip1 && ' },
  javascript: { setup: '' },
  python: { setup: '' },
} as const

type NewLanguage = keyof typeof languages

export interface NewOptions {
  readonly language: NewLanguage
  readonly verbose?: boolean
}

/** Valid as the name of an npm package and of a folder, and literal in a route. */
const nameForm = /^[a-z][a-z0-9-]{0,63}$/

/** Files that npm would not publish under their own names. */
const renamed = new Map([['gitignore', '.gitignore']])

/** Writes a plugin's project into a new folder of that name: it builds, serves and has a test. */
export function createProject(name: string, options: NewOptions, terminal: Terminal): ExitCode {
  if (!nameForm.test(name)) {
    complain(
      terminal,
      `${name}: not a name for a plugin: use lower-case letters, digits and -, first a letter, at most 64 characters`,
    )
    return 2
  }
  makeFolder(name)
  try {
    writeProject(name, options.language)
  } catch (error) {
    // Half of a project would be in the way of another attempt. This run created the folder and all that is in it.
    rmSync(name, { recursive: true, force: true })
    throw error
  }
  terminal.out(
    `${name} is written. Next steps:\n\n  cd ${name}\n  npm install\n  npm run dev\n  npm test\n`,
  )
  return 0
}

function writeProject(name: string, language: NewLanguage): void {
  const root = findPackageRoot()
  const values = { name, ...languages[language], ...versions(root) }
  for (const part of ['common', language]) {
    const template = join(root, 'guest', 'templates', part)
    for (const file of filesOf(template)) {
      const text = fill(readFileSync(join(template, file), 'utf8'), values)
      write(join(name, fill(renamed.get(file) ?? file, values)), text)
    }
  }
}

function makeFolder(name: string): void {
  try {
    mkdirSync(name)
  } catch (error) {
    throw new Error(`cannot create the folder ${name}: ${describeSystemError(error)}`, {
      cause: error,
    })
  }
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/** Replaces each `{{name}}` of a template by its value. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => values[name] ?? hole)
}

/** The version of this package, and of the compilers that it was tested with. */
function versions(root: string): Readonly<Record<string, string>> {
  const manifest: { version: string; peerDependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const peer = (name: string): string => manifest.peerDependencies[name] ?? '*'
  return {
    version: `^${manifest.version}`,
    clang: peer('@yowasp/clang'),
    componentize: peer('@bytecodealliance/componentize-js'),
    jco: peer('@bytecodealliance/jco-transpile'),
    python: peer('orthanc-wasm-python'),
    rolldown: peer('rolldown'),
  }
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new Error(`${file}: ${describeSystemError(error)}`, { cause: error })
  }
}
