import { parentPort, type MessagePort } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer } from '../exchange/answer.ts'
import { BufferShelf } from '../exchange/buffer-shelf.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { AnswerLine } from './answer-line.ts'
import { bufferToHandOver } from './flights.ts'
import { LoadedPlugin } from './loaded-plugin.ts'
import type { FromThread, ThreadJob, ToThread } from './messages.ts'

type Load = Extract<ToThread, { kind: 'load' }>

/** A plugin, and the line that its requests come by. */
interface Guest {
  readonly plugin: LoadedPlugin
  readonly line: AnswerLine
}

/** One thread for one plugin: messages become calls of an instance. */
class GuestThread {
  readonly #port: MessagePort
  readonly #shelf = new BufferShelf()
  /** Absent until it is loaded; no request comes before that. */
  #guest: Guest | undefined

  constructor(port: MessagePort) {
    this.#port = port
  }

  listen(): void {
    this.#port.on('message', (message: ToThread) => this.#receive(message))
    this.#post({ kind: 'started' })
  }

  #receive(message: ToThread): void {
    switch (message.kind) {
      case 'load':
        void this.#load(message)
        return
      case 'requests':
        this.#guest?.line.keep(message)
        return this.#serve()
      case 'look':
        return this.#serve()
      case 'finalize':
        this.#guest?.plugin.finalize()
        return this.#post({ kind: 'finalized' })
    }
  }

  async #load(load: Load): Promise<void> {
    try {
      const plugin = await LoadedPlugin.load(load, {
        shelf: this.#shelf,
        post: (message, transfer) => this.#post(message, transfer),
      })
      this.#guest = { plugin, line: new AnswerLine(this.#port, load, this.#shelf) }
      this.#start(plugin)
    } catch (error) {
      this.#post({ kind: 'refused', reasons: reasonsOf(error) })
    }
  }

  /** Makes an instance, fresh or first, and tells how that went. */
  #start(plugin: LoadedPlugin): void {
    try {
      this.#post({ kind: 'loaded', ...plugin.start() })
    } catch (error) {
      this.#post({ kind: 'refused', reasons: reasonsOf(error) })
    }
  }

  #serve(): void {
    const guest = this.#guest
    guest?.line.serve((job) => this.#answer(guest, job))
  }

  #answer({ plugin, line }: Guest, job: ThreadJob): void {
    const { ordinal, request } = job
    const outcome = plugin.answer(job, line.sinkOf(ordinal))
    // As a message it comes behind the one that says why.
    if (outcome === undefined) return line.send({ ordinal, answer: doesNotRun })
    const { answer, death } = outcome
    const body = request.body && bufferToHandOver(request.body)
    line.give({ ordinal, answer, body, death: death?.message })
    if (death !== undefined) this.#start(plugin)
  }

  #post(message: FromThread, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer)
  }
}

const doesNotRun = errorAnswer(errorCodes.Plugin, { details: 'the plugin does not run' })

function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof PluginLoadError) return error.reasons
  return [error instanceof Error ? error.message : 'the plugin threw a value']
}

if (parentPort !== null) new GuestThread(parentPort).listen()
