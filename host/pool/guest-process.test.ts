import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { GuestConversation, guestOptions } from '../../test/support/guest-conversation.ts'
import {
  descriptorsOf,
  environmentOf,
  hasProc,
  isRunning,
  limitsOf,
} from '../../test/support/system-process.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { assemble, loop, sayRunning } from '../../test/support/wat-plugin.ts'
import { readValue } from '../frames/frame.ts'
import { GuestProcess, type GuestProcessOptions } from './guest-process.ts'
import { dataLimitKiB } from './process-limits.ts'

const folder = temporaryFolder('guest-process')
const support = new URL('../../test/support/', import.meta.url)
const conversations: GuestConversation[] = []
const parents: ChildProcess[] = []

afterEach(async () => {
  for (const parent of parents.splice(0)) parent.kill('SIGKILL')
  await Promise.all(conversations.splice(0).map((each) => each.close()))
})

async function begin(options: Partial<GuestProcessOptions> = {}): Promise<GuestConversation> {
  const conversation = await GuestConversation.begin(options)
  conversations.push(conversation)
  return conversation
}

/** Node does not pass on the first descriptors that it inherited; this one it does. */
const passedOn = 40

/** A host of its own, whose guest is in an endless loop; it may inherit a descriptor. */
async function startParent(inherited?: number): Promise<{ parent: ChildProcess; pid: number }> {
  const plugin = join(folder, 'loop.wasm')
  const routes = [{ pattern: '/loop', body: `${sayRunning} ${loop}` }]
  writeFileSync(plugin, await assemble({ routes }))
  const script = fileURLToPath(new URL('guest-parent.mjs', support))
  const dist = fileURLToPath(new URL('../../dist', import.meta.url))
  const unused = Array.from({ length: passedOn - 3 }, () => 'ignore' as const)
  const parent = spawn(process.execPath, [script, dist, plugin], {
    stdio: ['ignore', 'pipe', 'inherit', ...unused, inherited ?? 'ignore'],
  })
  parents.push(parent)
  if (parent.stdout === null) throw new Error('no standard output')
  const [line]: unknown[] = await once(parent.stdout, 'data')
  return { parent, pid: Number(line) }
}

/** Files of a folder that this process has open. */
function filesOpenIn(place: string): readonly string[] {
  return [...descriptorsOf(process.pid).values()].filter((file) => file.startsWith(place))
}

describe.skipIf(!hasProc)('a guest process has', () => {
  it('its sockets, its files and standard error, and no other descriptor', async () => {
    const { process: guest } = await begin({ isTraced: true, bodyFolder: folder })
    const descriptors = descriptorsOf(guest.pid)
    const [input, output, error, control, front, bodies, trace] = [0, 1, 2, 3, 4, 5, 6].map(
      (descriptor) => descriptors.get(descriptor)?.replace(/\d+/g, 'N'),
    )
    expect([input, output]).toEqual(['/dev/null', '/dev/null'])
    for (const socket of [error, control, front]) expect(socket).toMatch(/^(socket|pipe):/)
    for (const file of [bodies, trace]) expect(file).toMatch(/\/orthanc-wasm-.* \(deleted\)$/)
    const others = [...descriptors].filter(([descriptor]) => descriptor > 6).map(([, to]) => to)
    // Those with which Node waits for events and wakes its own threads.
    for (const other of others) expect(other).toMatch(/^(anon_inode:|pipe:|\/dev\/null$)/)
  })

  it('none of the descriptors that its parent has inherited', async () => {
    const secret = join(folder, 'inherited')
    writeFileSync(secret, '')
    const descriptor = openSync(secret, 'r')
    const { parent, pid } = await startParent(descriptor)
    closeSync(descriptor)
    expect(descriptorsOf(parent.pid ?? 0).get(passedOn)).toBe(secret)
    expect([...descriptorsOf(pid).values()]).not.toContain(secret)
  })

  it('nothing of the environment of its parent', async () => {
    process.env['ORTHANC_WASM_SECRET'] = 'secret'
    const { process: guest } = await begin()
    delete process.env['ORTHANC_WASM_SECRET']
    // The shell that sets the limits says where it is.
    const harmless = new Set(['PWD', 'OLDPWD', 'SHLVL', '_'])
    expect(environmentOf(guest.pid).filter((name) => !harmless.has(name))).toEqual([])
  })

  it('a lower priority than its parent, no core dumps, and a limit for its memory', async () => {
    const { process: guest } = await begin({ processMiB: 700 })
    expect(getPriority(guest.pid)).toBeGreaterThanOrEqual(Math.max(5, getPriority()))
    expect(limitsOf(guest.pid, 'Max core file size')).toEqual(['0', '0'])
    const bytes = String(dataLimitKiB(700) * 1024)
    expect(limitsOf(guest.pid, 'Max data size')).toEqual([bytes, bytes])
  })

  it('the root as its folder', async () => {
    const { process: guest } = await begin()
    expect(readlinkSync(`/proc/${guest.pid}/cwd`)).toBe('/')
  })

  it('an end when its parent is killed, in an endless loop', async () => {
    const { parent, pid } = await startParent()
    expect(isRunning(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isRunning(pid)).toBe(false)
  })
})

describe('a guest process', () => {
  it('may do nothing but read its own file', async () => {
    const guest = await begin({ entry: new URL('denied-guest.mjs', support) })
    const denied = 'ERR_ACCESS_DENIED'
    expect(readValue(await guest.start())).toEqual({
      'read its own file': 'allowed',
      'read a file next to it': denied,
      'read the accounts': denied,
      'list the root folder': denied,
      'write a file': denied,
      'write its own file': denied,
      'start a process': denied,
      'start a thread': denied,
      'load a native add-on': 'ERR_DLOPEN_DISABLED',
      'open the inspector': denied,
    })
  })

  it.skipIf(!hasProc)('leaves no file, and no descriptor in its parent', async () => {
    const bodyFolder = temporaryFolder('bodies')
    const guest = await GuestConversation.begin({ isTraced: true, bodyFolder })
    expect(readdirSync(bodyFolder)).toEqual([])
    expect(filesOpenIn(bodyFolder)).toHaveLength(2)
    await guest.close()
    expect(filesOpenIn(bodyFolder)).toEqual([])
  })

  it.skipIf(!hasProc)(
    'that cannot start rejects with the reason, and leaves no descriptor',
    async () => {
      const bodyFolder = temporaryFolder('unstarted')
      const starting = GuestProcess.start({ ...guestOptions, bodyFolder, nodePath: '/nonexistent' })
      await expect(starting).rejects.toThrow(/did not start .*exit code 127|ENOENT/)
      const open = [...descriptorsOf(process.pid).values()]
      expect(open.filter((file) => file.startsWith(bodyFolder))).toEqual([])
    },
  )

  it('says with which words its program ended', async () => {
    const entry = new URL(`file://${join(folder, 'throws.mjs')}`)
    writeFileSync(entry, `throw new TypeError('no such thing')`)
    await expect(GuestProcess.start({ ...guestOptions, entry })).rejects.toThrow(
      'its process ended (exit code 1): TypeError: no such thing',
    )
  })

  it('says that memory ran out when an allocation in C++ failed', async () => {
    const entry = new URL(`file://${join(folder, 'allocates.mjs')}`)
    const said = `terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n`
    writeFileSync(entry, `process.stderr.write(${JSON.stringify(said)}, () => process.abort())`)
    await expect(GuestProcess.start({ ...guestOptions, entry })).rejects.toThrow(
      'its process ended (SIGABRT): out of memory (std::bad_alloc)',
    )
  })

  it('ends with all that its command started', async () => {
    const pids = join(folder, 'pids')
    const script = `sleep 1000 & echo $! > ${pids}; "$@" & echo $! >> ${pids}; wait`
    const guest = await begin({ guestCommand: ['/bin/sh', '-c', script, 'sh'] })
    const started = readFileSync(pids, 'latin1').trim().split('\n').map(Number)
    expect(started.map(isRunning)).toEqual([true, true])
    await guest.close()
    await expect.poll(() => started.map(isRunning)).toEqual([false, false])
  })
})
