import { basename, extname, posix } from 'node:path'
import type { CSources } from './c-sources.ts'
import type { CompilePlaces } from './clang.ts'

/** An object file between compiler and linker, which has the source's name in its own. */
const objectFile = /(?:[^\s/\\]*[/\\])*([^\s/\\]+)-[0-9a-f]{6,}\.o/g

const noise =
  /^\d+ (?:errors?|warnings?)\b.* generated\.$|linker command failed with exit code|^em\S+: error: '.*' failed \(returned \d+\)$|^\w+:INFO: /

/**
 * What clang and its linker said, one line each, with the names of files as the author knows them. Of our own files the
 * author knows nothing: what is said of them counts only where nothing else is said.
 */
export function clangMessages(
  text: string,
  sources: CSources,
  { include, shim }: CompilePlaces,
): readonly string[] {
  const lines = text
    .replaceAll(/\n\s*>>> /g, ' >>> ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !noise.test(line) && !isNoteIn(include, line))
  const ofAuthor = lines.filter((line) => !line.includes(`${shim}:`))
  const told = (ofAuthor.length > 0 ? ofAuthor : lines).map((line) =>
    describe(line, sources, include),
  )
  return [...new Set(told)]
}

/** Such as where the function is declared that a source should not use. */
function isNoteIn(include: string, line: string): boolean {
  return line.startsWith(`${include}/`) && /:\d+: note: /.test(line)
}

function describe(line: string, sources: CSources, include: string): string {
  const located = /^(In file included from )?(.+?):(\d+)(:\d+)?:(.*)$/.exec(line)
  if (located !== null) {
    const [, before = '', name = '', row, column = '', rest] = located
    return `${before}${show(name, sources, include)}:${row}${column}:${rest}`
  }
  const linked = /^\S*wasm-ld\S*: (.*)$/.exec(line)
  if (linked === null) return line
  const what = (linked[1] ?? '').replaceAll(objectFile, (object, name: string) => {
    const source = sources.names.find(
      (candidate) => basename(candidate, extname(candidate)) === name,
    )
    return source === undefined ? object : sources.show(source)
  })
  // As in the compiler's messages the file comes first.
  return what.replace(/^(error|warning): (\S+\.(?:c|cc|cpp|cxx)): /, '$2: $1: ')
}

function show(name: string, sources: CSources, include: string): string {
  if (name.startsWith(`${include}/`)) return name.slice(include.length + 1)
  return sources.files.has(posix.normalize(name)) ? sources.show(name) : name
}
