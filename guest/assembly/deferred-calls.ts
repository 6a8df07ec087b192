import { encode } from './c-string'
import { context } from './context'

/** Calls the host with an encoded text, and the table index of a callback if there is one. */
type Call = (text: usize, callback: u32) => void

class DeferredCall {
  constructor(
    readonly call: Call,
    readonly text: string,
    readonly callback: u32,
  ) {}
}

const deferred = new Array<DeferredCall>()

/** Calls the host now, or when the host is ready: statements at the top of a file run earlier. */
export function send(call: Call, text: string, callback: u32 = 0): void {
  if (context == 0) {
    deferred.push(new DeferredCall(call, text, callback))
    return
  }
  const encoded = encode(text)
  call(changetype<usize>(encoded), callback)
}

/** Makes the deferred calls, in the order of the statements. */
export function sendDeferred(): void {
  for (let i = 0; i < deferred.length; i++) {
    const one = deferred[i]
    send(one.call, one.text, one.callback)
  }
  deferred.length = 0
}
