import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { BundleSource, type CallFrame } from '../bench/profile/bundle-source.ts'
import { drawPlot } from '../bench/plots/draw-plot.ts'
import { spread } from '../bench/measure.ts'
import { cellText } from '../bench/plots/number-text.ts'
import { roomOf } from '../bench/profile/profile-rooms.ts'
import { root } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const longMs = 240_000
const folder = temporaryFolder('bench')

beforeAll(() => {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.bench.json'], { cwd: root })
}, longMs)

async function bench(...args: readonly string[]): Promise<{ out: string; code: unknown }> {
  const program = join(root, 'dist-bench/bench/run.js')
  const env = { ...process.env, ORTHANC_WASM_BENCH_MODULES: folder }
  const words = [program, ...args, '--out', folder]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, { env })
    return { out: stdout, code: 0 }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('stdout' in error)) throw error
    return { out: String(error.stdout), code: error.code }
  }
}

describe('npm run bench', () => {
  it(
    'measures parts of its own choice and writes the figures as JSON',
    async () => {
      const { out, code } = await bench('jpeg', 'dispatch', 'start', 'extism', '--quick')
      expect({ out, code }).toMatchObject({ code: 0 })
      const report: unknown = JSON.parse(readFileSync(join(folder, 'quick.json'), 'utf8'))
      const figure = { median: positive, lower: positive, upper: positive, rounds: 1 }
      const target = { value: figure, wanted: positive }
      expect(report).toMatchObject({
        isQuick: true,
        parts: [
          { name: 'jpeg', findings: { tables: expect.arrayContaining([expect.anything()]) } },
          { name: 'dispatch', findings: { targets: expect.arrayContaining([like(target)]) } },
          { name: 'extism', findings: { skipped: [{ peer: '@extism/extism' }] } },
          { name: 'start', findings: { targets: [{ value: figure, wanted: 400, unit: 'ms' }] } },
        ],
      })
      expect(out).toContain('Skipped: @extism/extism')
    },
    longMs,
  )

  it('names an unknown part, and lists the parts', async () => {
    const { out, code } = await bench('everything')
    expect(code).toBe(2)
    expect(out).toMatch(/everything: not a part[^]*dispatch[^]*respawn/)
  })

  it('writes no page from a part of the figures', async () => {
    const { out, code } = await bench('png', '--write')
    expect(code).toBe(2)
    expect(out).toContain('--write takes all parts')
  })
})

describe('figures', () => {
  it('have the middle, and where half of the rounds lie', () => {
    expect(spread([5, 1, 4, 2, 3])).toEqual({ median: 3, lower: 2, upper: 4, rounds: 5 })
    expect(spread([1, 2]).median).toBe(1.5)
    expect(spread([]).median).toBeNaN()
  })

  it('are written with about three digits', () => {
    const texts = [30_754.9, 123_456, 45.67, 1.0043, NaN].map((value) => cellText(value))
    expect(texts).toEqual(['30755', '123 k', '45.7', '1.004', '–'])
    expect(cellText(spread([1.5, 2.5, 3.5]))).toBe('2.50 (2 … 3)')
  })
})

describe('plots', () => {
  const value = spread([90, 100, 110])

  it('have a bar for each contender, with its name and its value', () => {
    const bars = [
      { name: 'ours & theirs', value, isOurs: true },
      { name: 'a peer', value: spread([10]), isOurs: false },
    ]
    const groups = [{ name: 'a group', bars, reference: 50 }]
    const svg = drawPlot({ kind: 'bars', name: 'x', title: 'T', axis: 'ms', scale: 'log', groups })
    expect(svg.match(/<rect /g)).toHaveLength(2)
    expect(svg).toContain('ours &amp; theirs')
    expect(svg).toContain('>100<')
    expect(svg).toContain('>ms (logarithmic)<')
    expect(svg.match(/class="mark reference"/g)).toHaveLength(1)
    expect(svg).not.toContain('NaN')
  })

  it('have a line for each contender, through all of its points', () => {
    const points = [1, 10, 100].map((x) => ({ x, y: value }))
    const line = { kind: 'lines', name: 'x', title: 'T', xName: 'x', yName: 'y' } as const
    const svg = drawPlot({ ...line, lines: [{ name: 'ours', points }] })
    expect(/<path d="M[\d. ]+L[\d. ]+L[\d. ]+" /.test(svg)).toBe(true)
    expect(svg).not.toContain('NaN')
  })
})

describe('a moment of a process', () => {
  const encoder = frame('encode', 'file:///x/dist/host/image/encoder.js')
  const instance = frame('answer', 'file:///x/dist/host/plugin/instance.js')
  const readSync = frame('readSync', 'node:fs')
  const socket = frame('receive', 'file:///x/dist/host/frames/frame.js')
  const bodies = frame('read', 'file:///x/dist/host/frames/body-file.js')

  it.each([
    ['a room of this project', [instance], 'host/plugin'],
    ['the plugin', [frame('hello', 'wasm://wasm/1'), instance], 'plugin (WebAssembly)'],
    ['an encoder', [frame('rows', 'wasm://wasm/2'), encoder], 'encoder (WebAssembly)'],
    ['the caller of an engine function', [frame('set', ''), encoder], 'host/image'],
    ['sockets', [frame('writev', '')], 'writing to sockets and files (system calls)'],
    ['no room when it is idle', [frame('(idle)', '')], undefined],
    ['no room when it waits for a frame', [frame('read', ''), readSync, socket], undefined],
    ['a file that it reads', [frame('read', ''), readSync, bodies], 'Node, other JavaScript'],
  ])('belongs to %s', (_, frames, room) => {
    expect(roomOf(frames)).toBe(room)
  })
})

describe('a frame of the bundle of guest processes', () => {
  const bundle = new BundleSource(
    [
      'import "node:fs";',
      '// dist/host/frames/fields.js',
      'a',
      '// a comment',
      'b',
      '// dist/x.js',
    ].join('\n'),
  )

  it.each([
    [4, 'file:///dist/host/frames/fields.js'],
    [5, 'file:///dist/x.js'],
    [0, 'file:///p/dist/host/guest.js'],
  ])('in line %s is of %s', (line, url) => {
    expect(bundle.resolve(frame('f', 'file:///p/dist/host/guest.js', line)).url).toBe(url)
  })

  it('is of one of its rooms, in the bundle that there is', () => {
    const lines = readFileSync(join(root, 'dist/host/guest.js'), 'utf8').split('\n')
    const line = lines.findIndex((text) => text.startsWith('function decodeCallback('))
    const resolved = BundleSource.read().resolve(frame('f', 'file:///p/dist/host/guest.js', line))
    expect(roomOf([resolved])).toBe('host/frames')
  })
})

const positive: unknown = expect.toSatisfy((value: number) => value > 0)

function frame(functionName: string, url: string, lineNumber = 0): CallFrame {
  return { functionName, url, lineNumber }
}

function like(shape: object): unknown {
  return expect.objectContaining(shape)
}
