import { errorCodes } from '../../abi/enums.ts'
import type { CallContext } from '../calls/call-context.ts'
import { CallError } from '../exchange/errors.ts'

/** Fails the call of a function, by its name, that the host has no handler for. Throws `CallError`. */
export type Refuse = (context: CallContext, name: string) => never

/** The `Refuse` of one instance: it logs the first call of each function. */
export function refuseUnsupported(): Refuse {
  const logged = new Set<string>()
  return (context, name) => {
    if (!logged.has(name)) {
      logged.add(name)
      context.log('error', `${name}: not supported yet, every call fails with NotImplemented (2)`)
    }
    throw new CallError(errorCodes.NotImplemented, `${name} is not supported`)
  }
}
