import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import type { CSources } from './c-sources.ts'
import { pluginFunctions, sourceArgument } from './toolchain.ts'

/** What a compiler has to do. */
export interface CompileJob {
  readonly sources: CSources
  /** The text of `orthanc/OrthancCPlugin.h`. */
  readonly header: Uint8Array
  /** What is linked to every plugin, in C. */
  readonly shim: Uint8Array
  /** Without optimization and with what a debugger needs. */
  readonly debug: boolean
  /** Macros: `NAME` or `NAME=VALUE`. */
  readonly defines: readonly string[]
  /** The author's own options of the compiler and the linker. */
  readonly flags: readonly string[]
}

/** A module, if there is one, and what the compiler said, one line each. */
export interface CompileOutcome {
  readonly wasm: Uint8Array | undefined
  readonly messages: readonly string[]
}

/** Where the header lies, and the file of the shim, for a compiler. */
export interface CompilePlaces {
  readonly include: string
  readonly shim: string
  readonly output: string
  /** The folder that has the files of the machine, for a compiler that does not see the machine's own. */
  readonly root?: string
}

/** The arguments of clang: options, then the sources by their names. */
export function clangArguments(job: CompileJob, places: CompilePlaces): string[] {
  const own = job.flags.flatMap((flag) => (flag.startsWith('-O') ? ['-Xclang', flag] : [flag]))
  const options = [...flags(job.debug), ...sourceFlags(job, places), ...own]
  options.push('-isystem', places.include, '-o', places.output)
  const names = job.sources.names.map((name) => sourceArgument(place(name, places)))
  return [...options, '--', ...names, places.shim]
}

/** The author's options that decide what a source finds and sees. */
export function sourceFlags(
  { sources: { includes }, defines, debug }: CompileJob,
  places: CompilePlaces,
): readonly string[] {
  return [
    ...includes.folders.flatMap((folder) => ['-I', place(folder, places)]),
    ...defines.flatMap((define) => ['-D', define]),
    ...includes.forced.flatMap((file) => ['-include', place(file, places)]),
    ...pathFlags(debug, places),
  ]
}

/** The paths in a module: none of this machine, except for a debugger, which opens the files. */
function pathFlags(debug: boolean, places: CompilePlaces): readonly string[] {
  const { root } = places
  if (root === undefined) return []
  const inFolder = `${place('', places)}/=/`
  if (!debug) return [`-ffile-prefix-map=${inFolder}`]
  return [`-fmacro-prefix-map=${inFolder}`, `-fdebug-prefix-map=${root}/=/`]
}

/** The name of a file or folder for the compiler. */
export function place(path: string, { root }: CompilePlaces): string {
  if (root === undefined) return path
  return [
    root,
    ...resolve(path)
      .split(/[/\\]/)
      .filter((part) => part !== ''),
  ].join('/')
}

/** The options that go to every clang. */
function flags(debug: boolean): readonly string[] {
  return [
    // With plain -O2 clang would run a wasm-opt that it finds in the path, which removes the names of functions;
    // its flag against that, --no-wasm-opt, leaves out the linker as well (19.1).
    ...(debug ? ['-g'] : ['-Xclang', '-O2', '-Wl,--strip-debug']),
    '-mexec-model=reactor',
    // Address 0 can be read: code after a NULL access is kept, and not removed as unreachable.
    '-fno-delete-null-pointer-checks',
    '-fvisibility=hidden',
    '-fno-color-diagnostics',
    ...pluginFunctions.map((name) => `-Wl,--export-if-defined=${name}`),
    '-Wl,--export=malloc,--export=free,--export-table',
    '-Wl,--wrap=sbrk,--export=orthanc_wasm_failed_allocation',
    // The stack below everything else: one that overflows traps instead of overwriting data.
    '-Wl,-z,stack-size=1048576,--stack-first',
  ]
}

/** Writes the header and the shim of a job into a folder. */
export function writePlaces(folder: string, { header, shim }: CompileJob): CompilePlaces {
  const places = {
    include: join(folder, 'include'),
    shim: join(folder, 'shim.c'),
    output: join(folder, 'plugin.wasm'),
  }
  mkdirSync(join(places.include, 'orthanc'), { recursive: true })
  writeFileSync(join(places.include, 'orthanc/OrthancCPlugin.h'), header)
  writeFileSync(places.shim, shim)
  return places
}

/** An object file between compiler and linker, which has the source's name in its own. */
const objectFile = /(?:[^\s/\\]*[/\\])*([^\s/\\]+)-[0-9a-f]{6,}\.o/g

const noise =
  /^\d+ (?:errors?|warnings?)\b.* generated\.$|linker command failed with exit code|^em\S+: error: '.*' failed \(returned \d+\)$|^\w+:INFO: /

/**
 * What clang and its linker said: messages of one line, each with the lines of source that it shows, and the names of files as
 * the author knows them. Of our own files the author knows nothing: what is said of them counts only where nothing else is said.
 */
export function clangMessages(
  text: string,
  sources: CSources,
  places: CompilePlaces,
): readonly string[] {
  const { include, shim } = places
  const lines = text
    .replaceAll(/\n\s*>>> /g, ' >>> ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !noise.test(line))
  const blocks = splitMessages(lines).filter(([line = '']) => !isLibraryNote(line, include))
  const ofAuthor = blocks.filter(([line = '']) => !line.includes(`${shim}:`))
  const messages = (ofAuthor.length > 0 ? ofAuthor : blocks).map(([line = '', ...frame]) =>
    [describe(line, sources, places), ...frame].join('\n'),
  )
  return [...new Set(messages)].flatMap((message) => message.split('\n'))
}

/** The messages of a compiler, each with the lines of source after it, which are indented. */
function splitMessages(lines: readonly string[]): readonly (readonly string[])[] {
  const messages: string[][] = []
  for (const line of lines)
    if (/^\s/.test(line)) messages.at(-1)?.push(line)
    else messages.push([line])
  return messages
}

/** Such as where the function is declared that a source should not use, or each constructor that does not fit. */
function isLibraryNote(line: string, include: string): boolean {
  const file = /^(.+?):\d+:\d+: note: /.exec(line)?.[1] ?? ''
  return file.startsWith(`${include}/`) || compilerHeader.test(file)
}

/** The headers that come with a compiler. */
const compilerHeader = /sysroot\/|\/lib\/clang\//

function describe(line: string, sources: CSources, places: CompilePlaces): string {
  const located = /^(In file included from )?(.+?):(\d+)(:\d+)?:(.*)$/.exec(line)
  if (located !== null) {
    const [, before = '', name = '', row, column = '', rest] = located
    return `${before}${show(name, sources, places)}:${row}${column}:${rest}`
  }
  const linked = /^\S*wasm-ld\S*: (.*)$/.exec(line)
  if (linked === null) return line
  const what = (linked[1] ?? '').replaceAll(objectFile, (object, name: string) => {
    const source = sources.names.find(
      (candidate) => basename(candidate, extname(candidate)) === name,
    )
    return source ?? object
  })
  // As in the compiler's messages the file comes first.
  return what.replace(/^(error|warning): (\S+\.(?:c|cc|cpp|cxx)): /, '$2: $1: ')
}

function show(name: string, sources: CSources, { include, root = '' }: CompilePlaces): string {
  if (name.startsWith(`${include}/`)) return name.slice(include.length + 1)
  return sources.show(name.startsWith(`${root}/`) ? name.slice(root.length) : name)
}
