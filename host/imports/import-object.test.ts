import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorCodes, pixelFormats } from '../../abi/enums.ts'
import { functions, invokeService } from '../../abi/functions.ts'
import { kinds, layOut, type Field, type Kind } from '../../abi/kinds.ts'
import type { FunctionRow, ServiceRow } from '../../abi/rows.ts'
import { isSupported, services } from '../../abi/services.ts'
import { contextValue, memoryBytes, TestGuest } from '../../test/support/guest.ts'

const allRows = Object.entries(functions)
const rows: [string, FunctionRow][] = allRows.filter(([, { service }]) => isSupported(service))
const unsupported: [string, FunctionRow][] = allRows.filter(
  ([, { service }]) => !isSupported(service),
)
const serviceRows = new Map<string, ServiceRow>(Object.entries(services))
const answering = rows.filter(([, { service }]) => fieldsOf(service).some(isOutput))
const voidAnswering = answering.filter(([, { returns }]) => returns === 'void')
const codeAnswering = answering.filter(([, { returns }]) => returns === 'error')

function fieldsOf(service: string): readonly Field[] {
  return serviceRows.get(service)?.fields ?? []
}

function isOutput({ kind }: Field): boolean {
  return kind === 'output'
}

/** Values that are good for every argument: a text, a small number, the output and an image where they belong. */
function goodArguments(guest: TestGuest, { service, arguments: names }: FunctionRow): number[] {
  const text = guest.text('mixed')
  const values: Partial<Record<Kind, number>> = {
    output: guest.output,
    i32: 1,
    u32: 1,
    u16: 200,
    u8: 90,
    strings: guest.bytes(new Uint8Array(new Uint32Array([text]).buffer)),
  }
  const fieldOf = new Map(fieldsOf(service).map((field) => [field.name, field]))
  return Object.values(names).map((name) => {
    const { kind = 'string', type = '' } = fieldOf.get(name) ?? {}
    if (type.endsWith('OrthancPluginImage*')) return guest.call('OrthancPluginCreateImage', 1, 1, 1)
    return values[kind] ?? text
  })
}

/** Lays the parameters of a function out as C's inline function does. */
function struct(guest: TestGuest, row: FunctionRow, values: readonly number[]): number {
  const service = serviceRows.get(row.service)
  if (service === undefined) throw new Error(row.service)
  if (service.struct === null) return values[0] ?? 0
  const { size, offsets } = layOut(service.fields)
  const at = guest.bytes(new Uint8Array(size).fill(0xee))
  const names = Object.values(row.arguments)
  for (const [i, { name, kind }] of service.fields.entries()) {
    const value = values[names.indexOf(name)] ?? row.literals?.[name] ?? 0
    const bytes = new Uint8Array(new Uint32Array([value]).buffer).slice(0, kinds[kind].size)
    guest.memory.write(at + (offsets[i] ?? 0), bytes)
  }
  return at
}

describe('the output', () => {
  it.each(voidAnswering)('of %s: a made-up one refuses the request', (name, row) => {
    const guest = new TestGuest()
    const [, ...others] = goodArguments(guest, row)
    guest.call(name, guest.output + 1, ...others)
    expect(guest.finish()).toMatchObject({
      kind: 'error',
      code: errorCodes.Plugin,
      details: `${name}: output: not the output of the callback that runs`,
    })
  })

  it.each(codeAnswering)('of %s: a made-up one is code 3, NULL code 35', (name, row) => {
    const guest = new TestGuest()
    const [, ...others] = goodArguments(guest, row)
    expect(guest.call(name, guest.output + 1, ...others)).toBe(errorCodes.ParameterOutOfRange)
    expect(guest.call(name, 0, ...others)).toBe(errorCodes.NullPointer)
  })
})

it.each(rows)('%s refuses a made-up context', (name, row) => {
  const guest = new TestGuest()
  guest.callRaw(name, contextValue + 1, ...goodArguments(guest, row))
  expect(guest.log.join('\n')).toContain(`${name}: context: not the one`)
})

it.each(rows)('%s survives every value', (name, row) => {
  const count = Object.keys(row.arguments).length
  const value = fc.oneof(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.nat({ max: 2000 }),
    fc.constantFrom(0, 1, -1, memoryBytes - 1, memoryBytes, memoryBytes + 1, 0x7fffffff),
    fc.constant('output' as const),
  )
  const guest = new TestGuest()
  fc.assert(
    fc.property(fc.array(value, { minLength: count, maxLength: count }), (values) => {
      guest.restart()
      guest.memory.bytes(1, 999).fill(0x41)
      const raw = values.map((given) => (given === 'output' ? guest.output : given))
      const code = guest.call(name, ...raw)
      expect(Number.isInteger(code)).toBe(true)
      expect(guest.finish()).toHaveProperty('kind')
    }),
    { numRuns: 50 },
  )
})

describe('InvokeService', () => {
  const numbered = rows.filter(
    ([, { service, returns }]) =>
      typeof serviceRows.get(service)?.number === 'number' && returns !== 'result',
  )

  it.each(numbered)('does what %s does by its name', (name, row) => {
    const options = { pollsChanges: true }
    const [byName, byNumber] = [new TestGuest(options), new TestGuest(options)]
    byName.context.registrations.open()
    byNumber.context.registrations.open()
    const code = byName.call(name, ...goodArguments(byName, row))
    const values = goodArguments(byNumber, row)
    const number = serviceRows.get(row.service)?.number ?? 0
    const invoked = byNumber.call(invokeService, number, struct(byNumber, row, values))
    expect(row.returns === 'error' ? code : errorCodes.Success).toBe(invoked)
    expect(byNumber.finish()).toEqual(byName.finish())
    expect(byNumber.log).toEqual(byName.log)
    expect(byNumber.context.registrations.registrations).toEqual(
      byName.context.registrations.registrations,
    )
  })

  it('writes a text to the address in the struct, and checks that address first', () => {
    const guest = new TestGuest()
    const target = guest.bytes(new Uint8Array(4))
    const params = guest.bytes(new Uint8Array(new Uint32Array([target, 0]).buffer))
    expect(guest.call(invokeService, 28, params)).toBe(errorCodes.Success)
    expect(guest.memory.readU32(target)).not.toBe(0)
    const bad = guest.bytes(new Uint8Array(new Uint32Array([memoryBytes - 2, 0]).buffer))
    expect(guest.call(invokeService, 28, bad)).toBe(errorCodes.ParameterOutOfRange)
  })

  it('answers an unknown service with 26 and a log line', () => {
    const guest = new TestGuest()
    expect(guest.call(invokeService, 9999, 0)).toBe(errorCodes.UnknownPluginService)
    expect(guest.log).toEqual(['error: service 9999 is not known'])
  })

  it('names an obsolete service in that line', () => {
    const guest = new TestGuest()
    expect(guest.call(invokeService, 5000, 0)).toBe(errorCodes.UnknownPluginService)
    expect(guest.log).toEqual(['error: service 5000 (RegisterDatabaseBackend) is not known'])
  })

  it('refuses the request if a bad pointer is passed to a void service', () => {
    const guest = new TestGuest()
    const params = guest.bytes(new Uint8Array(new Uint32Array([guest.output, 0]).buffer))
    expect(guest.call(invokeService, 2002, params)).toBe(errorCodes.NullPointer)
    expect(guest.finish()).toMatchObject({
      code: errorCodes.Plugin,
      details: 'OrthancPluginInvokeService(Redirect): redirection: NULL pointer, 1 bytes needed',
    })
  })
})

/** Arguments that are all wrong, so that a test sees that none is looked at. */
function badArguments({ arguments: names }: FunctionRow): number[] {
  return Object.keys(names).map(() => -1)
}

describe('a function without a handler', () => {
  it.each(unsupported)('%s fails, logs its name once and does nothing', (name, row) => {
    const guest = new TestGuest()
    const failed = row.returns === 'error' ? errorCodes.NotImplemented : (row.failure ?? 0)
    expect(guest.call(name, ...badArguments(row))).toBe(failed)
    expect(guest.call(name, ...badArguments(row))).toBe(failed)
    expect(guest.log).toEqual([
      `error: ${name}: not supported yet, every call fails with NotImplemented (2)`,
    ])
    expect(guest.finish()).toEqual({ kind: 'nothing' })
  })

  const numbers = unsupported.flatMap(([, { service }]) => {
    const number = serviceRows.get(service)?.number
    return typeof number === 'number' ? [[service, number] as const] : []
  })

  it.each(numbers)('is code 2 as service %s (%i), without reading its struct', (name, number) => {
    const guest = new TestGuest()
    expect(guest.call(invokeService, number, 0)).toBe(errorCodes.NotImplemented)
    expect(guest.call(invokeService, number, memoryBytes)).toBe(errorCodes.NotImplemented)
    expect(guest.log).toEqual([
      `error: OrthancPluginInvokeService(${name}): not supported yet, every call fails with NotImplemented (2)`,
    ])
  })

  it('refuses a made-up context', () => {
    const guest = new TestGuest()
    expect(guest.callRaw('OrthancPluginReadFile', contextValue + 1, 0, 0)).toBe(
      errorCodes.ParameterOutOfRange,
    )
    expect(guest.log.join('\n')).toContain('OrthancPluginReadFile: context: not the one')
  })

  it('is logged once by each instance', () => {
    const [first, second] = [new TestGuest(), new TestGuest()]
    first.call('OrthancPluginGetPeers')
    second.call('OrthancPluginGetPeers')
    expect(second.log).toEqual(first.log)
    expect(second.log).toHaveLength(1)
  })
})

describe('an image', () => {
  const gray = pixelFormats.Grayscale8
  const png = 'OrthancPluginCompressAndAnswerPngImage'

  it('may end with the memory, also when its last row has no padding', () => {
    const guest = new TestGuest()
    guest.call(png, guest.output, gray, 4, 3, 10, memoryBytes - 24)
    expect(guest.finish()).toMatchObject({ kind: 'complete', status: 200 })
  })

  it('that ends one byte further refuses the request', () => {
    const guest = new TestGuest()
    guest.call(png, guest.output, gray, 4, 3, 10, memoryBytes - 23)
    expect(guest.finish()).toMatchObject({ kind: 'error', code: errorCodes.Plugin })
  })

  it('whose size wraps in 32 bits refuses the request', () => {
    const guest = new TestGuest()
    guest.call(png, guest.output, gray, 8, 16, -(2 ** 31), 1024)
    expect(guest.finish()).toMatchObject({ kind: 'error', code: errorCodes.Plugin })
  })

  it('that Orthanc refuses with a code leaves the answer open', () => {
    const guest = new TestGuest()
    guest.call(png, guest.output, gray, 8, 8, 7, 1024)
    expect(guest.finish()).toEqual({ kind: 'nothing' })
  })
})
