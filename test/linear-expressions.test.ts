import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import ts from 'typescript'
import { expect, it } from 'vitest'

/** Its input comes from the component compiler, and it runs in a process of its own. */
const trusted = new Set(['host/plugin/component/transpiler-patches.ts'])

const root = join(import.meta.dirname, '..')
const sources = readdirSync(join(root, 'host'), { recursive: true, encoding: 'utf8' })
  .map((file) => join('host', file))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !trusted.has(file))

/** The regular expressions of a file that take more than linear time for some text, with their lines. */
function findSlowExpressions(name: string, text: string): string[] {
  const found: string[] = []
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) && isSlow(node.text)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
      found.push(`${name}:${line + 1} ${node.text}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isSlow(literal: string): boolean {
  const end = literal.lastIndexOf('/')
  const expression = { source: literal.slice(1, end), flags: literal.slice(end + 1) }
  return analyse(expression).reports.length > 0
}

it('all regular expressions of the host take linear time', () => {
  const slow = sources.flatMap((file) =>
    findSlowExpressions(file, readFileSync(join(root, file), 'utf8')),
  )
  expect(slow).toEqual([])
})

it.each([
  String.raw`text.replace(/\.+$/, '')`,
  String.raw`text.split(/[ \t]*,[ \t]*/)`,
  String.raw`/^\s*(\d+)\s*(,\s*(\d*)\s*)?\}/.exec(text)`,
])('finds %s', (code) => {
  expect(findSlowExpressions('code.ts', code)).toHaveLength(1)
})
