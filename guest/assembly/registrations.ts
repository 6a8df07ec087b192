import { encode } from './c-string'
import { context } from './context'

/** Tells the host one thing: an encoded text, and the table index of a callback where there is one. */
type Tell = (text: usize, callback: u32) => void

class Registration {
  constructor(
    readonly tell: Tell,
    readonly text: string,
    readonly callback: u32,
  ) {}

  send(): void {
    const text = encode(this.text)
    this.tell(changetype<usize>(text), this.callback)
  }
}

const waiting = new Array<Registration>()

/** Tells the host now, or as soon as it is there: statements at the top of a file run before. */
export function register(tell: Tell, text: string, callback: u32): void {
  const registration = new Registration(tell, text, callback)
  if (context == 0) waiting.push(registration)
  else registration.send()
}

/** Tells the host what waited for it, in the order of the statements. */
export function registerWaiting(): void {
  for (let i = 0; i < waiting.length; i++) waiting[i].send()
  waiting.length = 0
}
