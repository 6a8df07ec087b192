import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFreePort } from '../support/port.ts'
import { buildInC, buildNative, lacksCompilerForC } from './guest-plugin.ts'
import { lacksOrthanc } from './orthanc-server.ts'
import { ServerPair } from './server-pair.ts'

const folder = mkdtempSync(join(tmpdir(), 'metrics-'))
afterAll(() => rmSync(folder, { recursive: true }))

const isMissing = [lacksOrthanc(), lacksCompilerForC()].includes(true)

describe.skipIf(isMissing)('the real server and ours, with a plugin that sets metrics,', () => {
  let servers: ServerPair
  let admin: number

  beforeAll(async () => {
    admin = await findFreePort()
    const guest = await buildInC('metrics-plugin', folder)
    const native = await buildNative('metrics-plugin', folder)
    const options = { WebAssembly: { Admin: String(admin) } }
    servers = await ServerPair.start({ native, guest }, options, folder)
  })

  afterAll(async () => servers.stop())

  /** Sets values on both sides, and returns all values whose names begin with that of the test. */
  async function set(test: string, lines: readonly string[]) {
    const { real, ours } = servers
    const body = lines.map((line) => `${test}_${line}`).join('\n')
    for (const { port } of [real, ours])
      await fetch(`http://127.0.0.1:${port}/set`, { method: 'POST', body })
    const theirs = await read(`http://127.0.0.1:${real.port}/tools/metrics-prometheus`, test)
    return { theirs, mine: await read(`http://127.0.0.1:${admin}/metrics`, test) }
  }

  it.each([
    ['last', 'the last value', ['a f 3.5 0', 'a f 2.5 0', 'b i 7 0', 'b i -7 0']],
    ['largest', 'the largest value of a timer', ['a f 3.5 1', 'a f 2.5 1', 'b i 1 1', 'b i 2 1']],
    ['single', 'a float, which has 24 bits', ['a f 0.1 0', 'b f 16777217 0']],
    ['large', 'a large integer', ['a i 9007199254740992 0', 'b i -9007199254740991 0']],
    ['odd', 'NaN and infinity', ['a f nan 0', 'b f inf 0', 'c f -inf 0']],
    ['whole', 'an integer for a float', ['a f 0.5 0', 'a i 7 0', 'a f 1.5 0']],
    ['rounded', 'a float for an integer', ['a i 0 0', 'a f 2.5 0', 'b i 0 0', 'b f -1.5 0']],
    [
      'kept',
      'no float that no integer is near',
      ['a i 1 0', 'a f nan 0', 'a f inf 0', 'a f 1e30 0'],
    ],
    ['first', 'the first type of a metric', ['a f 5 1', 'a f 3 0', 'b f 5 0', 'b f 3 1']],
    ['typeless', 'nothing for an unknown type', ['a f 1 0', 'b f 1 7']],
    ['a:colon', 'a colon', ['a f 1 0']],
  ])('show alike: %s, %s', async (test, _, lines) => {
    const { theirs, mine } = await set(test, lines)
    expect(mine).toEqual(theirs)
    expect(theirs.size).toBeGreaterThan(0)
  })

  it('differ in a name that Prometheus does not take: ours leaves it out', async () => {
    const { theirs, mine } = await set('name', ['a f 1 0', 'a-b f 1 0'])
    expect([...theirs.keys()]).toEqual(['name_a', 'name_a-b'])
    expect([...mine.keys()]).toEqual(['name_a'])
  })
})

/** The values by name, as Prometheus reads them. */
async function read(url: string, prefix: string): Promise<ReadonlyMap<string, number>> {
  const lines = (await (await fetch(url)).text()).split('\n')
  const named = lines.filter((line) => line.startsWith(`${prefix}_`))
  return new Map(
    named.map((line) => {
      const [name = '', value = ''] = line
        .split(/[ {]|"} /)
        .filter((part) => !part.startsWith('plugin='))
      const number = Number(value.replace('Nan', 'nan').replace(/inf/i, 'Infinity'))
      // Orthanc prints nine digits of a float.
      return [name, Number.isInteger(number) ? number : Math.fround(number)]
    }),
  )
}
