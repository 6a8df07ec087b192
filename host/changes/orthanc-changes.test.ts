import { describe, expect, it } from 'vitest'
import { enums } from '../../abi/enums.ts'
import type { Dispatch } from '../exchange/ports.ts'
import { OrthancChanges } from './orthanc-changes.ts'

const { NewStudy } = enums.OrthancPluginChangeType
const { Study } = enums.OrthancPluginResourceType
const change = { Seq: 6, ChangeType: 'NewStudy', ResourceType: 'Study', ID: 'a', Date: 'now' }

/** Reads changes of an Orthanc that answers with these bodies, one after the other. */
function reader(...bodies: readonly string[]) {
  const left = [...bodies]
  const queries: string[] = []
  const log: string[] = []
  const stop = new AbortController()
  const orthanc: Dispatch = ({ query }) => {
    queries.push(query)
    const body = left.shift() ?? ''
    if (left.length === 0) stop.abort()
    return Promise.resolve({ kind: 'complete', status: 200, headers: [], nosniff: true, body })
  }
  const pauses: number[] = []
  const wait = (ms: number): Promise<void> => Promise.resolve(void pauses.push(ms))
  const changes = new OrthancChanges(orthanc, stop.signal, ({ message }) => log.push(message), wait)
  return { changes, queries, log, pauses }
}

const page = (...list: readonly unknown[]): string => JSON.stringify({ Changes: list, Last: 7 })

describe('OrthancChanges', () => {
  it('reads changes with the numbers of the SDK, and skips what the SDK does not have', async () => {
    const other = { ...change, Seq: 7, ChangeType: 'ModifiedStudy' }
    const { changes, queries } = reader(page(change, other))
    expect(await changes.after(5)).toEqual([
      { number: 6, change: { type: NewStudy, level: Study, resource: 'a' } },
      { number: 7, change: undefined },
    ])
    expect(queries).toEqual(['since=5&limit=100'])
  })

  it.each([
    ['no JSON', 'x'],
    ['no list', '{}'],
    ['a number that is not after the one before', page({ ...change, Seq: 5 })],
    ['a number twice', page(change, change)],
    ['an identifier that is too long', page({ ...change, ID: 'a'.repeat(201) })],
    ['more changes than were requested', page(...Array.from({ length: 101 }, () => change))],
  ])('repeats a request that is answered with %s, and logs it', async (_, body) => {
    const { changes, log, pauses } = reader(body, body, page(change))
    expect(await changes.after(5)).toHaveLength(1)
    expect(pauses).toEqual([500, 1000])
    expect(log).toHaveLength(2)
    expect(log[0]).toContain('no changes from Orthanc (GET /changes)')
  })

  it('returns nothing once it is stopped', async () => {
    const { changes, log } = reader('x')
    expect(await changes.last()).toBeUndefined()
    expect(log).toEqual([])
  })
})
