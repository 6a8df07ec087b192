import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { smallSettings } from '../../test/support/small-settings.ts'
import { temporaryFile } from '../../test/support/temporary-file.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import type { LogEvent } from '../exchange/log.ts'
import type { RequestFailure } from '../exchange/trace.ts'
import { TraceFile, TraceSnapshot } from '../frames/trace-file.ts'
import { InstanceTrace } from '../guest/instance-trace.ts'
import type { RecordedPlugin } from './bundle-file.ts'
import { Recorder } from './recorder.ts'

const plugin: RecordedPlugin = {
  file: 'nowhere.wasm',
  name: '../odd name',
  bytes: Uint8Array.of(0, 97, 115, 109),
  settings: smallSettings,
  limits: { timeoutMs: 100, initializeTimeoutMs: 1000 },
}

const descriptor = temporaryFile('recorder')

/** A failure, and a trace of its request and of those before it. */
function failureOf(
  request: string,
  message = 'unreachable in f',
  body = 'abc',
  before: readonly string[] = ['before'],
): RequestFailure {
  const instance = new InstanceTrace(new TraceFile(descriptor))
  instance.begin()
  const head = { method: 2, path: '/a', uri: '/a', query: '', hasArguments: false }
  for (const id of [...before, request])
    instance.request(
      { request: { id, ...head, headerLines: ['X', '\xff"'] }, route: 0, groups: ['g'] },
      new Uint8Array(Buffer.from(body)),
    )
  instance.call('f', [], () => 1)
  const trace = TraceSnapshot.read(descriptor)
  return { kind: 'trap', message, request, route: 0, readTrace: () => trace }
}

async function recordAll(folder: string, failures: readonly RequestFailure[]) {
  const log: LogEvent[] = []
  const recorder = await Recorder.open(folder, (event) => log.push(event))
  for (const failure of failures) recorder?.record(plugin, failure)
  await recorder?.close(60_000)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return {
    log,
    names,
    bundle: (i: number) => JSON.parse(readFileSync(join(folder, names[i] ?? ''), 'utf8')),
  }
}

describe('Recorder', () => {
  const parent = temporaryFolder('record')

  it('writes a bundle that is JSON, with the requests up to the one that failed', async () => {
    const { names, bundle } = await recordAll(join(parent, 'one', 'two'), [failureOf('r-1')])
    expect(names).toHaveLength(1)
    const { requests, ...head } = bundle(0)
    expect(head).toMatchObject({ kind: 'request', version: 1, requestsBefore: 0, start: [] })
    expect(requests.map((r: { request: { id: string } }) => r.request.id)).toEqual([
      'before',
      'r-1',
    ])
    expect(requests[1]).toMatchObject({ body: 'YWJj', groups: ['g'], isCut: false })
    expect(requests[1].request.headerLines).toEqual(['X', '\xff"'])
    expect(requests[1].events).toHaveLength(2)
  })

  it('has the request that failed where an earlier one has the same id, which clients choose', async () => {
    const failure = failureOf('r-1', 'm', 'abc', ['r-1', 'between'])
    const { bundle } = await recordAll(join(parent, 'same-id'), [failure])
    const ids = bundle(0).requests.map((r: { request: { id: string } }) => r.request.id)
    expect(ids).toEqual(['r-1', 'between', 'r-1'])
  })

  it('is done soon where an instance answered thousands of requests before', async () => {
    const before = Array.from({ length: 15_000 }, (_, i) => `before-${i}`)
    const began = performance.now()
    const { bundle } = await recordAll(join(parent, 'long-life'), [
      failureOf('r-1', 'm', 'abc', before),
    ])
    expect(performance.now() - began).toBeLessThan(3000)
    expect(bundle(0).requests).toHaveLength(15_001)
  })

  it('tries a failure again that could not be written', async () => {
    const folder = join(parent, 'came-back')
    const recorder = await Recorder.open(folder, () => undefined)
    rmSync(folder, { recursive: true })
    for (let i = 0; i < 4; i++) recorder?.record(plugin, failureOf(`r-${i}`))
    await recorder?.close(60_000)
    mkdirSync(folder)
    recorder?.record(plugin, failureOf('r-9'))
    await recorder?.close(60_000)
    expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(1)
  })

  it('leaves out what cannot be written in time, with no part of it left', async () => {
    const folder = join(parent, 'late')
    const log: LogEvent[] = []
    const recorder = await Recorder.open(folder, (event) => log.push(event))
    const body = 'x'.repeat(20_000_000)
    for (let i = 0; i < 3; i++) recorder?.record(plugin, failureOf(`r-${i}`, 'm', body))
    await recorder?.close(0)
    await expect.poll(() => log).toHaveLength(3)
    expect(log[2]?.message).toBe(`not recorded in ${folder}: the server stops`)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('reads a trace while the failure is reported, and none that it does not write', async () => {
    const read: string[] = []
    const failures = Array.from({ length: 5 }, (_, i) => {
      const failure = failureOf(`r-${i}`)
      const readTrace = () => {
        read.push(failure.request)
        return failure.readTrace()
      }
      return { ...failure, readTrace }
    })
    const recorder = await Recorder.open(join(parent, 'read'), () => undefined)
    for (const failure of failures) recorder?.record(plugin, failure)
    expect(read).toEqual(['r-0', 'r-1', 'r-2'])
    await recorder?.close(60_000)
  })

  it('writes files that only their owner can read, inside its folder', async () => {
    const folder = join(parent, 'modes')
    const { names } = await recordAll(folder, [failureOf('r-1')])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([
      0o600, 0o600,
    ])
    expect(names[0]).toMatch(/^[\w-]+\.json$/)
  })

  it('joins the base64 of a body that is longer than one piece', async () => {
    const body = 'x'.repeat(200_001)
    const { bundle } = await recordAll(join(parent, 'long'), [failureOf('r-1', 'm', body)])
    expect(Buffer.from(bundle(0).requests[1].body, 'base64').toString()).toBe(body)
  })

  it('writes the same failure a few times only, and another one still', async () => {
    const same = Array.from({ length: 6 }, (_, i) => failureOf(`r-${i}`))
    const { names } = await recordAll(join(parent, 'same'), [...same, failureOf('r-9', 'other')])
    expect(names).toHaveLength(4)
  })

  it('stops with one line if the folder is full of bundles', async () => {
    const folder = join(parent, 'full')
    mkdirSync(folder, { mode: 0o700 })
    for (let i = 0; i < 200; i++) writeFileSync(join(folder, `${i}.json`), '')
    const { log, names } = await recordAll(folder, [failureOf('r-1'), failureOf('r-2', 'other')])
    expect(names).toHaveLength(200)
    expect(log.map(({ message }) => message)).toEqual([
      `${folder} has 200 records: no more are written`,
    ])
  })

  it('logs where the bundle is, and nothing of the request', async () => {
    const { log, names } = await recordAll(join(parent, 'log'), [failureOf('r-1', 'm', 'SECRET')])
    expect(log).toHaveLength(1)
    expect(log[0]).toMatchObject({ plugin: '../odd name', request: 'r-1' })
    expect(log[0]?.message).toContain(names[0])
    expect(JSON.stringify(log)).not.toContain('SECRET')
  })

  it('rejects if the folder cannot be made', async () => {
    const file = join(parent, 'file')
    writeFileSync(file, '')
    await expect(Recorder.open(file, () => undefined)).rejects.toThrow('EEXIST')
  })

  it('writes a failure with the same message on another route', async () => {
    const same = Array.from({ length: 6 }, (_, i) => ({ ...failureOf(`r-${i}`), route: i % 2 }))
    const { names } = await recordAll(join(parent, 'routes'), same)
    expect(names).toHaveLength(6)
  })

  it('warns where others may enter the folder', async () => {
    const folder = join(parent, 'open')
    mkdirSync(folder, { mode: 0o755 })
    writeFileSync(join(folder, 'of-somebody'), '')
    const { log } = await recordAll(folder, [])
    expect(log.map(({ message }) => message)).toEqual([
      `${folder}: others may enter it; requests are kept there`,
    ])
  })

  it('logs one line if a bundle cannot be written, and continues', async () => {
    const folder = join(parent, 'gone')
    const log: LogEvent[] = []
    const recorder = await Recorder.open(folder, (event) => log.push(event))
    const noTrace = new TraceSnapshot(Buffer.alloc(0))
    const unwritten: RequestFailure = { ...failureOf('r-1'), readTrace: () => noTrace }
    recorder?.record(plugin, unwritten)
    recorder?.record(plugin, failureOf('r-2'))
    await recorder?.close(60_000)
    expect(log.map(({ level }) => level)).toEqual(['error', 'info'])
  })
})
