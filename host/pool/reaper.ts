import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { hasShell } from './process-limits.ts'

/**
 * Reads lines "+ PID" and "- PID". Its input ends when the host ends, for whatever reason: then it kills the remaining
 * process groups. A guest in an endless loop would not notice that its sockets are closed. Ignores signals of a terminal.
 */
const script = `trap '' INT TERM HUP
while read -r sign pid; do
  case $sign in
    +) pids="$pids $pid" ;;
    -) rest=; for each in $pids; do [ "$each" = "$pid" ] || rest="$rest $each"; done; pids=$rest ;;
  esac
done
for each in $pids; do kill -KILL "-$each"; done`

/** Kills the guest processes of a host that was killed. One reaper serves all of them; the first one starts it. */
export class Reaper {
  readonly #pids = new Set<number>()
  #process: ChildProcessByStdio<Writable, null, null> | undefined

  /** Adds a process group that must not outlive this process. */
  add(pid: number): void {
    this.#pids.add(pid)
    if (this.#process === undefined) this.#start()
    else this.#send(`+ ${pid}`)
  }

  remove(pid: number): void {
    this.#pids.delete(pid)
    this.#send(`- ${pid}`)
  }

  /** Ends the reaper. All processes that were added must have ended. */
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
    // Without a free descriptor it does not start; the next `add` tries again.
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
    for (const pid of this.#pids) this.#send(`+ ${pid}`)
  }

  #send(line: string): void {
    this.#process?.stdin.write(`${line}\n`)
  }
}
