import { AutocannonLoad } from './autocannon-load.ts'
import type { Load, LoadProgram, LoadResult } from './load.ts'
import { WrkLoad, hasWrk } from './wrk-load.ts'

/** Puts load on servers: with wrk, which leaves more of the machine to them, or with autocannon where there is no wrk. */
export class LoadGenerator {
  readonly #program: LoadProgram

  /** The folder is for files of the program. */
  constructor(folder: string) {
    this.#program = hasWrk() ? new WrkLoad(folder) : new AutocannonLoad()
  }

  get name(): string {
    return this.#program.name
  }

  /** Runs one load to its end. Throws if a request was not answered with 2xx: its time would mean nothing. */
  async run(load: Load): Promise<LoadResult> {
    const result = await this.#program.run(load)
    const { answered, refused, failed } = result
    if (refused + failed > 0) {
      const asked = load.requests.map(({ method, path }) => `${method} ${path}`).join(', ')
      throw new Error(`${asked}: ${answered} answered, ${refused} refused, ${failed} failed`)
    }
    return result
  }

  close(): Promise<void> {
    return this.#program.close()
  }
}
