import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingPackage } from '../test/support/requirements.ts'
import { callbacks } from './callbacks.ts'
import { argumentsOf, resultOf, returnType, serviceOf } from './emit/signature.ts'
import { enums } from './enums.ts'
import { errorCodeRows } from './error-codes.ts'
import { functions, ownFunctions } from './functions.ts'
import type { Field, Kind } from './kinds.ts'
import type { Callback, FunctionRow, ServiceRow } from './rows.ts'
import { otherServices, services } from './services.ts'
import { structs } from './structs.ts'

const headerFile = '/usr/include/orthanc/OrthancCPlugin.h'
const header = existsSync(headerFile) ? readFileSync(headerFile, 'utf8') : ''
const code = header.replaceAll(/\/\*[\s\S]*?\*\//g, ' ')

const headerEnums = new Map(
  [...code.matchAll(/typedef enum\s*\{([^}]*)\}\s*(\w+);/g)].map(([, body = '', name = '']) => [
    name,
    membersOf(body),
  ]),
)
const headerStructs = new Map(
  [...code.matchAll(/typedef struct\s*\{([^}]*)\}\s*(\w+);/g)].map(([, body = '', name = '']) => [
    name,
    body
      .split(';')
      .map(declaration)
      .filter(({ name: member }) => member !== ''),
  ]),
)
const headerCallbacks = new Map(
  [...code.matchAll(/typedef ([\w\s*]+?)\s*\(\s*\*\s*(OrthancPlugin\w+)\)\s*\(([^)]*)\)/g)].map(
    ([, result = '', name = '', parameters = '']) => [
      name,
      { result: type(result), parameters: parameters.split(',').map(declaration) },
    ],
  ),
)
const headerFunctions = new Map(
  [
    ...code.matchAll(
      /ORTHANC_PLUGIN_INLINE\s+([\w\s*]+?)\s*\b(OrthancPlugin\w+)\(([^)]*)\)\s*\{([\s\S]*?)\n {2}\}/g,
    ),
  ].map(([, result = '', name = '', parameters = '', body = '']) => [
    name,
    { result: type(result), parameters: parameters.split(',').map(declaration), body },
  ]),
)

interface Declaration {
  readonly type: string
  readonly name: string
}

function declaration(text: string): Declaration {
  const [, before = '', name = ''] = /^\s*([\s\S]*?)(\w+)\s*$/.exec(text) ?? []
  return { type: type(before), name }
}

/** A C type with one way of writing its spaces. */
function type(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll(/\s*\*/g, '*')
}

/** The values of an enumeration by name; without the last one, which only makes it 32 bits wide. */
function membersOf(body: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  for (const member of body.split(',')) {
    const [, name, bit, value] = /(\w+)\s*=\s*(?:\(1 << (\d+)\)|(-?\w+))/.exec(member) ?? []
    if (name === undefined || name.endsWith('_INTERNAL')) continue
    values.set(name, bit === undefined ? Number(value) : 2 ** Number(bit))
  }
  return values
}

/** The members of a struct with those of a parameter struct inside it, each by its path. */
function membersOfStruct(name: string): readonly Declaration[] {
  const members = headerStructs.get(name) ?? []
  return members.flatMap((member) =>
    member.type.startsWith('_') && headerStructs.has(member.type)
      ? membersOfStruct(member.type).map((inner) => ({
          ...inner,
          name: `${member.name}.${inner.name}`,
        }))
      : [member],
  )
}

/**
 * What a function puts into its struct: an argument by its name, or a number. NULL is what is left out, and so is the
 * C library's `free`: the host knows it as an export of the plugin.
 */
function assignmentsIn(body: string): ReadonlyMap<string, string | number> {
  return new Map(
    [...body.matchAll(/(?:params|m)\.([\w.]+) = (?:\(\w+\) )?(\w+(?:\(\))?);/g)]
      .filter(([, , value]) => value !== 'NULL' && value !== 'free')
      .map(([, field = '', value = '']) => [field, numberOf(value) ?? value]),
  )
}

/** The value of a number, of NULL or of a member of an enumeration. */
function numberOf(text: string): number | undefined {
  if (text === 'NULL') return 0
  const members = [...headerEnums.values()].find((values) => values.has(text))
  const number = members?.get(text) ?? Number(text)
  return Number.isNaN(number) ? undefined : number
}

/** The value that a function returns when it fails: its last returned value that is not a variable. */
function failureIn(body: string): number {
  const returned = [...body.matchAll(/return (-?\w+);/g)].map(([, value = '']) => numberOf(value))
  return returned.findLast((value) => value !== undefined) ?? 0
}

/** The field that a function sets to the address of a variable. */
function resultFieldIn(body: string): string | undefined {
  return /params\.(\w+) = &/.exec(body)?.[1]
}

/** The C types that a kind may stand for; another type must be named in the row. */
const cTypes: Record<Kind, readonly string[]> = {
  u8: ['uint8_t'],
  u16: ['uint16_t'],
  u32: ['uint32_t'],
  i32: ['int32_t'],
  u64: ['uint64_t'],
  i64: ['int64_t'],
  f32: ['float'],
  f64: ['double'],
  pointer: [],
  string: ['const char*'],
  optionalString: ['const char*'],
  bytes: ['const void*', 'const char*'],
  optionalBytes: ['const void*', 'const char*'],
  extent: ['const void*', 'const char*'],
  strings: ['const char* const*'],
  output: ['OrthancPluginRestOutput*'],
  callback: [],
  result: [],
}

function pathOf(field: Field): string {
  return field.member ?? field.name
}

function matches(field: Field, wanted: string): boolean {
  return field.type === undefined ? cTypes[field.kind].includes(wanted) : field.type === wanted
}

const functionRows: readonly (readonly [string, FunctionRow])[] = Object.entries(functions)
const serviceTable: Readonly<Record<string, ServiceRow>> = services
const serviceRows = Object.entries(serviceTable)
const callbackRows: readonly (readonly [string, Callback])[] = Object.entries(callbacks)

/** The functions that are newer than the services they reach, or whose version the header does not name. */
const later: Readonly<Record<string, string>> = {
  OrthancPluginSetRootUri2: '1.12.4',
  OrthancPluginSetDescription2: '1.12.4',
  OrthancPluginExtendOrthancExplorer2: '1.12.4',
  OrthancPluginStartStreamAnswer: '1.12.6',
  OrthancPluginSendStreamChunk: '1.12.6',
}

/** What the header has and does not use itself, or what is described elsewhere. */
const elsewhere: Readonly<Record<string, string>> = {
  _OrthancPluginService: 'the numbers of the services',
  _OrthancPluginCompressAndAnswerPngImage: 'the struct of a service that no function reaches',
}

/** The names that are neither in the table nor on a list of exceptions. */
function missing(names: Iterable<string>, ...tables: readonly object[]): readonly string[] {
  return [...names].filter(
    (name) => ![elsewhere, ...tables].some((table) => Object.hasOwn(table, name)),
  )
}

describe.skipIf(missingPackage(headerFile, 'orthanc-dev'))('the table and the SDK header', () => {
  describe.each(functionRows)('%s', (name, row) => {
    const inHeader = headerFunctions.get(name)
    const service = serviceOf(row)

    it('has the arguments of the header, in order', () => {
      expect(['context', ...Object.keys(row.arguments)]).toEqual(
        inHeader?.parameters.map((parameter) => parameter.name),
      )
    })

    it('has arguments of the types of the header', () => {
      const wrong = argumentsOf(row).filter(({ field }, index) => {
        const wanted = inHeader?.parameters[index + 1]?.type
        return wanted === undefined || !matches(field, wanted)
      })
      expect(wrong).toEqual([])
    })

    it('returns what the header says', () => {
      expect(returnType(row)).toBe(inHeader?.result)
    })

    it('has the result of the header, and returns the same without one', () => {
      const body = inHeader?.body ?? ''
      expect(resultOf(row)?.field).toBe(resultFieldIn(body))
      const isTruth = /return \(\w+ != 0\);/.test(body)
      expect(row.returns === 'truth').toBe(isTruth)
      const failure = resultOf(row) === undefined ? 0 : failureIn(body)
      expect(row.failure ?? 0).toBe(failure)
    })

    it('reaches the service of the header', () => {
      const reached = /_OrthancPluginService_(\w+)/.exec(inHeader?.body ?? '')?.[1]
      expect(service.number === null ? undefined : row.service).toBe(reached)
    })

    it('has the version that the header names for its service, if any', () => {
      const comment = new RegExp(`_OrthancPluginService_${row.service} = .*`).exec(header)?.[0]
      const since = /New in Orthanc ([0-9.]+)/.exec(comment ?? '')?.[1]
      expect(row.since).toBe(later[name] ?? since ?? null)
    })
  })

  const withStruct = functionRows.filter(([, row]) => serviceOf(row).struct !== null)
  it.each(withStruct)('%s fills the fields that the header fills, from the same', (name, row) => {
    const ours = new Map<string, string | number>(Object.entries(row.literals ?? {}))
    if (row.pluginName !== undefined) ours.set(row.pluginName, 'OrthancPluginGetName()')
    for (const { name: argument, field } of argumentsOf(row)) ours.set(pathOf(field), argument)
    expect(ours).toEqual(assignmentsIn(headerFunctions.get(name)?.body ?? ''))
  })

  describe.each(serviceRows)('service %s', (name, row) => {
    it('has the number of the header', () => {
      const number = headerEnums.get('_OrthancPluginService')?.get(`_OrthancPluginService_${name}`)
      expect(row.number ?? undefined).toBe(number)
    })
  })

  describe.each(serviceRows.filter(([, { struct }]) => struct !== null))(
    'struct of %s',
    (_, row) => {
      it('has the members of the header, in order', () => {
        const members = membersOfStruct(row.struct ?? '')
        expect(row.fields.map(pathOf)).toEqual(members.map((member) => member.name))
        expect(row.fields.filter((field, i) => !matches(field, members[i]?.type ?? ''))).toEqual([])
      })
    },
  )

  describe.each(Object.entries(enums))('%s', (name, values) => {
    const inHeader = new Map(
      [...(headerEnums.get(name) ?? [])].map(([member, value]) => [
        member.replace(`${name}_`, ''),
        value,
      ]),
    )

    it('has every value of the header', () => {
      const ours = new Map<string, number>(Object.entries(values))
      expect([...inHeader].filter(([member, value]) => ours.get(member) !== value)).toEqual([])
    })

    it('has no value that the header has not, but for those of later versions', () => {
      const laterCodes = new Set<string>(
        Object.entries(errorCodeRows).flatMap(([member, row]) => ('since' in row ? [member] : [])),
      )
      const unknown = Object.keys(values).filter((member) => !inHeader.has(member))
      expect(unknown.filter((member) => !laterCodes.has(member))).toEqual([])
    })
  })

  describe.each(Object.entries(structs))('%s', (name, struct) => {
    it('has the members of the header, in order', () => {
      const members = headerStructs.get(name) ?? []
      expect(struct.fields.map((field) => field.name)).toEqual(members.map((member) => member.name))
      expect(struct.fields.filter((field, i) => !matches(field, members[i]?.type ?? ''))).toEqual(
        [],
      )
    })
  })

  describe.each(callbackRows)('%s', (name, callback) => {
    it('has the signature of the header', () => {
      const inHeader = headerCallbacks.get(name)
      const ours = callback.arguments.map((argument) => ({
        type: argument.type,
        name: argument.name,
      }))
      const { returns } = callback
      expect(returns === 'error' ? 'OrthancPluginErrorCode' : returns).toBe(inHeader?.result)
      expect(ours).toEqual(inHeader?.parameters.filter((parameter) => parameter.name !== ''))
    })
  })

  describe('nothing of the header is missing', () => {
    it('of its functions', () => {
      expect(missing(headerFunctions.keys(), functions, ownFunctions)).toEqual([])
    })

    it('of its services', () => {
      const numbers = [...(headerEnums.get('_OrthancPluginService') ?? [])].map(
        ([name, number]) => [name.replace('_OrthancPluginService_', ''), number] as const,
      )
      const names = numbers.map(([name]) => name)
      expect(missing(names, services, otherServices)).toEqual([])
      const others = new Map<string, number>(Object.entries(otherServices))
      const wrong = numbers.filter(([name, number]) => (others.get(name) ?? number) !== number)
      expect(wrong).toEqual([])
    })

    it('of its enumerations', () => {
      expect(missing(headerEnums.keys(), enums)).toEqual([])
    })

    it('of its structs', () => {
      const used = Object.fromEntries(serviceRows.map(([, { struct }]) => [struct, true]))
      expect(missing(headerStructs.keys(), structs, used)).toEqual([])
    })

    it('of its callbacks', () => {
      expect(missing(headerCallbacks.keys(), callbacks)).toEqual([])
    })
  })
})
