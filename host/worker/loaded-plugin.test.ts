import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { smallSettings } from '../../test/support/small-settings.ts'
import { assemble, sayRunning, type WatPlugin } from '../../test/support/wat-plugin.ts'
import { httpMethods } from '../../abi/enums.ts'
import { BufferShelf } from '../exchange/buffer-shelf.ts'
import { LoadedPlugin } from './loaded-plugin.ts'
import type { FromThread, ThreadJob } from './messages.ts'

/** No plugin here makes an image. */
const codecs = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
const sink = { begin: () => undefined, write: () => undefined }

/** A plugin, and what it tells the main thread. */
async function load(plugin: WatPlugin, isTraced = false) {
  const posted: FromThread[] = []
  const { port1 } = new MessageChannel()
  const loaded = await LoadedPlugin.load(
    {
      source: { kind: 'bytes', bytes: new Uint8Array(await assemble(plugin)) },
      codecs,
      settings: { ...smallSettings, isTraced },
      replies: { port: port1, bell: new SharedArrayBuffer(4) },
    },
    { post: (message) => void posted.push(message), shelf: new BufferShelf() },
  )
  return { loaded, posted }
}

function job(route: number): ThreadJob {
  const head = { method: httpMethods.Get, path: '/', uri: '/', query: '', hasArguments: false }
  return { ordinal: 1, route, groups: [], request: { id: 'r-1', headerLines: [], ...head } }
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
    expect(loaded.answer(job(0), sink)).toBeUndefined()
  })

  it('has one instance answer until that dies, and then a fresh one', async () => {
    const { loaded } = await load(counting)
    const count = () => loaded.answer(job(0), sink)?.answer
    expect(loaded.start().description.routes).toHaveLength(3)
    expect([count(), count()]).toMatchObject([{ code: 1 }, { code: 2 }])
    expect(loaded.answer(job(1), sink)?.death?.message).toContain('unreachable')
    loaded.start()
    expect(count()).toMatchObject({ code: 1 })
  })

  it('runs nothing after a start that failed', async () => {
    const { loaded } = await load({ ...counting, initialize: '(i32.const 3)' })
    expect(() => loaded.start()).toThrow('OrthancPluginInitialize returned 3')
    expect(loaded.answer(job(0), sink)).toBeUndefined()
  })

  it('sends what it logs with the request', async () => {
    const { loaded, posted } = await load(counting)
    loaded.start()
    loaded.answer(job(2), sink)
    expect(posted).toEqual([{ kind: 'log', level: 'info', message: 'text/plain', request: 'r-1' }])
  })

  it('shares a memory for its trace with each start, if it is to keep one', async () => {
    const { loaded, posted } = await load(counting, true)
    loaded.start()
    loaded.start()
    expect(posted.filter(({ kind }) => kind === 'trace')).toHaveLength(2)
  })

  it('says in its log that it traps while it is finalized', async () => {
    const { loaded, posted } = await load({ finalize: '(unreachable)' })
    loaded.start()
    loaded.finalize()
    expect(posted.at(-1)).toMatchObject({ kind: 'log', level: 'error' })
  })
})
