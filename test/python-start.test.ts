import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lacksPython } from './support/python.ts'
import { ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('python-start')

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** Its first statement sees whether the modules that it imports are there already. */
const script = `import sys
was_prepared = 'colorsys' in sys.modules and 'given' in sys.modules
import colorsys, random, time, uuid, orthanc, given, near

def on_state(output, uri, **request):
    output.AnswerBuffer(f'{was_prepared} {given.count} {near.was_prepared}', 'text/plain')

def on_fresh(output, uri, **request):
    fresh = (random.random(), random.getrandbits(64), uuid.uuid1().hex, uuid.uuid4().hex, time.time())
    output.AnswerBuffer(' '.join(map(str, fresh)), 'text/plain')

def on_loop(output, uri, **request):
    while True:
        pass

for route in (on_state, on_fresh, on_loop):
    orthanc.RegisterRestCallback('/' + route.__name__[3:], route)
`

/** Returns a function that asks a server for a path. */
function asker(url: string) {
  return async (path: string): Promise<string> => {
    const answer = await fetch(`${url}/${path}`)
    return `${answer.status} ${await answer.text()}`
  }
}

describe.skipIf(lacksPython())('images of scripts', () => {
  const cache = join(folder, 'cache')
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary)
  const wrapper = ['env', `XDG_CACHE_HOME=${cache}`, `TMPDIR=${temporary}`]
  const imagesOf = (): readonly string[] => {
    try {
      return readdirSync(join(cache, 'orthanc-wasm')).filter((name) => /-\d$/.test(name))
    } catch {
      return []
    }
  }

  it('are used by instances that start later, which differ in all that is random', async () => {
    const packages = join(folder, 'packages')
    mkdirSync(packages)
    // It needs Orthanc, and sends no request before the script does.
    write(
      'packages/given.py',
      "import orthanc, urllib.request\ncount = 1\ntry:\n    urllib.request.urlopen('http://127.0.0.1:1/')\nexcept Exception:\n    pass\n",
    )
    write('near.py', "import sys\nwas_prepared = 'near' in sys.modules and 'main' in sys.modules\n")
    const args = [write('fresh.py', script), '--python-path', packages, '--port', '0']
    const limits = ['--timeout', '1500']
    const fresh: string[] = []
    {
      using server = new ServeProcess([...args, ...limits], { wrapper })
      const ask = asker(await server.url())
      expect(await ask('state')).toBe('200 False 1 False')
      fresh.push(await ask('fresh'))
      await expect.poll(imagesOf).toHaveLength(1)
      // The standby may be one without an image, still.
      await expect
        .poll(async () => {
          expect(await ask('loop')).toMatch(/^504 /)
          return ask('state')
        })
        .toBe('200 True 1 False')
      fresh.push(await ask('fresh'))
    }
    using server = new ServeProcess([...args, '--workers', '2'], { wrapper })
    const ask = asker(await server.url())
    expect(await ask('state')).toBe('200 True 1 False')
    fresh.push(...(await Promise.all([ask('fresh'), ask('fresh'), ask('fresh')])))
    const values = fresh.flatMap((line) => line.split(' ').slice(1))
    expect(values).toHaveLength(25)
    expect(new Set(values).size).toBe(25)
    expect(imagesOf()).toHaveLength(1)
    // The first server was killed.
    expect(readdirSync(temporary)).toEqual([])
  })
})
