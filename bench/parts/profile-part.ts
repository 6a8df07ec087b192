import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readProfiles } from '../profile/cpu-profile.ts'
import { encoderTable } from '../profile/encoder-profile.ts'
import type { Findings, Table } from '../findings.ts'
import type { LoadRequest } from '../load/load.ts'
import { spread } from '../measure.ts'
import { numberText } from '../plots/number-text.ts'
import type { BenchContext, Part } from './part.ts'
import type { Bar, BarPlot } from '../plots/plot.ts'
import { readThreadTimes } from '../load/proc.ts'
import { benchHostRecipe, routes, sample } from '../load/recipes.ts'
import { cpuByProcess, roomTimes, type RoomTime } from '../profile/room-times.ts'
import { withServers } from '../load/server-process.ts'

/** Where the time goes. */
export const profilePart: Part = {
  name: 'profile',
  title: 'Where the time goes',
  about:
    'Node profiles itself (`--cpu-prof`) under load, in the server and in the process of the plugin. The CPU time of a request, as the system counts it, is split by what ' +
    'was seen in which room of this project, in Node, or in WebAssembly. What the system counts while Node calls itself ' +
    'idle is the event loop in the kernel: waiting for sockets and reading from them.',
  run: benchProfile,
}

interface Case {
  readonly name: string
  readonly title: string
  readonly plugin: (context: BenchContext) => Promise<string>
  readonly request: LoadRequest
  readonly connections: number
}

const cases: readonly Case[] = [
  {
    name: 'profile-hello',
    title: 'One short answer (`GET /hello/world` of the sample `hello`)',
    plugin: async () => sample('hello'),
    request: { method: 'GET', path: '/hello/world' },
    connections: 64,
  },
  {
    name: 'profile-png',
    title: 'One PNG of 512 × 512, 16 bit, as an answer',
    plugin: ({ plugins }) => plugins.wasm(),
    request: { method: 'GET', path: routes.png },
    connections: 8,
  },
]

async function benchProfile(context: BenchContext): Promise<Findings> {
  const tables: Table[] = []
  const plots: BarPlot[] = []
  for (const one of cases) {
    const rows = await profile(one, context)
    tables.push(tableOf(one, rows))
    plots.push(plotOf(one, rows))
  }
  const encoder = await encoderTable(context.isQuick)
  return { tables: encoder === undefined ? tables : [...tables, encoder], plots }
}

async function profile(one: Case, context: BenchContext): Promise<RoomTime[]> {
  const folder = mkdtempSync(join(context.folder, 'profile-'))
  const config = join(context.folder, `${one.name}.json`)
  writeFileSync(config, JSON.stringify({ WebAssembly: { GuestCommand: guestCommand(folder) } }))
  const host = {
    plugins: [await one.plugin(context)],
    readyPath: one.request.path,
    options: ['--config', config],
    nodeOptions: profileOptions(folder),
  }
  const { connections } = one
  const measured = await withServers([await benchHostRecipe(context, host)], async ([server]) => {
    const load = { url: server.url, connections, requests: [one.request] }
    if (!context.isQuick) await context.load.run({ ...load, seconds: 2 })
    const [from, before] = [clock(), readThreadTimes(server.pid)]
    const { answered } = await context.load.run({ ...load, seconds: context.isQuick ? 1 : 5 })
    const cpu = cpuByProcess(server.pid, before, answered)
    return { window: { from, to: clock() }, cpu, answered, pid: server.pid }
  })
  const { cpu, answered, window, pid } = measured
  // The profiles are written when the server has ended.
  const profiles = readProfiles(folder, pid, window)
  const helpers = { process: 'others', room: 'helpers of V8 and Node, the profiler' } as const
  return [
    ...roomTimes('server', profiles, answered, cpu.server),
    ...roomTimes('guest', profiles, answered, cpu.guest),
    { ...helpers, microseconds: cpu.others },
  ].filter(({ microseconds }) => microseconds > 0)
}

function profileOptions(folder: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=250']
}

/** Starts guest processes with the profiler, and without Node's permission model, under which it writes nothing. */
function guestCommand(folder: string): string[] {
  const script = `for word; do
  shift
  case $word in --permission | --experimental-permission | --allow-*) ;; *) set -- "$@" "$word" ;; esac
done
node=$1
shift
exec "$node" ${profileOptions('"$0"').join(' ')} "$@"`
  return ['/bin/sh', '-c', script, folder]
}

function tableOf({ title }: Case, rows: readonly RoomTime[]): Table {
  const all = rows.reduce((sum, { microseconds }) => sum + microseconds, 0)
  return {
    title: `${title}: ${numberText(all)} µs of CPU`,
    columns: ['process', 'µs a request', 'share, %'],
    rows: rows.map(({ process, room, microseconds }) => ({
      name: room,
      cells: [process, microseconds, ((microseconds / all) * 100).toFixed(1)],
    })),
  }
}

const shownRooms = 9

function plotOf({ name, title }: Case, rows: readonly RoomTime[]): BarPlot {
  const barsOf = (wanted: RoomTime['process']): Bar[] =>
    rows
      .filter(({ process }) => process === wanted)
      .slice(0, shownRooms)
      .map(({ room, microseconds }) => {
        const isOurs = /^(?:host|abi)|WebAssembly/.test(room)
        return { name: room.replace(/(?: \(|, |: ).*/, ''), value: spread([microseconds]), isOurs }
      })
  return {
    kind: 'bars',
    name,
    title: `${title.replaceAll('`', '')}: CPU by room`,
    axis: 'µs of CPU a request',
    scale: 'linear',
    groups: [
      { name: 'server', bars: barsOf('server') },
      { name: 'process of the plugin', bars: barsOf('guest') },
    ],
  }
}

/** The clock of the profiles, in microseconds. */
function clock(): number {
  return Number(process.hrtime.bigint() / 1000n)
}
