import type { ByteString } from './exchange/byte-string.ts'

/** Something that will be known. */
class Future<T> {
  tell: (value: T) => void = unheard
  readonly value = new Promise<T>((resolve) => {
    this.tell = resolve
  })
}

function unheard(): void {}

/** What becomes of a plugin that starts: first its name, if it says one, then whether it is served. */
interface Start {
  readonly name: Future<ByteString | undefined>
  readonly isServed: Future<boolean>
}

/**
 * The names of plugins that start side by side. What a plugin may reach goes by its name, and it may want to reach something
 * as soon as it starts: so it is found out before that whether the name is its own. Of several that are served it is the
 * first one's, in the order of the files.
 */
export class PluginNames {
  readonly #starts: readonly Start[]

  constructor(count: number) {
    this.#starts = Array.from({ length: count }, createStart)
  }

  /** Gives whether the plugin at that place may have the name it says, once that is known of those before it. */
  async claim(place: number, name: ByteString): Promise<boolean> {
    this.#starts[place]?.name.tell(name)
    for (const earlier of this.#starts.slice(0, place))
      if ((await earlier.name.value) === name && (await earlier.isServed.value)) return false
    return true
  }

  /** The start of the plugin at that place is over. */
  end(place: number, isServed: boolean): void {
    this.#starts[place]?.name.tell(undefined)
    this.#starts[place]?.isServed.tell(isServed)
  }
}

function createStart(): Start {
  return { name: new Future(), isServed: new Future() }
}
