import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import type { Pixels } from '../../host/image/pixels.ts'
import type { EncoderSample } from './encoder-contest.ts'
import { channelsOf, isWide } from './samples.ts'

const source = join(findPackageRoot(), 'bench/native/encode.c')

/** libpng and libjpeg-turbo, as a program in C that measures itself. Ended with `close`. */
export class NativeEncoder {
  readonly #folder: string
  readonly #process: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #files = new Map<Pixels, string>()

  private constructor(folder: string, program: string) {
    this.#folder = folder
    const child = spawn(program, ['serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#process = child
    // Its output shows that it has ended.
    child.stdin.on('error', () => undefined)
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  }

  /** Compiles the program into a folder; `undefined` if it cannot be compiled here. */
  static async compile(folder: string): Promise<NativeEncoder | undefined> {
    const program = join(folder, 'encode')
    try {
      await promisify(execFile)('gcc', ['-O2', '-o', program, source, '-lpng', '-ljpeg'])
    } catch {
      // No compiler or no library: the caller reports what is missing.
      return undefined
    }
    return new NativeEncoder(folder, program)
  }

  /** Encodes an image `times` times; returns the mean. */
  async encode(
    pixels: Pixels,
    format: readonly ['png'] | readonly ['jpeg', quality: number],
    times: number,
  ): Promise<EncoderSample> {
    const [name, ...settings] = format
    const { width, height } = pixels
    const shape = [width, height, channelsOf(pixels), isWide(pixels) ? 16 : 8]
    const words = [name, this.#file(pixels), ...shape, times, ...settings]
    this.#process.stdin?.write(`${words.join(' ')}\n`)
    let [ms, bytes] = [0, 0]
    for (let i = 0; i < times; i++) {
      const [time, length] = (await this.#line()).split(' ').map(Number)
      ms += time ?? NaN
      bytes = length ?? NaN
    }
    await this.#line()
    return { ms: ms / times, bytes }
  }

  async close(): Promise<void> {
    const exited = once(this.#process, 'exit')
    this.#process.stdin?.end()
    await exited
  }

  async #line(): Promise<string> {
    const next = await this.#lines.next()
    if (next.done === true) throw new Error('the native encoders ended')
    return next.value
  }

  #file(pixels: Pixels): string {
    const known = this.#files.get(pixels)
    if (known !== undefined) return known
    const file = join(this.#folder, `pixels-${this.#files.size}`)
    writeFileSync(file, pixels.data)
    this.#files.set(pixels, file)
    return file
  }
}
