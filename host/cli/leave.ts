import { setTimeout as sleep } from 'node:timers/promises'
import type { SpareThread } from '../worker/spare-thread.ts'

/** How long the threads of plugins have to end. */
const threadsMs = 2000

/** For how long it is looked whether V8 still works, and how much work that is. */
const lookMs = 30
const busyMs = 10

/**
 * Ends all threads. Node waits for them before it exits, and for V8's own, which may optimize a large function of a plugin for
 * a minute: where one is busy the process leaves at once.
 */
export async function endThreads(threads: SpareThread): Promise<void> {
  if (!threads.hasStarted) return
  const haveEnded = await threads.endAll(threadsMs)
  if (!haveEnded || (await isBusy())) await leave()
}

/** Whether other threads work: this one waits meanwhile. */
async function isBusy(): Promise<boolean> {
  const before = process.cpuUsage()
  await sleep(lookMs)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 > busyMs
}

/**
 * Ends the process with its exit code, whatever its threads do. Of what Node has only `proc_exit` of its WASI calls the
 * system's `exit` without waiting for them; no module is needed for that.
 */
export async function leave(): Promise<void> {
  const code = Number(process.exitCode ?? 0)
  // Node says of WASI that it is an experiment.
  process.removeAllListeners('warning')
  const { WASI } = await import('node:wasi')
  const wasi = new WASI({ version: 'preview1', returnOnExit: false })
  const { proc_exit: exit }: { proc_exit?: (code: number) => void } = wasi.wasiImport
  wasi.start({
    exports: { memory: new WebAssembly.Memory({ initial: 1 }), _start: () => exit?.(code) },
  })
}
