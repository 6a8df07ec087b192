import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { missingPackage } from '../test/support/requirements.ts'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { layOut, type Field } from './kinds.ts'
import type { ServiceRow } from './rows.ts'
import { services } from './services.ts'
import { structs } from './structs.ts'

const requirements = [
  ['/usr/include/orthanc/OrthancCPlugin.h', 'orthanc-dev'],
  ['clang-19', 'clang-19'],
  ['wasm-ld-19', 'lld-19'],
  ['/usr/include/wasm32-wasi/stdio.h', 'wasi-libc'],
] as const
const isMissing = requirements
  .map(([program, from]) => missingPackage(program, from))
  .includes(true)

/** The structs of the SDK by their names; services that share one have the same fields. */
const fieldsOfStructs = new Map<string, readonly Field[]>([
  ...Object.entries(structs).map(([name, { fields }]) => [name, fields] as const),
  ...Object.values<ServiceRow>(services).flatMap(({ struct, fields }) =>
    struct === null ? [] : [[struct, fields] as const],
  ),
])
const names = [...fieldsOfStructs.keys()]

/** A program that has the size of each struct, then the offsets of its members, in one array. */
function programText(): string {
  const numbers = [...fieldsOfStructs].flatMap(([struct, fields]) => [
    `sizeof(${struct})`,
    ...fields.map(({ name, member }) => `offsetof(${struct}, ${member ?? name})`),
  ])
  return `#include <stddef.h>
#include <orthanc/OrthancCPlugin.h>
static const uint32_t numbers[] = {\n  ${numbers.join(',\n  ')}\n};
const uint32_t* layouts(void) { return numbers; }
`
}

function compile(folder: string): Uint8Array<ArrayBuffer> {
  const [source, output] = [join(folder, 'layouts.c'), join(folder, 'layouts.wasm')]
  writeFileSync(source, programText())
  const target = ['--target=wasm32-wasi', '--sysroot=/usr']
  const link = ['-nostdlib', '-Wl,--no-entry', '-Wl,--export=layouts']
  execFileSync('clang-19', [...target, '-O1', source, '-o', output, ...link])
  return new Uint8Array(readFileSync(output))
}

/** What the program says, struct by struct. */
function measure(
  folder: string,
): ReadonlyMap<string, { size: number; offsets: readonly number[] }> {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(compile(folder)), {})
  const { memory, layouts } = exports
  if (!(memory instanceof WebAssembly.Memory) || typeof layouts !== 'function')
    throw new Error('the program has no memory or no layouts')
  const view = new DataView(memory.buffer)
  let at = Number(layouts())
  const next = (): number => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  return new Map(
    [...fieldsOfStructs].map(([name, fields]) => [
      name,
      { size: next(), offsets: fields.map(next) },
    ]),
  )
}

describe.skipIf(isMissing)('the layout of a C compiler for wasm32', () => {
  const folder = temporaryFolder('layout')
  let measured: ReturnType<typeof measure> = new Map()

  beforeAll(() => {
    measured = measure(folder)
  })

  it.each(names)('of %s is that of the table', (name) => {
    const { size, offsets } = layOut(fieldsOfStructs.get(name) ?? [])
    expect(measured.get(name)).toEqual({ size, offsets })
  })

  it('is compared for every struct of a service', () => {
    expect(names.length).toBe(measured.size)
    expect(names.length).toBeGreaterThan(80)
  })
})
