import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildNativePlugin, startInside, type InsideOrthanc } from './bridge/inside-orthanc.ts'
import { lacksOrthanc } from './conformance/orthanc-server.ts'
import { lacksPython } from './support/python.ts'
import { startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

// Threads and timers of scripts, which run between callbacks.

const folder = temporaryFolder('python-threads')

const ticking = `import threading, time
import orthanc

ticks = 0

def tick():
    global ticks
    pass
    ticks += 1
    threading.Timer(0.05, tick).start()

def on_start(output, uri, **request):
    threading.Timer(0.05, tick).start()
    never = threading.Timer(0.05, orthanc.LogError, ['cancelled'])
    never.start()
    never.cancel()
    output.AnswerBuffer('started', 'text/plain')

def on_ticks(output, uri, **request):
    output.AnswerBuffer(str(ticks), 'text/plain')

def start_thread(target):
    def callback(output, uri, **request):
        threading.Thread(target=target, name='worker').start()
        output.AnswerBuffer('started', 'text/plain')
    return callback

def loop():
    while True:
        pass

def sleep_often():
    while True:
        time.sleep(60)

def fail():
    raise ValueError('the thread fails')

orthanc.RegisterRestCallback('/start', on_start)
orthanc.RegisterRestCallback('/ticks', on_ticks)
orthanc.RegisterRestCallback('/loop', start_thread(loop))
orthanc.RegisterRestCallback('/sleep', start_thread(sleep_often))
orthanc.RegisterRestCallback('/fail', start_thread(fail))
`

const waiting = `import queue, threading
import orthanc

def attempt(act):
    try:
        return act()
    except RuntimeError as error:
        return str(error)

def on_wait(output, uri, **request):
    found = queue.Queue()
    threads = [threading.Thread(target=found.put, args=(i,)) for i in range(3)]
    states = [threads[0].is_alive()]
    for thread in threads:
        thread.start()
    states.append(threads[0].is_alive())
    first = found.get()
    for thread in threads:
        thread.join()
    states.append(threads[0].is_alive())
    done = threading.Event()
    threading.Timer(0.01, done.set).start()
    output.AnswerBuffer(repr([
        states, first, found.get(), found.get(), done.wait(), threading.Event().wait(0.01),
        attempt(threading.Event().wait), attempt(threads[0].start), attempt(threading.Thread().join),
    ]), 'text/plain')

orthanc.RegisterRestCallback('/wait', on_wait)
`

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

interface Running {
  readonly url: string
  readonly log: () => string
}

async function get({ url }: Running, path: string): Promise<string> {
  return (await fetch(url + path)).text()
}

/** Requires that timers repeat, and that what threads do wrong is one failure of their own. */
async function exercise(server: Running): Promise<void> {
  const ticks = async () => Number(await get(server, '/ticks'))
  expect(await get(server, '/start')).toBe('started')
  await expect.poll(ticks).toBeGreaterThan(5)
  await get(server, '/fail')
  await expect.poll(server.log).toMatch(/ValueError: the thread fails/)
  await get(server, '/sleep')
  await expect.poll(server.log).toMatch(/RuntimeError: a thread cannot sleep .* threading\.Timer/)
  const before = await ticks()
  await expect.poll(ticks).toBeGreaterThan(before)
  await get(server, '/loop')
  await expect.poll(server.log).toMatch(/timer.*(?:did not end|did not return) within/)
  // Another instance, which ran the script again.
  await expect.poll(() => get(server, '/ticks')).toBe('0')
  expect(server.log()).not.toContain('cancelled')
}

describe.skipIf(lacksPython())('threads of a script', () => {
  it('run between requests', async () => {
    const server: RunningServer = await startServer({
      plugins: [write('ticking.py', ticking), write('waiting.py', waiting)],
      args: ['--timeout', '2000'],
    })
    try {
      expect(await get(server, '/wait')).toBe(
        "[[False, True, False], 0, 1, 2, True, False, 'this waits for ever: there is one thread in the sandbox, and nothing else is to be run', 'threads can only be started once', 'cannot join thread before it is started']",
      )
      await exercise(server)
    } finally {
      await server.stop()
    }
  })

  it.skipIf(lacksOrthanc())(
    'run between callbacks of Orthanc, which stops while one runs',
    async () => {
      const orthanc: InsideOrthanc = await startInside(
        await buildNativePlugin(folder),
        {
          modules: [write('ticking.py', ticking.replace('pass', "orthanc.RestApiGet('/system')"))],
          webAssembly: {
            Plugins: { ticking: { TimeoutMs: 2000, Allow: { RestApi: ['GET /system'] } } },
          },
        },
        join(folder, 'orthanc'),
      )
      try {
        await exercise(orthanc)
        await get(orthanc, '/start')
        await expect.poll(() => get(orthanc, '/ticks')).not.toBe('0')
      } finally {
        await orthanc.stop()
      }
      await expect.poll(() => orthanc.log()).toContain('Orthanc has stopped')
    },
  )
})
