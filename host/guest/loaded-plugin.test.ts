import { describe, expect, it } from 'vitest'
import { smallSettings } from '../../test/support/small-settings.ts'
import { temporaryFile } from '../../test/support/temporary-file.ts'
import { assemble, sayRunning, type WatPlugin } from '../../test/support/wat-plugin.ts'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import { BufferShelf } from '../exchange/bytes.ts'
import type { Callback } from '../frames/rest-callback.ts'
import type { GuestLogLine } from '../frames/messages.ts'
import { TraceFile, traceKinds, TraceSnapshot } from '../frames/trace-file.ts'
import { InstanceTrace } from './instance-trace.ts'
import { LoadedPlugin } from './loaded-plugin.ts'

/** No plugin here makes an image. */
const codecs = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)
const sink = { begin: () => undefined, write: () => undefined }

/** A plugin, and what it logs. */
async function load(plugin: WatPlugin, trace?: InstanceTrace) {
  const lines: GuestLogLine[] = []
  const bytes = new Uint8Array(await assemble(plugin))
  const loaded = await LoadedPlugin.load(
    { module: { kind: 'core', bytes }, codecs, settings: smallSettings },
    {
      invoke: () => ({ code: 1, results: {} }),
      ask: () => ({ kind: 'failed', code: errorCodes.NetworkProtocol }),
      log: (line) => void lines.push(line),
      shelf: new BufferShelf(),
      trace,
    },
  )
  return { loaded, lines }
}

function callback(route: number): Callback {
  const head = { method: httpMethods.Get, path: '/', uri: '/', query: '', hasArguments: false }
  const request = { id: 'r-1', headerLines: [], body: new Uint8Array(0), ...head }
  return { ordinal: 1, route, groups: [], request }
}

/** Counts its calls; the second route traps. */
const counting: WatPlugin = {
  imports: '(global $calls (mut i32) (i32.const 0))',
  routes: [
    {
      pattern: '/count',
      body: `(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (global.get $calls)`,
    },
    { pattern: '/trap', body: '(unreachable)' },
    { pattern: '/log', body: `${sayRunning} (i32.const 0)` },
  ],
}

describe('LoadedPlugin', () => {
  it('answers nothing before it is started', async () => {
    const { loaded } = await load(counting)
    expect(() => loaded.answer(callback(0), sink)).toThrow('no instance runs')
  })

  it('has one instance answer until that dies, and then a fresh one', async () => {
    const { loaded } = await load(counting)
    const count = () => loaded.answer(callback(0), sink).answer
    expect(loaded.start().routes).toHaveLength(3)
    expect([count(), count()]).toMatchObject([{ code: 1 }, { code: 2 }])
    expect(loaded.answer(callback(1), sink).death?.message).toContain('unreachable')
    loaded.start()
    expect(count()).toMatchObject({ code: 1 })
  })

  it('runs nothing after a start that failed', async () => {
    const { loaded } = await load({ ...counting, initialize: '(i32.const 3)' })
    expect(() => loaded.start()).toThrow('OrthancPluginInitialize returned 3')
    expect(() => loaded.answer(callback(0), sink)).toThrow('no instance runs')
  })

  it('logs what the plugin logs with the request', async () => {
    const { loaded, lines } = await load(counting)
    loaded.start()
    loaded.answer(callback(2), sink)
    expect(lines).toEqual([{ level: 'info', message: 'text/plain', request: 'r-1' }])
  })

  it('keeps a trace of the instance that runs', async () => {
    const descriptor = temporaryFile('loaded-plugin')
    const { loaded } = await load(counting, new InstanceTrace(new TraceFile(descriptor)))
    const requests = () =>
      [...TraceSnapshot.read(descriptor).frames()].filter(({ kind }) => kind === traceKinds.request)
    loaded.start()
    loaded.answer(callback(0), sink)
    loaded.answer(callback(1), sink)
    expect(requests()).toHaveLength(2)
    loaded.start()
    expect(requests()).toHaveLength(0)
  })

  it('says in its log that it traps while it is finalized', async () => {
    const { loaded, lines } = await load({ finalize: '(unreachable)' })
    loaded.start()
    loaded.finalize()
    expect(lines.at(-1)).toMatchObject({ level: 'error', request: undefined })
    expect(lines.at(-1)?.message).toMatch(/^OrthancPluginFinalize: unreachable/)
  })
})
