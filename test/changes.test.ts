import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enums } from '../abi/enums.ts'
import { buildC } from '../guest/build/c.ts'
import type { ConformanceServer } from './conformance/our-server.ts'
import { lacksOrthanc, startOrthanc } from './conformance/orthanc-server.ts'
import { orthancWasm } from './support/command-line.ts'
import { buildDicom } from './support/dicom.ts'
import { findFreePort } from './support/port.ts'
import { root, ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('changes')
const types: Readonly<Record<string, number>> = enums.OrthancPluginChangeType
const levels: Readonly<Record<string, number>> = enums.OrthancPluginResourceType
const started = `${types['OrthancStarted']} ${levels['None']} NULL`
const stopped = `${types['OrthancStopped']} ${levels['None']} NULL`

async function buildRecorder(name: string): Promise<string> {
  const source = join(import.meta.dirname, 'changes/recorder.c')
  const built = await buildC({ sources: [source], defines: [`NAME="${name}"`] })
  if (built.kind === 'failed') throw new Error(built.messages.join('\n'))
  const file = join(folder, `${name}.wasm`)
  writeFileSync(file, built.wasm)
  return file
}

const serve = (config: string, files: readonly string[], ...args: readonly string[]) =>
  new ServeProcess([...files, '--config', config, '--port', '0', ...args])

/** What a plugin has logged, without what its request returned. */
const seenBy = (name: string, log: string): readonly string[] =>
  [...log.matchAll(new RegExp(`\\[${name}\\] .*change (\\d+ \\d+ [\\w-]+) asked`, 'g'))].map(
    ([, line = '']) => line,
  )

const isStable = (line: string): boolean => line.startsWith(`${types['StablePatient']} `)

describe.skipIf(lacksOrthanc())('changes of the upstream Orthanc', () => {
  let port: number
  let orthanc: ConformanceServer
  let upstream: string
  let plugins: string[]
  let patients = 0

  const startUpstream = (name = 'orthanc') =>
    startOrthanc('', { HttpPort: port, Plugins: [], StableAge: 1 }, join(folder, name))

  beforeAll(async () => {
    plugins = [await buildRecorder('first'), await buildRecorder('second')]
    port = await findFreePort()
    upstream = `http://127.0.0.1:${port}`
    orthanc = await startUpstream()
  })

  afterAll(() => orthanc.stop())

  function configure(name: string, keys: object = {}): string {
    const file = join(folder, `${name}.json`)
    const WebAssembly = {
      Orthanc: upstream,
      Changes: { State: `${name}-state.json` },
      Plugins: { first: { Allow: { RestApi: ['GET /system'] } } },
      ...keys,
    }
    writeFileSync(file, JSON.stringify({ WebAssembly }))
    return file
  }

  /** Stores instances of new patients. */
  async function store(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const patientId = `P${++patients}`
      const body = buildDicom({ patientId, rows: 1, columns: 1, pixels: [0] })
      const answer = await fetch(`${upstream}/instances`, { method: 'POST', body })
      expect(answer.status).toBe(200)
    }
  }

  /** The changes of Orthanc after a number, as `on_change` logs them. */
  async function changesAfter(since: number): Promise<readonly string[]> {
    const answer = await fetch(`${upstream}/changes?since=${since}&limit=10000`)
    const { Changes }: { Changes: Record<'ChangeType' | 'ResourceType' | 'ID', string>[] } =
      JSON.parse(await answer.text())
    return Changes.map(
      ({ ChangeType, ResourceType, ID }) => `${types[ChangeType]} ${levels[ResourceType]} ${ID}`,
    )
  }

  async function last(): Promise<number> {
    const answer = await fetch(`${upstream}/changes?last`)
    const { Last }: { Last: number } = JSON.parse(await answer.text())
    return Last
  }

  /** Resolves once the changes of all patients are there, those of `StableAge`, too. */
  async function stable(): Promise<void> {
    await expect
      .poll(async () => (await changesAfter(0)).filter((line) => isStable(line)).length)
      .toBe(patients)
  }

  it('reach each plugin in their order, once, between a start and a stop', async () => {
    using server = serve(configure('order'), plugins)
    await server.url()
    await expect.poll(() => seenBy('second', server.err)).toEqual([started])
    await store(3)
    await stable()
    const expected = [started, ...(await changesAfter(0))]
    await expect.poll(() => seenBy('first', server.err)).toEqual(expected)
    await expect.poll(() => seenBy('second', server.err)).toEqual(expected)
    expect(await server.stop()).toBe(0)
    expect(seenBy('first', server.err)).toEqual([...expected, stopped])
    // Rights and log lines are those of requests.
    expect(server.err).toMatch(/\[first\] \(change-\d+\) .*change \d+ .* asked 0$/m)
    expect(server.err).toMatch(/\[second\] \(change-start\) .*not allowed: add "GET \/system"/)
  })

  it('continue where a plugin stopped, also after a kill', async () => {
    const config = configure('kill')
    const before = await last()
    using server = serve(config, plugins)
    await server.url()
    await expect.poll(() => seenBy('first', server.err)).toEqual([started])
    await store(40)
    await expect.poll(() => seenBy('first', server.err).length).toBeGreaterThan(30)
    await server.stop('SIGKILL')
    await store(5)
    await stable()
    const expected = await changesAfter(before)
    using next = serve(config, plugins)
    await next.url()
    await expect.poll(() => seenBy('first', next.err).at(-1)).toBe(expected.at(-1))
    const [, ...earlier] = seenBy('first', server.err)
    const [, ...later] = seenBy('first', next.err)
    // A few again, none left out.
    expect(earlier).toEqual(expected.slice(0, earlier.length))
    expect(later).toEqual(expected.slice(-later.length))
    expect(later.length).toBeLessThan(expected.length)
    expect(earlier.length + later.length).toBeGreaterThanOrEqual(expected.length)
    expect(await next.stop()).toBe(0)

    using third = serve(config, plugins)
    await third.url()
    await expect.poll(() => seenBy('second', third.err)).toEqual([started])
    await store(1)
    await stable()
    const missed = (await changesAfter(before)).slice(expected.length)
    await expect.poll(() => seenBy('first', third.err)).toEqual([started, ...missed])
  })

  it('wait while Orthanc is away, with one log line', async () => {
    using server = serve(configure('away'), plugins)
    await server.url()
    await expect.poll(() => seenBy('first', server.err)).toEqual([started])
    const before = await last()
    await orthanc.stop()
    await expect.poll(() => server.err).toContain('no changes from Orthanc (GET /changes)')
    orthanc = await startUpstream()
    await store(2)
    await stable()
    const expected = [started, ...(await changesAfter(before))]
    await expect.poll(() => seenBy('first', server.err)).toEqual(expected)
    expect(server.err.match(/no changes from Orthanc/g)).toHaveLength(1)
    expect(server.err).toContain('Orthanc answers again')
  })

  it('go on after a trap, an error code and a deadline, which are logged and recorded', async () => {
    const limits = { TimeoutMs: 1000, Workers: 2 }
    using server = serve(
      configure('failures', { Plugins: { first: limits } }),
      plugins.slice(0, 1),
      '--record',
      join(folder, 'records'),
    )
    const url = await server.url()
    await expect.poll(() => seenBy('first', server.err)).toEqual([started])
    const before = await last()
    for (const how of ['trap', 'code', 'loop']) {
      // Both workers.
      await Promise.all([1, 2].map(() => fetch(`${url}/first/next/${how}`)))
      await store(1)
      await stable()
      await expect
        .poll(() => seenBy('first', server.err).length)
        .toBe((await changesAfter(before)).length + 1)
    }
    expect(seenBy('first', server.err)).toEqual([started, ...(await changesAfter(before))])
    expect(server.err).toMatch(/change NewPatient of [\w-]+: unreachable/)
    expect(server.err).toMatch(/change NewPatient of [\w-]+: the callback returned 15: /)
    expect(server.err).toMatch(/change NewPatient of [\w-]+: a callback did not end within 1000 ms/)
    await expect.poll(() => server.err).toMatch(/fuzz --replay \S+"/)
    const [, file = ''] = /fuzz --replay (\S+)"/.exec(server.err) ?? []
    const replayed = orthancWasm(['fuzz', '--replay', file])
    expect(replayed.out + replayed.err).toMatch(/change NewPatient of /)
    expect(replayed.code).toBe(1)
  })

  it('begin again if Orthanc has fewer of them than the file says', async () => {
    const config = configure('larger')
    const state = join(folder, 'larger-state.json')
    const content = { format: 'orthanc-wasm changes', version: 1, plugins: { first: 10 ** 9 } }
    writeFileSync(state, JSON.stringify(content))
    using server = serve(config, plugins)
    await server.url()
    const expected = [started, ...(await changesAfter(0))]
    await expect.poll(() => seenBy('first', server.err)).toEqual(expected)
    expect(server.err).toMatch(/\[first\] it has received change 1000000000, and the last one of/)
    expect(seenBy('second', server.err)).toEqual([started])
    await server.stop()
    const plugin = { first: await last(), second: await last() }
    expect(JSON.parse(readFileSync(state, 'utf8'))).toEqual({ ...content, plugins: plugin })
  })

  it('are refused with a file of another kind, and checked without one', () => {
    const config = configure('broken')
    const state = join(folder, 'broken-state.json')
    const check = () => orthancWasm(['serve', ...plugins, '--config', config, '--check'])
    const checked = check()
    expect(checked).toMatchObject({ code: 0 })
    expect(checked.out).toContain(`Changes: for first, second, positions in ${state}`)
    expect(existsSync(state)).toBe(false)
    for (const text of ['', '{"format": "orthanc-wasm changes", "version": 1, "plug', '[1]']) {
      writeFileSync(state, text)
      const { code, err } = check()
      expect(code).toBe(1)
      expect(err).toContain(`${state} (WebAssembly.Changes.State): not the positions of plugins`)
    }
    const nowhere = configure('nowhere', { Changes: { State: 'missing/state.json' } })
    expect(orthancWasm(['serve', ...plugins, '--config', nowhere, '--check'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('file not found'),
    })
    const alone = configure('alone', { Orthanc: undefined })
    expect(orthancWasm(['serve', ...plugins, '--config', alone, '--check'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('set Orthanc, or --orthanc URL'),
    })
  })

  it('are configured as docs/operate.md says', () => {
    const page = readFileSync(join(root, 'docs/operate.md'), 'utf8')
    const [, block = ''] = /## Changes.*?```jsonc\n(.*?)```/s.exec(page) ?? []
    const file = join(folder, 'documented.json')
    writeFileSync(file, block.replace('/var/lib/orthanc-wasm', folder))
    expect(orthancWasm(['serve', ...plugins, '--config', file, '--check'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Changes: for first, second'),
    })
  })

  it('reach no plugin without the key, and its log says which one', async () => {
    using server = serve(configure('off', { Changes: undefined }), plugins.slice(0, 1))
    await server.url()
    expect(server.err).toMatch(/RegisterOnChangeCallback\): .*set WebAssembly\.Changes\.State/)
  })
})
