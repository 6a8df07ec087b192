import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { functions } from '../functions.ts'
import { nativeServices } from '../native.ts'
import type { FunctionRow } from '../rows.ts'

/*
 * Which test calls which function of the SDK in the real Orthanc. The plugins of these tests are written in C, and each test
 * compares what a plugin does with what it does natively, so the calls in the source are the record.
 */

const tests = 'test/bridge'
const plugins = 'test/conformance/c'

/** For each function, the tests with a plugin that calls it, by name. */
export function readTests(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const names = readdirSync(join(root, tests)).filter((file) => file.endsWith('.test.ts'))
  for (const test of names.toSorted()) {
    const text = readFileSync(join(root, tests, test), 'utf8')
    const sources = readdirSync(join(root, plugins)).filter((file) =>
      text.includes(`'${file.replace(/\.c$/, '')}'`),
    )
    const called = sources.flatMap((file) =>
      functionsCalledIn(readFileSync(join(root, plugins, file), 'utf8')),
    )
    for (const name of new Set(called)) {
      const list = found.get(name) ?? []
      list.push(test)
      found.set(name, list)
    }
  }
  return found
}

function functionsCalledIn(source: string): readonly string[] {
  return [...source.matchAll(/\bOrthancPlugin\w+(?=\()/g)].map(([name]) => name)
}

/** Numbers of the services of the functions that a plugin calls, in order. */
export function servicesCalledIn(source: string): readonly number[] {
  const rows: Readonly<Record<string, FunctionRow>> = functions
  const numbers = functionsCalledIn(source).flatMap(
    (name) => nativeServices.get(rows[name]?.service ?? '')?.number ?? [],
  )
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}
