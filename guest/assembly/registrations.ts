import { encode } from './c-string'
import { context } from './context'

/** Registers one thing with the host: an encoded text, and the table index of a callback if it has one. */
type Send = (text: usize, callback: u32) => void

class Registration {
  constructor(
    readonly sendTo: Send,
    readonly text: string,
    readonly callback: u32,
  ) {}

  send(): void {
    const text = encode(this.text)
    this.sendTo(changetype<usize>(text), this.callback)
  }
}

const waiting = new Array<Registration>()

/** Registers with the host now, or when the host is ready: statements at the top of a file run earlier. */
export function register(sendTo: Send, text: string, callback: u32): void {
  const registration = new Registration(sendTo, text, callback)
  if (context == 0) waiting.push(registration)
  else registration.send()
}

/** Sends the pending registrations, in the order of the statements. */
export function registerWaiting(): void {
  for (let i = 0; i < waiting.length; i++) waiting[i].send()
  waiting.length = 0
}
