// Runs public scripts in the real server and in ours: npm run python-scripts -- --report
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { buildNativePlugin } from '../bridge/inside-orthanc.ts'
import { findFreePort } from '../support/port.ts'
import { runProgram } from '../support/program.ts'
import { commandLine } from '../support/serve.ts'
import { findDifferences } from './compare.ts'
import { exercise, type Observations } from './exercise.ts'
import { renderPage, type Outcome, type Row } from './report.ts'
import { writeSamples, type SampleFiles } from './sample-files.ts'
import { cacheFolder, nameOf, placeScript, readScriptList, type Script } from './script-list.ts'
import { servers, type Places } from './servers.ts'

const usage = `Usage: npm run python-scripts -- [--only TEXT] [--report]

  --only TEXT   scripts with that text in their names
  --report      writes docs/python-scripts.md
`

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    report: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** Where Debian's packages for Python are. */
const packages = '/usr/lib/python3/dist-packages'
const root = findPackageRoot()

if (values.help) process.stdout.write(usage)
else process.exitCode = await compareAll()

async function compareAll(): Promise<number> {
  const { scripts, commits } = readScriptList(join(root, 'test/python-scripts/scripts.json'))
  const chosen = scripts.filter((script) => nameOf(script).includes(values.only))
  const folder = mkdtempSync(join(tmpdir(), 'python-scripts-'))
  const modalityPort = await findFreePort()
  const modality = spawn('storescp', ['--fork', '--ignore', '-aet', 'SAMPLE', String(modalityPort)])
  try {
    const files = writeSamples(folder)
    const bridge = await buildNativePlugin(folder)
    const rows: Row[] = []
    const absent: string[] = []
    // Three at a time: each waits for its studies to become stable.
    const waiting = [...chosen]
    const work = async (): Promise<void> => {
      for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
        const own = join(folder, nameOf(script))
        const path = await placeScript(script, commits, join(own, 'script'))
        if (path === undefined) {
          absent.push(nameOf(script))
          continue
        }
        const row = await compareScript(script, path, { bridge, folder: own, modalityPort }, files)
        rows.push(row)
        print(row)
      }
    }
    await Promise.all([work(), work(), work()])
    if (absent.length > 0)
      process.stdout.write(
        `${absent.length} scripts are absent: ${absent.join(', ')}. They are neither in ${cacheFolder} nor could they be fetched.\n`,
      )
    if (values.report && absent.length === 0) {
      const order = chosen.map(nameOf)
      const sorted = rows.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
      writeFileSync(join(root, 'docs/python-scripts.md'), renderPage(sorted, commits))
    }
    return absent.length === 0 ? 0 : 1
  } finally {
    modality.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

function print(row: Row): void {
  const lines = (['inside', 'serve'] as const).flatMap((where) => {
    const outcome = row[where]
    if (outcome.kind === 'differs')
      return outcome.differences.map((each) => `    ${where}: ${each}`)
    return outcome.kind === 'refused' ? [`    ${where}: ${outcome.reason}`] : []
  })
  const head = `${row.name}: ${row.refused ?? 'starts'}, inside ${row.inside.kind}, serve ${row.serve.kind}`
  process.stdout.write(`${[head, ...lines].join('\n')}\n`)
}

async function compareScript(
  script: Script,
  path: string,
  { bridge, folder, modalityPort }: Pick<Places, 'bridge' | 'folder' | 'modalityPort'>,
  files: SampleFiles,
): Promise<Row> {
  const name = nameOf(script)
  const module = join(folder, `${name}.wasm`)
  const requests = script.requests ?? []
  const observe = async (kind: keyof typeof servers): Promise<Observations | string> => {
    const own = join(folder, kind)
    mkdirSync(own, { recursive: true })
    const server = await servers[kind]({
      script: path,
      module,
      bridge,
      folder: own,
      modalityPort,
    }).catch((error: unknown) => findReason(String(error)))
    if (typeof server === 'string') return server
    const seen = await exercise(server, files, requests)
    const written = await server.stop()
    return seen.set('output', written.join('\n'))
  }
  const others = (script.files ?? []).map((file) =>
    join(folder, 'script', file.path.slice(script.path.lastIndexOf('/') + 1)),
  )
  const build = await runProgram(
    folder,
    process.execPath,
    commandLine,
    'build',
    path,
    ...others,
    '-o',
    module,
    '--python-path',
    packages,
  )
  const isBuilt = build.code === 0
  const [real, inside, serve] = await Promise.all([
    observe('real'),
    isBuilt ? observe('inside') : build.err.trim(),
    isBuilt ? observe('serve') : build.err.trim(),
  ])
  const { repository, path: file, needs = '' } = script
  const refused = typeof real === 'string' ? real : undefined
  return {
    name,
    repository,
    path: file,
    needs,
    refused,
    inside: judge(real, inside),
    serve: judge(real, serve),
  }
}

function judge(real: Observations | string, ours: Observations | string): Outcome {
  if (typeof ours === 'string')
    return /inside Orthanc/.test(ours) ? { kind: 'elsewhere' } : { kind: 'refused', reason: ours }
  if (typeof real === 'string') return { kind: 'same' }
  const differences = findDifferences(real, ours)
  return differences.length === 0 ? { kind: 'same' } : { kind: 'differs', differences }
}

/** The last line of an exception in a log. */
function findReason(log: string): string {
  const ours = /\] ((?:[\w]+\.)*\w+(?:Error|Exception)\b.*)$/m.exec(log)?.[1]
  const real = /^<class '([^']+)'>\n(.*)$/m.exec(log)
  return ours ?? (real === null ? log.slice(-300) : `${real[1]}: ${real[2]}`)
}
