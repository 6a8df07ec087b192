import type { Node } from 'jsonc-parser'
import { ConfigError } from '../../exchange/errors.ts'
import { ConfigFile, type ConfigText, type UnsetVariable } from './config-file.ts'
import { ConfigSection, quote } from './config-section.ts'
import type { Environment } from './environment.ts'

/** A configuration of one or more files. */
export interface ParsedConfig {
  /** The members of all files. */
  readonly root: ConfigSection
  /** The texts of all files, one after the other: the offsets of nodes count in it. */
  readonly text: string
  readonly unset: readonly UnsetVariable[]
}

/**
 * Parses configurations in JSON with comments, in which variables of the environment stand, and joins their members. Throws
 * `ConfigError` for text that is not JSON, and for a name in two files, as Orthanc does. Wrong values that are read from the object
 * later are added to `problems`.
 */
export function parseConfig(
  sources: readonly ConfigText[],
  environment: Environment | undefined,
  problems: string[],
): ParsedConfig {
  const files: ConfigFile[] = []
  for (const source of sources) {
    const base = files.reduce((sum, { text }) => sum + text.length, 0)
    files.push(new ConfigFile(source, environment, base))
  }
  const locate = (offset: number): string =>
    files.findLast(({ base }) => base <= offset)?.locate(offset) ?? ''
  const node = joinMembers(files)
  return {
    root: new ConfigSection({ node, path: '', locate, problems }),
    text: files.map(({ text }) => text).join(''),
    unset: files.flatMap((file) => file.unset()),
  }
}

/** An object with the members of all files. Throws `ConfigError` for names in more than one. */
function joinMembers(files: readonly ConfigFile[]): Node {
  const [first, ...others] = files
  if (first !== undefined && others.length === 0) return first.root
  const owners = new Map<string, { readonly file: ConfigFile; readonly offset: number }>()
  const problems: string[] = []
  for (const file of files)
    for (const { offset, children: [key] = [] } of file.root.children ?? []) {
      const name = String(key?.value)
      const owner = owners.get(name) ?? { file, offset }
      owners.set(name, owner)
      if (owner.file === file) continue
      const where = owner.file.locate(owner.offset).replace(/: $/, '')
      problems.push(
        `${file.locate(offset)}${quote(name)} is in another file as well, ${where}: keep one of them`,
      )
    }
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    type: 'object',
    offset: 0,
    length: 0,
    children: files.flatMap(({ root }) => root.children ?? []),
  }
}
