import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import type { OutboundCall } from '../exchange/ports.ts'

const all = ['Patient', 'Study', 'Series', 'Instance'].map((Type) => ({ Type, ID: `id-${Type}` }))

/** What a lookup returns if Orthanc replies with this JSON: a text or NULL; and its request. */
function lookUp(name: string, argument: string, reply: unknown) {
  const guest = new TestGuest()
  const sent: OutboundCall[] = []
  const body = new Uint8Array(Buffer.from(JSON.stringify(reply)))
  const ask = (call: OutboundCall) => {
    sent.push(call)
    return { kind: 'answered', status: 200, headers: [], body } as const
  }
  Object.assign(guest.context, { ask })
  const at = guest.call(`OrthancPluginLookup${name}`, guest.text(argument))
  const bytes = at === 0 ? undefined : Buffer.from(guest.memory.bytes(at, 100))
  return { found: bytes?.toString('latin1', 0, bytes.indexOf(0)), sent }
}

describe.each(['Patient', 'Study', 'Series', 'Instance'])('Lookup%s', (level) => {
  it('sends the identifier to /tools/lookup and returns the ID of its level', () => {
    const { found, sent } = lookUp(level, '1.2\xe9', all)
    expect(found).toBe(`id-${level}`)
    expect(sent).toEqual([
      {
        kind: 'rest',
        method: 2,
        uri: '/tools/lookup',
        headers: [],
        body: Uint8Array.from([0x31, 0x2e, 0x32, 0xe9]),
        afterPlugins: false,
      },
    ])
  })

  it.each([
    ['nothing is found', []],
    ['several are found', [...all, ...all]],
    ['others are found', [{ Type: 'Other', ID: 'x' }, { Type: level, ID: 7 }, null]],
  ])('returns NULL if %s', (_, reply) => {
    expect(lookUp(level, '1', reply).found).toBeUndefined()
  })
})

describe('LookupStudyWithAccessionNumber', () => {
  const name = 'StudyWithAccessionNumber'

  it('sends a query to /tools/find', () => {
    const { found, sent } = lookUp(name, 'A"1', ['only'])
    expect(found).toBe('only')
    const [{ body, ...request } = { body: new Uint8Array(0) }] = sent
    expect(request).toMatchObject({ kind: 'rest', method: 2, uri: '/tools/find' })
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({
      Level: 'Study',
      Query: { AccessionNumber: 'A"1' },
    })
  })

  it.each(['a*', '?', 'a\\b'])(
    'finds nothing with the wildcard in %j, and sends nothing',
    (text) => {
      expect(lookUp(name, text, ['only'])).toEqual({ found: undefined, sent: [] })
    },
  )

  it.each([[[]], [['a', 'b']], [[1]]])('returns NULL if Orthanc finds %j', (reply) => {
    expect(lookUp(name, '1', reply).found).toBeUndefined()
  })
})
