import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  componentBytes,
  dummyComponent,
  worldText,
  loadComponent,
} from '../../../test/support/component.ts'
import { runs } from '../../../test/support/images.ts'
import { worldTypes } from '../../../abi/component-types.ts'
import { PluginLoadError } from '../../exchange/errors.ts'
import { encodeSection } from '../../wasm/byte-writer.ts'
import { requireHarmlessNames } from './component-checks.ts'
import { readComponentTypes } from './component-types.ts'
import { requireWorld } from './component-checks.ts'

const limits = { memoryPages: 16, tableEntries: 10_000 }

/** The world with one wrong function. */
async function spoilt(good: string, bad: string): Promise<Uint8Array<ArrayBuffer>> {
  expect(worldText()).toContain(good)
  return dummyComponent(worldText().replace(good, bad), 'plugin')
}

function errorOf(act: () => void): unknown {
  try {
    act()
    return undefined
  } catch (error) {
    return error
  }
}

async function typesOf(text: string): Promise<unknown> {
  return readComponentTypes(Uint8Array.from(await parse(text)))
}

describe('readComponentTypes', () => {
  it('reads the types of the world from a component that uses all of it', async () => {
    const all = await dummyComponent(worldText(), 'inside-plugin')
    const { imports, exports } = readComponentTypes(all)
    const world = worldTypes()
    for (const [name, functions] of world.imports)
      expect(imports.get(name)).toEqual(expect.objectContaining(new Map(functions)))
    expect(exports).toEqual(new Map([...world.exports, ...world.optionalExports]))
    expect(world.exports.get('initialize')).toBe('func(list<u8>) -> s32')
  })

  it('accepts a component without callbacks, and one with some of them', async () => {
    const few = worldText().replaceAll(/^ {2}export (?:restore|step)-job: .*$/gm, '')
    for (const [text, world] of [[worldText(), 'plugin'] as const, [few, 'inside-plugin'] as const])
      await expect(loadComponent(await dummyComponent(text, world), limits)).resolves.toBeDefined()
  })

  it.each([
    ['components inside of it', '(component (component))'],
    ['asynchronous functions', '(component (core func (canon task.cancel)))'],
    ['a type of the kind 0x66', '(component (type (stream u8)))'],
    ['resources of its own', '(component (type (resource (rep i32))))'],
    ['aliases of modules', '(component $c (core module $m) (alias outer $c $m (core module)))'],
    [
      'several instances of one module',
      '(component (core module $m) (core instance (instantiate $m)) (core instance (instantiate $m)))',
    ],
  ])('refuses %s', async (what, text) => {
    await expect(typesOf(text)).rejects.toThrow(`a component with ${what}`)
  })

  it.each([
    // An import `a` whose option is the text `\0x`: read as one more part of the name, it makes another type of what follows.
    ['names that have options', [7, 2, 1, 0x7f, 10, 12, 1, 2, 1, 0x61, 1, 2, 2, 0, 0x78, 3, 0, 0]],
    ['more in a section 7 than is counted', [7, 3, 1, 0x73, 0x73]],
  ])('refuses %s, which other tools read differently', (what, bytes) => {
    const component = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, ...bytes)
    expect(() => readComponentTypes(component)).toThrow(`a component with ${what}`)
  })

  it('does not expand types that double with each name', async () => {
    const doubled = Array.from({ length: 40 }, (_, i) => `(type (tuple ${i} ${i}))`).join('')
    await expect(typesOf(`(component (type string) ${doubled})`)).resolves.toBeDefined()
  })

  it('does not join a long list', async () => {
    const fields = Array.from({ length: 9000 }, (_, i) => `(field "f${i}" 0)`).join('')
    const { exports } = readComponentTypes(
      Uint8Array.from(
        await parse(
          `(component (type string) (type $r (record ${fields})) (export "r" (type $r)))`,
        ),
      ),
    )
    expect(exports.get('r')).toBe('record{a long list}')
  })

  it('refuses types nested deeper than any stack', () => {
    const depth = 100_000
    const types = Buffer.alloc(3 * depth, Uint8Array.of(0x42, 1, 1))
    const content = Buffer.concat([Uint8Array.of(1), types, Uint8Array.of(0x7f)])
    const header = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0)
    const component = Buffer.concat([header, ...encodeSection(7, content)])
    expect(() => readComponentTypes(component)).toThrow('types nested deeper than 100')
  })

  it('throws only its own error, as all checks do, for any bytes', async () => {
    const whole = await componentBytes('hello')
    // The types stand at both ends, around the modules.
    const ends = fc.oneof(
      fc.nat(3000),
      fc.integer({ min: whole.length - 3000, max: whole.length - 1 }),
    )
    const change = fc.tuple(ends, fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        for (const check of [readComponentTypes, requireWorld, requireHarmlessNames])
          expect(errorOf(() => check(bytes))).toSatisfy(
            (error) => error === undefined || error instanceof PluginLoadError,
          )
      }),
      runs(1000),
    )
  })

  it('refuses lists of more parts than a working component has', async () => {
    const many = '(type string)'.repeat(10_001)
    await expect(typesOf(`(component ${many})`)).rejects.toThrow('a list of 10001 parts')
  })
})

describe('a component with functions of other types', () => {
  it.each([
    ['log-info: func(message: text)', 'log-info: func(message: string)'],
    ['log-info: func(message: text)', 'log-info: func(message: list<string>)'],
    ['log-info: func(message: text)', 'log-info: func(message: list<bool>)'],
    ['redirect: func(argument: text)', 'redirect: func(argument: string)'],
    ['exit: func(code: s32)', 'exit: func(code: string)'],
    ['export name: func() -> text', 'export name: func() -> string'],
    ['export finalize: func()', 'export finalize: func() -> list<list<bool>>'],
    ['    headers: text,', '    headers: list<bool>,'],
    ['type text = list<u8>', 'type text = string'],
  ])('is refused: %s as %s', async (good, bad) => {
    await expect(loadComponent(await spoilt(good, bad), limits)).rejects.toThrow(
      'has functions whose types differ from those of the world orthanc:plugin/plugin@1.12.3: ',
    )
  })

  // The same names in JavaScript.
  it.each([
    ['log-info: func(message: text)', 'log-INFO: func(message: string)', 'host.log-INFO'],
    [
      'redirect: func(argument: text)',
      'REDIRECT: func(argument: list<string>)',
      'types.rest-output.REDIRECT',
    ],
  ])('is refused: %s as %s', async (good, bad, name) => {
    await expect(loadComponent(await spoilt(good, bad), limits)).rejects.toThrow(
      `imports what this host does not have: orthanc:plugin/${name}`,
    )
  })

  it('is loaded if all types are right', async () => {
    const { kind } = await loadComponent(await componentBytes('rest'), limits)
    expect(kind).toBe('component')
  })
})
