import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange, get, type RawAnswer } from '../support/raw-http.ts'
import type { RunningServer } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { expectAnswer, type Expected } from './guest-row.ts'
import { groups, plugins, startZoo } from './zoo.ts'

const folder = temporaryFolder('zoo')
const fileOf = (name: string): string => join(folder, `${name}.wasm`)

let server: RunningServer
let exitCode: Promise<number | null> | undefined

beforeAll(async () => {
  server = await startZoo(folder)
}, 120_000)

afterAll(() => exitCode ?? server.stop())

const ask = (path: string): Promise<RawAnswer> => exchange(server.port, get(path))

async function expectHealthy(): Promise<void> {
  expectAnswer(await ask('/hello/you'), { status: 200, body: 'Hello you!\n' })
}

/** An attack: its answer, its line in the log, and that a healthy plugin still answers. */
async function expectHarmless(path: string, expected: Expected): Promise<void> {
  const before = server.log().length
  const answer = await ask(path)
  expectAnswer(answer, expected)
  await expectHealthy()
  const { log = /^/ } = expected
  await expect.poll(() => server.log().slice(before), { timeout: 5000 }).toMatch(log)
}

describe.each(groups)('a callback of the group $name', ({ name: group, rows }) => {
  it.each(rows)('costs its own request alone: $fault ($name)', async ({ name, expected }) => {
    await expectHarmless(`/${group}/${name}`, expected)
    expect((await ask(`/${group}/good`)).body.toString()).toBe('good')
  })
})

describe('a plugin', () => {
  const refused = plugins.filter((row) => row.refused !== undefined)
  const served = plugins.filter((row) => row.refused === undefined)

  it.each(refused)(
    'is refused, with the reason in one line: $fault ($name)',
    ({ name, refused: reason = /./ }) => {
      const start = ` error ${fileOf(name)}: `
      const reported = server
        .log()
        .split('\n')
        .filter((line) => line.includes(start))
      expect(reported).toHaveLength(1)
      expect(reported[0]?.split(start)[1]).toMatch(reason)
    },
  )

  it.each(served)(
    'costs its own requests alone: $fault ($name)',
    async ({ asks = [], log = /^/ }) => {
      for (const [path, expected] of [...asks, ...asks]) await expectHarmless(path, expected)
      await expect.poll(() => server.log()).toMatch(log)
    },
  )
})

describe('after all of them', () => {
  it('the log has no stack trace, and a time and level in front of every line', () => {
    expect(server.log()).not.toMatch(/^\s+at |node:internal|\.[jt]s:\d+/m)
    const lines = server.log().trimEnd().split('\n')
    const others = lines.filter(
      (line) => !/^\d{4}-\d\d-\d\dT[\d:.]+Z (error|warning|info) /.test(line),
    )
    expect(others).toEqual([])
  })

  it('the log has no line of more than a few kilobytes', () => {
    const long = server
      .log()
      .split('\n')
      .filter(({ length }) => length >= 8000)
    expect(long.map((line) => line.slice(0, 100))).toEqual([])
  })

  it('the process stops with 0', async () => {
    await expectHealthy()
    exitCode = server.stop()
    expect(await exitCode).toBe(0)
  })
})
