import { OrthancPluginHttpRequest } from 'orthanc-wasm/assembly/abi'
import { decodePercent, parseNumber, writeText } from './byte-text'
import { Data, makeData } from './data'

/** How a command calls the host. */
export const enum CallForm {
  /** The function that is imported by its name. */
  Function,
  /** `OrthancPluginInvokeService`, whose code is noted. */
  Service,
  /** The same with a NULL output. */
  ServiceWithoutOutput,
}

/** A script that runs. */
export class Run {
  readonly codes: i32[] = []
  result: i32 = 0
  hasEnded: bool = false

  constructor(
    readonly output: usize,
    readonly url: usize,
    readonly request: OrthancPluginHttpRequest,
    readonly route: string,
  ) {}

  /** Ends the script with a code. */
  end(result: i32): void {
    this.result = result
    this.hasEnded = true
  }

  /** Keeps a code for the commands that tell them. */
  note(code: i32): void {
    if (this.codes.length < 256) this.codes.push(code)
  }

  /** The codes that were noted so far. */
  codesText(): string {
    return 'codes=' + this.codes.join(' ')
  }
}

/** One command: its name and arguments, and how it calls the host. */
export class Command {
  private readonly texts: (StaticArray<u8> | null)[] = []

  constructor(
    readonly words: string[],
    readonly form: CallForm,
    /** 0 where the command is to have none. */
    readonly output: usize,
  ) {
    for (let i = 0; i < words.length; i++) {
      this.texts.push(words[i] == '~' ? null : writeText(decodePercent(words[i])))
    }
  }

  get name(): string {
    return this.words[0]
  }

  get usesService(): bool {
    return this.form != CallForm.Function
  }

  has(index: i32): bool {
    return index < this.words.length
  }

  /** An argument as a C string, valid as long as the command is; 0 for `~` and for one that is missing. */
  text(index: i32): usize {
    return this.has(index) ? changetype<usize>(this.texts[index]) : 0
  }

  number(index: i32): i64 {
    return this.has(index) ? parseNumber(this.words[index]) : 0
  }

  /** A number, or for `*` what the data says. */
  numberOr(index: i32, otherwise: u32): u32 {
    return this.words[index].startsWith('*') ? otherwise : <u32>this.number(index)
  }

  data(index: i32): Data {
    return makeData(this.has(index) ? this.words[index] : null)
  }

  /** A size that replaces that of the data. */
  sizeOr(index: i32, data: Data): u32 {
    return this.has(index) ? <u32>this.number(index) : data.length
  }
}

/** What a command of the language does. */
export type Action = (run: Run, command: Command) => void
