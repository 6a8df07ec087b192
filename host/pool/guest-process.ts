import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { once } from 'node:events'
import { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { PluginLoadError } from '../exchange/errors.ts'
import type { ProcessSettings } from '../exchange/settings.ts'
import { BodyFile } from '../frames/body-file.ts'
import { FrameError, frameKinds, type Frame } from '../frames/frame.ts'
import { FrameReader, type TakeBuffer } from '../frames/frame-reader.ts'
import { guestDescriptors } from '../frames/guest-descriptors.ts'
import { TraceSnapshot } from '../frames/trace-file.ts'
import {
  guestCommandLine,
  guestEnvironment,
  inheritedDescriptors,
  lowerPriority,
  residentBytes,
  type ProcessRights,
} from './process-limits.ts'
import { openUnlinked } from './unlinked-file.ts'

/** What a guest process is started with. */
export interface GuestProcessOptions extends ProcessSettings {
  /** The bundled `guest.js`. */
  readonly entry: URL
  /** The cap on its memory. */
  readonly processMiB: number
  /** Whether it has a file that keeps what happens in its instance. */
  readonly isTraced: boolean
  /** Absent: it is not debugged. Called with the line in which Node says where its debugger listens. */
  readonly onDebugger?: ((line: string) => void) | undefined
  /** What it may do besides; absent: nothing. */
  readonly rights?: ProcessRights
  /** Absent: it has none. Called with the system's error where none can be made; bodies pass in frames then. */
  readonly onNoBodyFile?: (error: Error) => void
}

/** What the owner of a process is told. */
export interface GuestProcessEvents {
  onControl(frame: Frame): void
  onFront(frame: Frame): void
  /** The process ended, or broke the protocol and is killed. Called once. */
  onEnd(reason: string): void
}

/** Bounds of what it sends. */
export interface FrameBounds {
  readonly controlBytes: number
  readonly frontBytes: number
  /** Makes buffers for large frames. */
  readonly take: TakeBuffer
}

/** What is kept of its standard error: V8's last words are short. A process that writes more is not read on. */
const mostErrorBytes = 64 * 1024
const shownErrorCharacters = 300

/** A first frame has no payload. */
const readyBounds = 4096

/** The process of one instance, as its parent sees it: bytes on two sockets, and an end. */
export class GuestProcess {
  readonly pid: number
  /** Resolves with how it ended, once it has. */
  readonly exited: Promise<string>
  /** Where large bodies pass; `undefined`: in the frames. */
  readonly bodies: BodyFile | undefined
  readonly #child: Started
  readonly #control: Socket
  readonly #front: Socket
  readonly #files: Map<FileUse, number>
  #lastWords = ''
  #hasEnded = false

  private constructor(
    child: Started,
    files: Map<FileUse, number>,
    onDebugger: GuestProcessOptions['onDebugger'],
  ) {
    this.#child = child
    this.#files = files
    const bodies = files.get('bodies')
    this.bodies = bodies === undefined ? undefined : new BodyFile(bodies)
    const { stdio, pid, stderr } = child
    this.pid = pid
    this.#control = socketOf(stdio[guestDescriptors.control])
    this.#front = socketOf(stdio[guestDescriptors.front])
    for (const socket of [this.#control, this.#front]) socket.on('error', () => undefined)
    stderr?.on('data', (bytes: Buffer) => {
      const debuggerLine = onDebugger && findDebugger(bytes.toString('latin1'))
      if (debuggerLine !== undefined) onDebugger?.(debuggerLine)
      const room = mostErrorBytes - this.#lastWords.length
      this.#lastWords += bytes.toString('latin1', 0, room)
      if (bytes.length >= room) stderr.pause()
    })
    this.exited = this.#end()
    lowerPriority(pid)
  }

  /** Starts a process. Rejects with why it could not, or ended before it was ready. */
  static async start(options: GuestProcessOptions): Promise<GuestProcess> {
    const files = openFiles(options)
    try {
      const guest = new GuestProcess(await startChild(options, files), files, options.onDebugger)
      await guest.#ready()
      return guest
    } catch (error) {
      closeAll(files)
      throw error
    }
  }

  /** Bytes of memory that it has now; 0 where the system does not tell. */
  get residentBytes(): number {
    return residentBytes(this.pid)
  }

  /** From now on its frames go to the owner. What breaks the protocol ends it. */
  listen(events: GuestProcessEvents, { controlBytes, frontBytes, take }: FrameBounds): void {
    const end = (reason: string): void => {
      if (this.#hasEnded) return
      this.#hasEnded = true
      events.onEnd(reason)
    }
    const read = (socket: Socket, reader: FrameReader, act: (frame: Frame) => void): void => {
      socket.on('data', (chunk) => {
        try {
          reader.push(chunk, act)
        } catch (error) {
          if (!(error instanceof FrameError)) throw error
          end(`it broke the protocol: ${error.message}`)
          this.kill()
        }
      })
    }
    read(this.#control, new FrameReader(controlBytes, take), (frame) => events.onControl(frame))
    read(this.#front, new FrameReader(frontBytes, take), (frame) => events.onFront(frame))
    void this.exited.then((how) => end(this.#describe(how)))
  }

  sendControl(pieces: readonly Uint8Array[]): void {
    write(this.#control, pieces)
  }

  sendFront(pieces: readonly Uint8Array[]): void {
    write(this.#front, pieces)
  }

  /** No callback follows: the guest looks at its control socket once it has answered those that it has. */
  endFront(): void {
    this.#front.end()
  }

  /** Nothing follows at all: the process ends by itself. */
  endControl(): void {
    this.#control.end()
  }

  /** What happened in its instance, as far as it was written. */
  readTrace(): TraceSnapshot {
    const descriptor = this.#files.get('trace')
    return descriptor === undefined
      ? new TraceSnapshot(Buffer.alloc(0))
      : TraceSnapshot.read(descriptor)
  }

  /** Ends it at once, whatever it does, with all that its command started. */
  kill(): void {
    try {
      process.kill(-this.pid, 'SIGKILL')
    } catch {
      this.#child.kill('SIGKILL')
    }
  }

  /** Closes its files, once it has ended and nobody reads its trace. */
  release(): void {
    closeAll(this.#files)
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const reader = new FrameReader(readyBounds)
      const receive = (chunk: Buffer): void => {
        reader.push(chunk, ({ kind }) => {
          if (kind !== frameKinds.ready) return
          this.#control.off('data', receive)
          resolve()
        })
      }
      this.#control.on('data', receive)
      void this.exited.then((how) =>
        reject(
          new PluginLoadError([
            `a guest process did not start (NodePath, GuestCommand): ${this.#describe(how)}`,
          ]),
        ),
      )
    })
  }

  /** What it had written before it ended is read first: that takes a turn of the event loop, or two. */
  #end(): Promise<string> {
    return new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        const how = signal ?? `exit code ${code}`
        setImmediate(() => setImmediate(() => resolve(how)))
      })
    })
  }

  #describe(how: string): string {
    const lines = this.#lastWords.split('\n')
    // V8 says first where it was, and in the next line why.
    const others = lines.filter((line) => !line.startsWith('# Fatal error in '))
    // Where it is C++ that finds no memory, and not V8, it says only this.
    const reason = this.#lastWords.includes('std::bad_alloc')
      ? 'out of memory (std::bad_alloc)'
      : (others.find(isReason) ?? others.findLast((line) => line !== ''))
    const said = reason === undefined ? '' : `: ${reason.slice(0, shownErrorCharacters)}`
    return `its process ended (${how})${said}`
  }
}

function findDebugger(text: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith('Debugger listening on '))
}

/** Whether a line of what Node and V8 write at their end says why. Where none does, the last one is shown. */
function isReason(line: string): boolean {
  return ['FATAL ERROR: ', 'Fatal ', 'Check failed: ', 'Error: '].some((words) =>
    line.includes(words),
  )
}

type FileUse = 'bodies' | 'trace'
type Started = ChildProcess & { readonly pid: number }

function openFiles(options: GuestProcessOptions): Map<FileUse, number> {
  const files = new Map<FileUse, number>()
  if (options.onNoBodyFile !== undefined)
    try {
      files.set('bodies', openUnlinked(options.bodyFolder))
    } catch (error) {
      if (error instanceof Error) options.onNoBodyFile(error)
    }
  if (options.isTraced) files.set('trace', openTrace(options.bodyFolder, files))
  return files
}

/** Without it nothing can be recorded, which was asked for. */
function openTrace(folder: string, opened: Map<FileUse, number>): number {
  try {
    return openUnlinked(folder)
  } catch (error) {
    closeAll(opened)
    const why = error instanceof Error ? error.message : String(error)
    throw new PluginLoadError([`no file for a trace can be made in BodyFolder: ${why}`])
  }
}

function closeAll(files: Map<FileUse, number>): void {
  for (const descriptor of files.values()) closeSync(descriptor)
  files.clear()
}

async function startChild(
  options: GuestProcessOptions,
  files: ReadonlyMap<FileUse, number>,
): Promise<Started> {
  const bodies = files.get('bodies')
  const trace = files.get('trace')
  const given = {
    close: inheritedDescriptors(guestDescriptors.trace),
    hasBodyFile: bodies !== undefined,
    isTraced: trace !== undefined,
  }
  const [command = options.nodePath, ...others] = guestCommandLine(options.entry, given, {
    ...options,
    inspects: options.onDebugger !== undefined,
  })
  const child = spawn(command, others, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', bodies ?? 'ignore', trace ?? 'ignore'],
    env: guestEnvironment(),
    cwd: '/',
    // Signals of a terminal are for the host, which drains; and what its command started ends with it.
    detached: true,
  })
  if (hasStarted(child)) return child
  const [error]: unknown[] = await once(child, 'error')
  throw error
}

function hasStarted(child: ChildProcess): child is Started {
  return child.pid !== undefined
}

function socketOf(stream: Readable | Writable | null | undefined): Socket {
  if (stream instanceof Socket) return stream
  throw new Error('a guest process without its sockets')
}

/** Pieces that were small go out as one: fewer calls of the system. */
const joinedBytes = 64 * 1024

function write(socket: Socket, pieces: readonly Uint8Array[]): void {
  if (socket.destroyed || socket.writableEnded) return
  const [first] = pieces
  if (first === undefined) return
  if (pieces.length === 1) return void socket.write(first)
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0)
  if (bytes <= joinedBytes) return void socket.write(Buffer.concat(pieces, bytes))
  socket.cork()
  for (const piece of pieces) socket.write(piece)
  socket.uncork()
}
