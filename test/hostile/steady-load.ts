import { Agent, request } from 'node:http'

/** What came of a load. */
export interface LoadReport {
  readonly right: number
  /** Answers that were wrong, or did not come: what was asked, and what came. */
  readonly wrong: readonly string[]
  readonly slowestMs: number
}

interface Asked {
  readonly path: string
  readonly body: string | undefined
  /** The body of the right answer. */
  readonly expected: string
}

/** Sends requests to healthy plugins continuously, with constant concurrency, and compares each answer, until it is stopped. */
export class SteadyLoad {
  readonly #port: number
  readonly #agent: Agent
  readonly #lanes: readonly Promise<void>[]
  readonly #wrong: string[] = []
  #right = 0
  #slowestMs = 0
  #isStopping = false

  constructor(port: number, lanes: number) {
    this.#port = port
    this.#agent = new Agent({ keepAlive: true, maxSockets: lanes })
    this.#lanes = Array.from({ length: lanes }, (_, i) => this.#run(i))
  }

  async stop(): Promise<LoadReport> {
    this.#isStopping = true
    await Promise.all(this.#lanes)
    this.#agent.destroy()
    return { right: this.#right, wrong: this.#wrong, slowestMs: Math.round(this.#slowestMs) }
  }

  async #run(lane: number): Promise<void> {
    for (let i = 0; !this.#isStopping; i++) {
      const asked = askedAs(lane, i)
      const began = performance.now()
      const came = await this.#ask(asked).catch((error: unknown) => `no answer: ${String(error)}`)
      this.#slowestMs = Math.max(this.#slowestMs, performance.now() - began)
      if (came === asked.expected) this.#right++
      else this.#wrong.push(`${asked.path}: ${came.slice(0, 200)}`)
    }
  }

  #ask({ path, body }: Asked): Promise<string> {
    return new Promise((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST'
      const headers = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }
      const { port } = { port: this.#port }
      const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: this.#agent })
      asking.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        response.on('end', () => resolve(text))
        response.on('error', reject)
      })
      // A kept connection may end while it is used again: that is HTTP, and no lost answer.
      asking.on('error', (error) => {
        if (asking.reusedSocket && body === undefined)
          this.#ask({ path, body, expected: '' }).then(resolve, reject)
        else reject(error)
      })
      asking.end(body)
    })
  }
}

/** Answers of one healthy plugin, and echoes of another; every second echo passes in a file. */
function askedAs(lane: number, i: number): Asked {
  const word = `${lane}-${i}`
  if (i % 3 === 0) {
    const body = `${word} `.repeat(i % 2 === 0 ? 10 : 20_000)
    return { path: '/rest/echo', body, expected: body }
  }
  return { path: `/hello/${word}`, body: undefined, expected: `Hello ${word}!\n` }
}
