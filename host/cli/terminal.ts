import { escapeText } from '../exchange/log.ts'
import { paintMessage } from './paint.ts'

/** The output of a command; both functions take text with its line breaks. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** True if standard error is a terminal, so that a line can be rewritten in place. */
  readonly errIsTerminal: boolean
  /** True if lines for people may have colours. */
  readonly errHasColor?: boolean
  /** Bytes that wait for the reader of standard error; absent: it never waits. */
  readonly errWaitingBytes?: () => number
}

/** Writes one line to standard error; control characters in it are escaped. */
export function complain(terminal: Terminal, line: string): void {
  terminal.err(`${escapeText(line)}\n`)
}

/** Writes one line of a compiler to standard error. */
export function showMessage(terminal: Terminal, line: string): void {
  const text = escapeText(line)
  terminal.err(`${terminal.errHasColor === true ? paintMessage(text) : text}\n`)
}

const rewriteLine = '\r\u001b[K'

/** Shows how long work has taken so far, where standard error is a terminal; the line is gone afterwards. */
export async function withProgress<T>(
  terminal: Terminal,
  label: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!terminal.errIsTerminal) return work()
  const start = performance.now()
  const show = (): void => {
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    terminal.err(`${rewriteLine}${escapeText(label)} … ${seconds} s`)
  }
  show()
  const timer = setInterval(show, 100)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    terminal.err(rewriteLine)
  }
}

/** One line that is rewritten where standard error is a terminal; elsewhere nothing is shown. */
export class ProgressLine {
  readonly #terminal: Terminal
  #isShown = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  show(text: string): void {
    if (!this.#terminal.errIsTerminal) return
    this.#isShown = true
    this.#terminal.err(`${rewriteLine}${escapeText(text)}`)
  }

  clear(): void {
    if (this.#isShown) this.#terminal.err(rewriteLine)
    this.#isShown = false
  }
}
