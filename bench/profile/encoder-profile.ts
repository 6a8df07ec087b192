import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { importCompiler, SourceFiles } from '../../guest/build/assemblyscript-compiler.ts'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { ImageEncoder } from '../../host/image/encoder.ts'
import { encodePng } from '../../host/image/png/png.ts'
import { stacksOf } from './cpu-profile.ts'
import type { Table } from '../findings.ts'
import { ctPhantom } from '../images/images.ts'

const shownFunctions = 14

/** Where the time of one PNG goes within the encoder, by function; `undefined` if its compiler is not installed. */
export async function encoderTable(isQuick: boolean): Promise<Table | undefined> {
  const module = await compileWithNames()
  if (module === undefined) return undefined
  const encoder = new ImageEncoder(new WebAssembly.Module(module))
  const pixels = ctPhantom(512)
  const encodeFor = (milliseconds: number): number => {
    const start = performance.now()
    let images = 0
    for (; performance.now() - start < milliseconds; images++) encodePng(encoder, pixels, 1)
    return images
  }
  encodeFor(isQuick ? 50 : 800)
  const { images, times } = await profileWork(() => encodeFor(isQuick ? 50 : 2000))
  const all = [...times.values()].reduce((sum, time) => sum + time, 0)
  const most = [...times].toSorted((a, b) => b[1] - a[1]).slice(0, shownFunctions)
  return {
    title: 'One PNG of 512 × 512, 16 bit, within the encoder: where it is, calls not included',
    columns: ['µs an image', 'share, %'],
    rows: most.map(([name, time]) => ({
      name: `\`${name}\``,
      cells: [time / images, ((time / all) * 100).toFixed(1)],
    })),
    note: 'Small functions are part of those that call them: the compiler has copied them in.',
  }
}

/** The same code as the built one, with the names of its functions. */
async function compileWithNames(): Promise<Uint8Array | undefined> {
  const compiler = await importCompiler()
  if (compiler === undefined) return undefined
  const files = new SourceFiles(
    findPackageRoot(),
    join(findPackageRoot(), 'host/image/assembly/index.ts'),
  )
  const commandLine = [files.main, '--baseDir', files.folder, '--outFile', 'codecs.wasm']
  commandLine.push('--config', SourceFiles.config, '--target', 'codecs', '--debug')
  let module: Uint8Array | undefined
  await compiler.main(commandLine, {
    readFile: (name) => files.read(name),
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') module = contents
    },
    listFiles: () => [],
    reportDiagnostic: () => undefined,
  })
  return module
}

async function profileWork(
  work: () => number,
): Promise<{ readonly images: number; readonly times: ReadonlyMap<string, number> }> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 200 })
  await session.post('Profiler.start')
  const images = work()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  const { nodes, startTime, samples = [], timeDeltas = [] } = profile
  const window = { from: 0, to: Infinity }
  const times = new Map<string, number>()
  for (const { frames, time } of stacksOf({ nodes, startTime, samples, timeDeltas }, window)) {
    const name = nameOf(frames[0])
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + time)
  }
  return { images, times }
}

/** A function of the encoder, or `copying and calling` for the JavaScript around it. */
function nameOf(frame: { functionName: string; url: string } | undefined): string | undefined {
  if (frame === undefined || frame.functionName === '(idle)') return undefined
  if (!frame.url.startsWith('wasm://')) return 'JavaScript: copies, calls'
  return frame.functionName.replace(/^host\/image\/assembly\//, '')
}
