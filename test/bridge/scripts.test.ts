import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { lacksPython } from '../support/python.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside } from './inside-orthanc.ts'

const folder = temporaryFolder('scripts')

/** A script that answers `/NAME/system` with what Orthanc says of itself. */
function write(name: string): string {
  const file = join(folder, `${name}.py`)
  const text = `import orthanc

def on_system(output, uri, **request):
    try:
        output.AnswerBuffer(orthanc.RestApiGet('/system'), 'application/json')
    except orthanc.OrthancException as error:
        output.AnswerBuffer(str(error.args[0]), 'text/plain')

def on_loop(output, uri, **request):
    while True:
        pass

orthanc.RegisterRestCallback('/${name}/system', on_system)
orthanc.RegisterRestCallback('/${name}/loop', on_loop)
`
  writeFileSync(file, text)
  return file
}

it.skipIf(lacksOrthanc() || lacksPython())(
  'scripts inside Orthanc have names, limits and rights of their own',
  async () => {
    const modules = [write('first'), write('second')]
    const entry = { TimeoutMs: 2000, Allow: { RestApi: ['GET /system'] } }
    const webAssembly = { Plugins: { first: entry } }
    const options = { modules, webAssembly }
    const orthanc = await startInside(
      await buildNativePlugin(folder),
      options,
      join(folder, 'inside'),
    )
    onTestFinished(async () => {
      await orthanc.stop()
    })
    const ask = async (path: string): Promise<string> => {
      const answer = await fetch(`${orthanc.url}/${path}`)
      return `${answer.status} ${await answer.text()}`
    }
    expect(await ask('first/system')).toContain('"Version" : "1.12')
    expect(await ask('second/system')).toBe('200 45')
    const slow = performance.now()
    expect(await ask('first/loop')).toMatch(/^50\d /)
    // The other script's deadline is the default of ten seconds.
    expect(performance.now() - slow).toBeLessThan(9000)
    // Requests wait for the next instance, but not for ever.
    await expect.poll(() => ask('first/system')).toContain('"Version" : "1.12')
  },
)
