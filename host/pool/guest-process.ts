import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { once } from 'node:events'
import { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { PluginLoadError } from '../exchange/errors.ts'
import type { ProcessSettings } from '../config/settings.ts'
import { BodyFile } from '../frames/body-file.ts'
import {
  FrameError,
  frameKinds,
  FrameReader,
  type Frame,
  type Piece,
  type TakeBuffer,
} from '../frames/frame.ts'
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

/** Options of a guest process. */
export interface GuestProcessOptions extends ProcessSettings {
  /** The bundled `guest.js`. */
  readonly entry: URL
  /** Its memory limit. */
  readonly processMiB: number
  /** Whether it has a trace file for its instance. */
  readonly isTraced: boolean
  /** Absent: it is not debugged. Called once it serves a plugin, with the line in which Node says where the debugger listens. */
  readonly onDebugger?: ((line: string) => void) | undefined
  /** Additional rights; absent: none. */
  readonly rights?: ProcessRights
  /** Absent: it has no body file. Called with the system's error if none can be made; bodies pass in frames then. */
  readonly onNoBodyFile?: (error: Error) => void
  /** A front that another program holds, in place of one of this process. */
  readonly front?: RemoteFront
}

/** A connection of another program that was not read. */
export interface RemoteFront {
  /** The number by which both programs know it. */
  readonly ordinal: number
  /** It is closed here once a process has it. */
  readonly socket: Socket
  /** Notifies the other program, which closes it: no callback is to follow, or the process has ended. */
  readonly end: () => void
}

/** Events for the owner of a process. */
export interface GuestProcessEvents {
  onControl(frame: Frame): void
  onFront(frame: Frame): void
  /** The process ended, or violated the protocol and is killed. Called once. */
  onEnd(reason: string): void
}

/** Limits of the frames that it sends. */
export interface FrameBounds {
  readonly controlBytes: number
  readonly frontBytes: number
  /** Returns buffers for large frames. */
  readonly take: TakeBuffer
}

/** Bytes of its standard error that are read: V8's last words are short. */
const mostErrorBytes = 64 * 1024
const shownErrorCharacters = 300

/** Limit of the first frame, which has no payload. */
const readyBounds = 4096

/** The process of one instance, as its parent sees it: frames on two sockets, and an end. */
export class GuestProcess {
  readonly pid: number
  /** Resolves with the exit code or signal once it has ended. */
  readonly exited: Promise<string>
  /** The file for large bodies; `undefined`: they pass in frames. */
  readonly bodies: BodyFile | undefined
  readonly #child: Started
  readonly #control: Socket
  /** `undefined`: another program holds it. */
  readonly #front: Socket | undefined
  readonly #remoteFront: RemoteFront | undefined
  readonly #files: Map<FileUse, number>
  readonly #onDebugger: GuestProcessOptions['onDebugger']
  #debuggerLine: string | undefined
  #servesPlugin = false
  #lastWords = ''
  #hasEnded = false

  private constructor(
    child: Started,
    files: Map<FileUse, number>,
    { onDebugger, front }: GuestProcessOptions,
  ) {
    this.#child = child
    this.#files = files
    this.#onDebugger = onDebugger
    this.#remoteFront = front
    const bodies = files.get('bodies')
    this.bodies = bodies === undefined ? undefined : new BodyFile(bodies, 'request')
    const { stdio, pid, stderr } = child
    this.pid = pid
    this.#control = socketOf(stdio[guestDescriptors.control])
    this.#front = front === undefined ? socketOf(stdio[guestDescriptors.front]) : undefined
    for (const socket of [this.#control, this.#front]) socket?.on('error', () => undefined)
    stderr?.on('data', (bytes: Buffer) => {
      this.#debuggerLine ??= findDebugger(bytes.toString('latin1'))
      this.#announceDebugger()
      const room = mostErrorBytes - this.#lastWords.length
      this.#lastWords += bytes.toString('latin1', 0, room)
      if (bytes.length >= room) stderr.pause()
    })
    this.exited = this.#end()
    if (front !== undefined) void this.exited.then(() => front.end())
    lowerPriority(pid)
  }

  /** Starts a process. Rejects if it cannot start, or ends before it is ready. */
  static async start(options: GuestProcessOptions): Promise<GuestProcess> {
    const files = openFiles(options)
    try {
      const guest = new GuestProcess(await startChild(options, files), files, options)
      await guest.#ready()
      return guest
    } catch (error) {
      options.front?.socket.destroy()
      options.front?.end()
      closeAll(files)
      throw error
    }
  }

  /** The number of its front, if another program holds it. */
  get frontOrdinal(): number | undefined {
    return this.#remoteFront?.ordinal
  }

  /** Notes that the process is not a spare any more. */
  servePlugin(): void {
    this.#servesPlugin = true
    this.#announceDebugger()
  }

  #announceDebugger(): void {
    const line = this.#debuggerLine
    if (!this.#servesPlugin || line === undefined) return
    this.#servesPlugin = false
    this.#onDebugger?.(line)
  }

  /** Its resident memory in bytes; 0 on systems without /proc. */
  get residentBytes(): number {
    return residentBytes(this.pid)
  }

  /** Passes its frames to the owner from now on, and kills it if it violates the protocol. */
  listen(events: GuestProcessEvents, { controlBytes, frontBytes, take }: FrameBounds): void {
    const end = (reason: string): void => {
      if (this.#hasEnded) return
      this.#hasEnded = true
      events.onEnd(reason)
    }
    const read = (
      socket: Socket | undefined,
      reader: FrameReader,
      act: (frame: Frame) => void,
    ): void => {
      socket?.on('data', (chunk) => {
        try {
          reader.push(chunk, act)
        } catch (error) {
          if (!(error instanceof FrameError)) throw error
          end(`it violated the protocol: ${error.message}`)
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

  sendFront(pieces: readonly Piece[]): void {
    if (this.#front !== undefined) write(this.#front, pieces)
  }

  /** No callback follows: the guest reads its control socket once it has answered the pending ones. */
  endFront(): void {
    this.#front?.end()
    this.#remoteFront?.end()
  }

  /** Nothing follows: the process ends by itself. */
  endControl(): void {
    this.#control.end()
  }

  /** What the trace file of its instance contains. */
  readTrace(): TraceSnapshot {
    const descriptor = this.#files.get('trace')
    return descriptor === undefined
      ? new TraceSnapshot(Buffer.alloc(0))
      : TraceSnapshot.read(descriptor)
  }

  /** Kills it, with all processes that its command started. */
  kill(): void {
    try {
      process.kill(-this.pid, 'SIGKILL')
    } catch {
      this.#child.kill('SIGKILL')
    }
  }

  /** Closes its files, once it has ended and its trace has been read. */
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

  /** Its last output is read first: that takes one or two turns of the event loop. */
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
    // An allocation that fails outside V8 ends in C++, which says only this.
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

/** Whether a line of Node's or V8's last words has the reason. If none has, the last line is shown. */
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

/** Throws `PluginLoadError`: the user asked for a recording, which needs this file. */
function openTrace(folder: string, opened: Map<FileUse, number>): number {
  try {
    return openUnlinked(folder)
  } catch (error) {
    closeAll(opened)
    const why = error instanceof Error ? error.message : String(error)
    throw new PluginLoadError([`cannot create a trace file in BodyFolder: ${why}`])
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
  const { front } = options
  const given = {
    close: inheritedDescriptors(guestDescriptors.trace),
    front: guestDescriptors[front === undefined ? 'front' : 'remoteFront'],
    hasBodyFile: bodies !== undefined,
    isTraced: trace !== undefined,
  }
  const [command = options.nodePath, ...others] = guestCommandLine(options.entry, given, {
    ...options,
    inspects: options.onDebugger !== undefined,
  })
  const fronts: [Socket | 'ignore', 'pipe' | 'ignore'] =
    front === undefined ? ['ignore', 'pipe'] : [front.socket, 'ignore']
  const child = spawn(command, others, {
    stdio: [fronts[0], 'ignore', 'pipe', 'pipe', fronts[1], bodies ?? 'ignore', trace ?? 'ignore'],
    env: guestEnvironment(),
    cwd: '/',
    // Signals of a terminal are for the host, which drains. The process group is killed as a whole.
    detached: true,
  })
  front?.socket.destroy()
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

function write(socket: Socket, pieces: readonly Piece[]): void {
  if (socket.destroyed || socket.writableEnded) return
  socket.cork()
  for (const piece of pieces) socket.write(piece, 'latin1')
  socket.uncork()
}
