import { escapeText } from '../exchange/log.ts'

/** Where a command writes; both take text with its line breaks. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person sees standard error, so that a line can be rewritten in place. */
  readonly errIsTerminal: boolean
  /** What is written to standard error and not read yet; absent: all is read at once. */
  readonly errWaitingBytes?: () => number
}

/** Writes one line for the person at the terminal to standard error, whatever a guest or the name of a file has in it. */
export function complain(terminal: Terminal, line: string): void {
  terminal.err(`${escapeText(line)}\n`)
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
