import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Load, LoadProgram, LoadResult } from './load.ts'

type Message =
  | { readonly kind: 'done'; readonly result: LoadResult }
  | { readonly kind: 'failed'; readonly message: string }

/** autocannon in a process of its own, so that the load does not wait for the measuring process. */
export class AutocannonLoad implements LoadProgram {
  readonly name = 'autocannon'
  #process: ChildProcess | undefined

  async run(load: Load): Promise<LoadResult> {
    // Structured clones: JSON would make an object of each body.
    this.#process ??= fork(fileURLToPath(new URL('./autocannon-process.js', import.meta.url)), {
      serialization: 'advanced',
    })
    this.#process.send({ ...load })
    const [message]: Message[] = await once(this.#process, 'message')
    if (message?.kind !== 'done') throw new Error(message?.message ?? 'no load was put on')
    return message.result
  }

  async close(): Promise<void> {
    if (this.#process === undefined) return
    const exited = once(this.#process, 'exit')
    this.#process.kill()
    await exited
  }
}
