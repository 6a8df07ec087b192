import { setTimeout as sleep } from 'node:timers/promises'
import { enums } from '../../abi/enums.ts'
import type { Change } from '../exchange/change.ts'
import { MiB } from '../exchange/limits.ts'
import type { Log } from '../exchange/log.ts'
import type { Dispatch } from '../exchange/ports.ts'
import { ownRequest } from '../exchange/request.ts'
import { Fields } from '../frames/fields.ts'
import { FrameError } from '../frames/frame.ts'
import { AnswerCollector } from '../upstream/answer-collector.ts'

/** A change with its sequence number. */
export interface NumberedChange {
  readonly number: number
  /** `undefined`: the SDK has no number for it. */
  readonly change: Change | undefined
}

/** Changes per request. */
const pageLength = 100

/** Largest answer with that many changes. */
const mostBytes = MiB

/** Pauses between attempts while Orthanc does not answer. */
const firstPauseMs = 500
const longestPauseMs = 30_000

/** Reads the changes of the upstream Orthanc. A request that fails is repeated until it succeeds, or until the signal is aborted. */
export class OrthancChanges {
  readonly #orthanc: Dispatch
  readonly #signal: AbortSignal
  readonly #log: Log
  readonly #wait: typeof pause
  #isFailing = false

  /** `wait` waits between attempts. */
  constructor(orthanc: Dispatch, signal: AbortSignal, log: Log, wait = pause) {
    this.#orthanc = orthanc
    this.#signal = signal
    this.#log = log
    this.#wait = wait
  }

  /** The number of the last change, 0 if there is none; `undefined` if the signal is aborted. */
  last(): Promise<number | undefined> {
    return this.#ask('last', (answer) => answer.integer('Last', 0, Number.MAX_SAFE_INTEGER))
  }

  /** The next changes after a number; `undefined` if the signal is aborted. */
  after(position: number): Promise<readonly NumberedChange[] | undefined> {
    return this.#ask(`since=${position}&limit=${pageLength}`, (answer) => {
      let before = position
      return answer.list('Changes', pageLength, (item) => {
        const read = readChange(item, before)
        before = read.number
        return read
      })
    })
  }

  async #ask<T>(query: string, read: (answer: Fields) => T): Promise<T | undefined> {
    for (
      let pauseMs = firstPauseMs;
      !this.#signal.aborted;
      pauseMs = Math.min(2 * pauseMs, longestPauseMs)
    ) {
      try {
        const value = read(new Fields(JSON.parse(await this.#get(query))))
        this.#noteSuccess()
        return value
      } catch (error) {
        if (!isFailure(error)) throw error
        this.#noteFailure(error.message)
      }
      await this.#wait(pauseMs, this.#signal)
    }
    return undefined
  }

  /** The body of the answer. Rejects with `UnavailableError`. */
  async #get(query: string): Promise<string> {
    const client = new AnswerCollector({
      signal: this.#signal,
      maxBytes: mostBytes,
      mayWaitFor: () => true,
    })
    const answer = await this.#orthanc({ ...changesRequest, query }, client)
    const reply = await client.reply(answer)
    if (reply.kind === 'failed') throw new UnavailableError(reply.reason ?? `error ${reply.code}`)
    if (reply.status !== 200) throw new UnavailableError(`it answers ${reply.status}`)
    return Buffer.from(reply.body).toString()
  }

  #noteFailure(reason: string): void {
    if (this.#isFailing || this.#signal.aborted) return
    this.#isFailing = true
    const message = `no changes from Orthanc (GET /changes): ${reason}. Further attempts every 1 to 30 s`
    this.#log({ level: 'warning', message })
  }

  #noteSuccess(): void {
    if (!this.#isFailing) return
    this.#isFailing = false
    this.#log({ level: 'info', message: 'Orthanc answers again: plugins receive its changes' })
  }
}

const changesRequest = { ...ownRequest('changes', '/changes'), hasArguments: true }

/** Orthanc does not answer, or not with changes. */
class UnavailableError extends Error {
  override readonly name = 'UnavailableError'
}

function isFailure(error: unknown): error is Error {
  return (
    error instanceof UnavailableError || error instanceof FrameError || error instanceof SyntaxError
  )
}

/** Longest text of a change. Identifiers of Orthanc have 44 characters. */
const mostCharacters = 200

/** Throws `FrameError` for what is not a change after that number. */
function readChange(item: unknown, before: number): NumberedChange {
  const fields = new Fields(item)
  const text = (key: string): string => fields.text(key, mostCharacters)
  const number = fields.integer('Seq', before + 1, Number.MAX_SAFE_INTEGER)
  const type = changeTypes.get(text('ChangeType'))
  const level = levels.get(text('ResourceType'))
  const resource = text('ID')
  const isKnown = type !== undefined && level !== undefined
  return { number, change: isKnown ? { type, level, resource } : undefined }
}

const changeTypes = new Map<string, number>(Object.entries(enums.OrthancPluginChangeType))
const levels = new Map<string, number>(Object.entries(enums.OrthancPluginResourceType))

/** Waits for that time, or until the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
