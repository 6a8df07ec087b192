import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { root } from '../support/serve.ts'

/** Their memory is not that of a plugin: the encoders' own, the guest that is the fuzzer, the one that WASI asks for at the end. */
const others =
  /\.test\.ts$|^host\/(?:fuzz|image\/assembly)\/|^host\/(?:image\/encoder|cli\/leave)\.ts$/
const saysBuffer = /\bbuffer\b/
/** Also of what has no type: `any`, `object`. */
const takesBytes = /[Mm]emory\S{0,2}\s?\S{0,3}[.'"]buffer\b/
const patienceMs = 240_000

/** Who has the memory of a plugin in hand; only the first one takes its bytes. */
const holders = [
  'host/memory/guest-memory.ts',
  // A component's, which is made before there is any.
  'host/plugin/component/component-instance.ts',
  // They look among the exports.
  'host/plugin/guest-exports.ts',
  // Passes it on.
  'host/plugin/instance.ts',
]

/** The files of the host in which anything is a `WebAssembly.Memory`, whatever it is called there. */
function filesWithMemory(): readonly string[] {
  const program = programOf(join(root, 'tsconfig.json'))
  const checker = program.getTypeChecker()
  return program
    .getSourceFiles()
    .map((source) => ({ source, file: relative(root, source.fileName).replaceAll('\\', '/') }))
    .filter(({ file }) => file.startsWith('host/') && !others.test(file))
    .filter(({ source }) => hasMemory(source, checker))
    .map(({ file }) => file)
    .toSorted()
}

function programOf(config: string): ts.Program {
  const { config: json }: { config?: unknown } = ts.readConfigFile(config, (file) =>
    ts.sys.readFile(file),
  )
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, root)
  const files = ['host', 'typings'].flatMap((folder) =>
    ts.sys.readDirectory(join(root, folder), ['.ts']),
  )
  return ts.createProgram(files, options)
}

function hasMemory(node: ts.Node, checker: ts.TypeChecker): boolean {
  const isWithin = (child: ts.Node): boolean =>
    (ts.isExpression(child) && isMemory(checker.getTypeAtLocation(child))) ||
    hasMemory(child, checker)
  return ts.forEachChild(node, isWithin) ?? false
}

/** Also a type that may be something else, or that is made from it. */
function isMemory(type: ts.Type): boolean {
  if (type.symbol?.name === 'Memory') return true
  if (type.aliasTypeArguments?.some(isMemory) === true) return true
  if (type.isUnionOrIntersection()) return type.types.some(isMemory)
  const constraint = type.isTypeParameter() ? type.getConstraint() : undefined
  return constraint !== undefined && isMemory(constraint)
}

// Who has no memory in hand cannot take its bytes, in whichever words.
it('only these files have the memory of a plugin', { timeout: patienceMs }, () => {
  expect(filesWithMemory()).toEqual(holders)
})

it('only one of them takes its bytes', () => {
  expect(holders.filter((file) => saysBuffer.test(textOf(file)))).toEqual(holders.slice(0, 1))
})

it('no other file takes the bytes of a variable named memory', () => {
  const files = ts.sys
    .readDirectory(join(root, 'host'), ['.ts'])
    .map((file) => relative(root, file).replaceAll('\\', '/'))
    .filter((file) => !others.test(file))
  // A component's script takes those of its own memory; this one patches its text.
  const known = [...holders.slice(0, 1), 'host/plugin/component/transpiler-patches.ts']
  expect(files.filter((file) => takesBytes.test(textOf(file)))).toEqual(known)
})

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
