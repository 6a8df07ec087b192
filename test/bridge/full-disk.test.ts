import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildInC } from '../conformance/guest-plugin.ts'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { buildDicom } from '../support/dicom.ts'
import { commandLine, root, sample } from '../support/serve.ts'
import { childrenOf } from '../support/system-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import {
  buildNativePlugin,
  startInside,
  type InsideOptions,
  type InsideOrthanc,
} from './inside-orthanc.ts'
import { lacksPair } from './orthanc-pair.ts'

const modules = [sample('hello'), sample('hostile')]

/** Whether this user may have file systems of its own. */
const canMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0

/** A command in front of a server that first runs `script`, in which it may mount. */
function mounting(script: string): readonly string[] {
  const run = `set -e; ${script}; exec "$@"`
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', run, 'sh']
}

const status = async ({ url }: InsideOrthanc, path: string): Promise<number> =>
  (await fetch(url + path)).status

describe.skipIf(lacksOrthanc())('inside Orthanc, a full disk', () => {
  const folder = temporaryFolder('full-disk')
  let library: string
  const running: InsideOrthanc[] = []

  beforeAll(async () => {
    library = await buildNativePlugin(folder)
  })

  afterEach(async () => {
    for (const orthanc of running.splice(0)) await orthanc.stop()
  })

  const start = async (options: InsideOptions, own: string): Promise<InsideOrthanc> => {
    const orthanc = await startInside(library, options, own)
    running.push(orthanc)
    return orthanc
  }

  it('for the log costs lines, and no request', async () => {
    const wrapper = ['sh', '-c', 'exec "$@" >/dev/full 2>&1', 'sh']
    const orthanc = await start({ modules, wrapper }, join(folder, 'log'))
    const [host] = childrenOf(orthanc.pid)
    expect(await status(orthanc, '/hostile/trap/unreachable')).toBe(500)
    expect(await status(orthanc, '/hostile/good')).toBe(200)
    if (host !== undefined) process.kill(host, 'SIGKILL')
    await expect.poll(() => status(orthanc, '/hello/a')).toBe(200)
    expect(await status(orthanc, '/system')).toBe(200)
  })

  // What Orthanc needs may lie in /tmp as well.
  const needed = [folder, root].filter((path) => path.startsWith('/tmp/'))
  const fullTmp = `mount --rbind /tmp /mnt
    mount -t tmpfs -o size=64k,nr_inodes=32 none /tmp
    for path in ${needed.join(' ')}
    do mkdir -p $path; mount --bind /mnt/\${path#/tmp/} $path
    done
    for file in $(seq 32); do touch /tmp/$file 2>/dev/null || break; done`

  it.runIf(canMount)('for the socket keeps Orthanc from starting, with the reason', async () => {
    const options = { modules, wrapper: mounting(fullTmp) }
    const starts = startInside(library, options, join(folder, 'socket'))
    await expect(starts).rejects.toThrow(
      'Cannot create a folder for the socket in /tmp: No space left on device',
    )
  })

  it.runIf(canMount)('for the socket delays plugins that are not required', async () => {
    const Bridge = { Command: [process.execPath, commandLine], Required: false }
    const options = { modules, webAssembly: { Bridge }, wrapper: mounting(fullTmp) }
    const orthanc = await start(options, join(folder, 'delayed'))
    expect(await status(orthanc, '/hello/a')).toBe(404)
    for (const file of [1, 2]) rmSync(`/proc/${orthanc.pid}/root/tmp/${file}`)
    await expect.poll(() => status(orthanc, '/hello/a')).toBe(200)
  })

  it.runIf(canMount && !lacksPair())(
    'for files in a plugin refuses uploads, and loses none',
    async () => {
      const files = join(folder, 'files')
      mkdirSync(files)
      const plugin = await buildInC('storage-plugin', folder)
      const Services = ['ReadFile', 'WriteFile', 'RegisterStorageArea2'].map(
        (name) => `OrthancPlugin${name}`,
      )
      const options = {
        modules: [plugin],
        orthanc: { MaximumStorageCacheSize: 0, StoragePlugin: { Folder: files } },
        webAssembly: { Plugins: { 'storage-plugin-C': { Allow: { Services } } } },
        wrapper: mounting(`mount -t tmpfs -o size=64k none ${files}`),
      }
      const orthanc = await start(options, join(folder, 'storage'))
      const disk = `/proc/${orthanc.pid}/root${files}`
      const upload = async (patientId: string): Promise<number> => {
        const body = buildDicom({ patientId, rows: 8, columns: 8, pixels: [] })
        return (await fetch(`${orthanc.url}/instances`, { method: 'POST', body })).status
      }
      const kept = async (): Promise<readonly string[]> => {
        const list = await (await fetch(`${orthanc.url}/instances`)).text()
        const ids: readonly string[] = JSON.parse(list)
        return Promise.all(
          ids.map(async (id) =>
            (await fetch(`${orthanc.url}/instances/${id}/tags?simplify`)).text(),
          ),
        )
      }
      expect(await upload('BEFORE')).toBe(200)
      spawnSync('dd', ['if=/dev/zero', `of=${disk}/filler`, 'bs=4096'])
      expect(await upload('FULL')).toBeGreaterThanOrEqual(500)
      expect(await status(orthanc, '/storage-plugin/calls')).toBe(200)
      rmSync(join(disk, 'filler'))
      expect(await upload('AFTER')).toBe(200)
      expect(await kept()).toEqual([
        expect.stringContaining('BEFORE'),
        expect.stringContaining('AFTER'),
      ])
    },
  )
})
