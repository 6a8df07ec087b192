import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingPackage } from '../test/support/requirements.ts'
import { callbacks } from './callbacks.ts'
import { enums } from './enums.ts'
import { errorCodeRows } from './error-codes.ts'
import { functions } from './functions.ts'
import type { Field, Kind } from './kinds.ts'
import type { FunctionRow, ServiceRow } from './rows.ts'
import { services } from './services.ts'
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
    const [, name, value] = /(\w+)\s*=\s*(-?\w+)/.exec(member) ?? []
    if (name !== undefined && !name.endsWith('_INTERNAL')) values.set(name, Number(value))
  }
  return values
}

/** What a function puts into its struct: an argument by its name, or a number. NULL is what is left out. */
function assignmentsIn(body: string): ReadonlyMap<string, string | number> {
  const values = new Map([...headerEnums.values()].flatMap((members) => [...members]))
  return new Map(
    [...body.matchAll(/params\.(\w+) = (\w+);/g)]
      .filter(([, , value]) => value !== 'NULL')
      .map(([, field = '', value = '']) => {
        const number = values.get(value) ?? Number(value)
        return [field, Number.isNaN(number) ? value : number]
      }),
  )
}

/** The C types that a kind may stand for; another type must be named in the row. */
const cTypes: Record<Kind, readonly string[]> = {
  u8: ['uint8_t'],
  u16: ['uint16_t'],
  u32: ['uint32_t'],
  i32: ['int32_t'],
  u64: ['uint64_t'],
  i64: ['int64_t'],
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

function matches(field: Field, wanted: string): boolean {
  return field.type === undefined ? cTypes[field.kind].includes(wanted) : field.type === wanted
}

const functionRows: readonly (readonly [string, FunctionRow])[] = Object.entries(functions)
const serviceTable: Readonly<Record<string, ServiceRow>> = services
const serviceRows = Object.entries(serviceTable)

function serviceOf(row: FunctionRow): ServiceRow {
  const service = serviceTable[row.service]
  if (service === undefined) throw new Error(`no service ${row.service}`)
  return service
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
      const wrong = Object.values(row.arguments).filter((fieldName, index) => {
        const field = service.fields.find((candidate) => candidate.name === fieldName)
        const wanted = inHeader?.parameters[index + 1]?.type
        return field === undefined || wanted === undefined || !matches(field, wanted)
      })
      expect(wrong).toEqual([])
    })

    it('returns what the header says', () => {
      const string = service.result?.kind === 'constString' ? 'const char*' : 'char*'
      const result = { void: 'void', error: 'OrthancPluginErrorCode', result: string }
      expect(result[row.returns]).toBe(inHeader?.result)
    })

    it('reaches the service of the header', () => {
      const reached = /_OrthancPluginService_(\w+)/.exec(inHeader?.body ?? '')?.[1]
      expect(service.number === null ? undefined : row.service).toBe(reached)
    })

    it('has the version that the header gives to its service, if it gives one', () => {
      const comment = new RegExp(`_OrthancPluginService_${row.service} = .*`).exec(header)?.[0]
      const since = /New in Orthanc ([0-9.]+)/.exec(comment ?? '')?.[1]
      expect(row.since).toBe(since ?? null)
    })
  })

  const withStruct = functionRows.filter(([, row]) => serviceOf(row).struct !== null)
  it.each(withStruct)('%s fills the fields that the header fills, from the same', (name, row) => {
    const ours = new Map<string, string | number>(Object.entries(row.literals ?? {}))
    for (const [argument, field] of Object.entries(row.arguments)) ours.set(field, argument)
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
        const members = headerStructs.get(row.struct ?? '') ?? []
        expect(row.fields.map((field) => field.name)).toEqual(members.map((member) => member.name))
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
      const later = new Set<string>(
        Object.entries(errorCodeRows).flatMap(([member, row]) => ('since' in row ? [member] : [])),
      )
      const unknown = Object.keys(values).filter((member) => !inHeader.has(member))
      expect(unknown.filter((member) => !later.has(member))).toEqual([])
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

  describe.each(Object.entries(callbacks))('%s', (name, callback) => {
    it('has the signature of the header', () => {
      const pattern = new RegExp(String.raw`typedef (\w+) \(\*${name}\)\s*\(([^)]*)\)`)
      const [, result, parameters = ''] = pattern.exec(code) ?? []
      const ours = callback.arguments.map((argument) => ({
        type: argument.type,
        name: argument.name,
      }))
      expect(callback.returns === 'error' ? 'OrthancPluginErrorCode' : 'void').toBe(result)
      expect(ours).toEqual(parameters.split(',').map(declaration))
    })
  })
})
