import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { hasShell } from './process-limits.ts'

/**
 * Lines "+ PID" and "- PID" until the end of its input, which comes with the end of the host, however that was: then it kills
 * what is left. A guest in an endless loop reads nothing, and would run for ever. Signals of a terminal are not meant for it.
 */
const script = `trap '' INT TERM HUP
while read -r sign pid; do
  case $sign in
    +) pids="$pids $pid" ;;
    -) rest=; for each in $pids; do [ "$each" = "$pid" ] || rest="$rest $each"; done; pids=$rest ;;
  esac
done
for each in $pids; do kill -KILL "-$each"; done`

/** Ends the guest processes of a host that is killed. One for all of them; it is started with the first. */
export class Reaper {
  readonly #pids = new Set<number>()
  #process: ChildProcessByStdio<Writable, null, null> | undefined

  /** A process group that must not outlive this process. */
  add(pid: number): void {
    this.#pids.add(pid)
    if (this.#process === undefined) this.#start()
    else this.#say(`+ ${pid}`)
  }

  remove(pid: number): void {
    this.#pids.delete(pid)
    this.#say(`- ${pid}`)
  }

  /** Ends the process. Nothing that was added may run any more. */
  close(): void {
    this.#process?.removeAllListeners('exit')
    this.#process?.stdin.end()
    this.#process = undefined
  }

  #start(): void {
    if (!hasShell) return
    const child = spawn('/bin/sh', ['-c', script], {
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
      env: {},
      detached: true,
    })
    // Without descriptors it does not start; the next process that is added tries again.
    child.on('error', () => (this.#process = undefined))
    if (child.pid === undefined) return
    this.#process = child
    child.unref()
    // Its descriptor must not keep this process alive.
    if (child.stdin instanceof Socket) child.stdin.unref()
    child.stdin.on('error', () => undefined)
    child.once('exit', () => {
      this.#process = undefined
      if (this.#pids.size > 0) this.#start()
    })
    for (const pid of this.#pids) this.#say(`+ ${pid}`)
  }

  #say(line: string): void {
    this.#process?.stdin.write(`${line}\n`)
  }
}
