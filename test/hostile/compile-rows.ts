import { ByteReader } from '../../host/wasm/byte-reader.ts'
import { encodeSection, encodeU32 } from '../../host/wasm/byte-writer.ts'
import { headerBytes, readSections, sectionIds } from '../../host/wasm/module-reader.ts'
import { assemble } from '../support/wat-plugin.ts'
import { answered } from './guest-row.ts'
import type { PluginRow } from './plugin-row.ts'

const repeat = (count: number, text: string): string => `${text} `.repeat(count)

/** A function with `count` parameters and results. */
const wide = (count: number): string =>
  `(func $wide (param ${repeat(count, 'i64')}) (result ${repeat(count, 'i64')}) unreachable)`

/** Calls of it, two bytes each. */
const calls = (count: number, width: number): string =>
  `${repeat(width, 'i64.const 1')} ${repeat(count, 'call $wide')} ${repeat(width, 'drop')}`

/** Calls `$bomb` so often that V8 optimizes it. */
const often = `loop $next
  i32.const 0 call $bomb drop
  local.get $i i32.const 1 i32.add local.tee $i i32.const 20000000 i32.lt_u br_if $next
  end i32.const 7`

/** How a function `$bomb` is made, and a route that has V8 compile it. */
interface BombParts {
  readonly fields?: string
  /** Instructions that leave no value; none unless given. */
  readonly body?: string
  /** All of the function in binary, without its size, where blocks are nested deeper than the assembler can write. */
  readonly binary?: Uint8Array
  /** Instructions of the route that leave a code; they call `$bomb` once unless given. */
  readonly route?: string
}

/** A plugin with a function that is small in the module and large for V8's compilers. */
const bomb = (name: string, fault: string, parts: BombParts): PluginRow => ({
  fault,
  name: `compile-${name}`,
  wasm: assembleBomb(`compile-${name}`, parts),
  limits: { TimeoutMs: 1000 },
  asks: [
    [`/compile-${name}/bomb`, { status: /^(?:500|504|404)$/ }],
    [`/compile-${name}/good`, answered('good')],
  ],
})

async function assembleBomb(
  name: string,
  { fields = '', body = '', binary, route = 'i32.const 1 call $bomb' }: BombParts,
): Promise<Uint8Array> {
  const module = await assemble({
    name,
    routes: [
      { pattern: `/${name}/bomb`, body: route },
      { pattern: `/${name}/good`, answer: 'good' },
    ],
    extra: `${fields} (func $bomb (param i32) (result i32) ${body} i32.const 7)`,
  })
  return binary === undefined ? module : withLastFunction(module, binary)
}

/** The module with another body of its last function. */
function withLastFunction(module: Uint8Array, body: Uint8Array): Uint8Array {
  const pieces = readSections(module).map((section) => {
    if (section.id !== sectionIds.code) return module.subarray(section.from, section.end)
    const reader = new ByteReader(module, section.start, section.end)
    let last = section.start
    reader.each(() => {
      last = reader.position
      reader.skip(reader.u32())
    })
    const size = Uint8Array.from(encodeU32(body.length))
    const code = Buffer.concat([module.subarray(section.start, last), size, body])
    return Buffer.concat(encodeSection(section.id, code))
  })
  return Buffer.concat([module.subarray(0, headerBytes), ...pieces])
}

/** The same bytes, `count` times. */
const bytes = (count: number, ...repeated: readonly number[]): Buffer =>
  Buffer.alloc(count * repeated.length, Uint8Array.from(repeated))

/** Returns at once unless the argument is 0, so that the rest is compiled and not run. */
const guard = 'local.get 0 if i32.const 7 return end'

/** Plugins of some hundred kilobytes for which V8's compilers take gigabytes, or hours: each costs its own process. */
export const compileRows: readonly PluginRow[] = [
  bomb('code', 'machine code that is too large for V8, which ends the process', {
    fields: wide(100),
    body: `${guard} ${calls(250_000, 100)}`,
  }),
  bomb('time', 'a function that takes minutes to compile', {
    fields: wide(1000),
    body: `${guard} ${calls(30_000, 1000)}`,
  }),
  bomb('stack', 'a high stack of values below thousands of blocks', {
    binary: Buffer.concat([
      bytes(1, 0, 0x20, 0, 0x04, 0x40, 0x41, 7, 0x0f, 0x0b),
      bytes(200_000, 0x20, 0),
      bytes(4000, 0x20, 0, 0x04, 0x40),
      bytes(4000, 0x0b),
      bytes(200_000, 0x1a),
      bytes(1, 0x41, 7, 0x0b),
    ]),
  }),
  bomb('parameters', 'thousands of branches in a function with a thousand parameters', {
    fields: `(func $many (param i32 ${repeat(999, 'i64')}) (result i32)
      ${repeat(60_000, 'local.get 0 if local.get 1 i64.const 1 i64.add local.set 1 end')} i32.const 7)`,
    body: `local.get 0 ${repeat(999, 'i64.const 1')} call $many drop`,
    route: often,
  }),
  bomb('variables', 'thousands of branches in a function with thousands of variables', {
    fields: `(func $many (param i32) ${repeat(40_000, '(local i32)')}
      block ${repeat(5000, 'block local.get 0 br_if 0 end')} local.get 0 br_table ${repeat(1000, '0')} end)`,
    body: 'local.get 0 call $many',
    route: often,
  }),
  bomb('blocks', 'a hundred thousand blocks within each other', {
    binary: Buffer.concat([
      bytes(1, 0),
      bytes(100_000, 0x02, 0x40),
      bytes(100_000, 0x0b),
      bytes(1, 0x41, 7, 0x0b),
    ]),
    route: often,
  }),
]
