import { errorCodes } from '../../abi/enums.ts'
import type { CallContext } from '../calls/call-context.ts'
import { CallError } from '../exchange/errors.ts'

/** Refuses a call of a function that the host does not support. Throws `CallError`. */
export type Refuse = (context: CallContext, name: string) => never

/** Creates the `Refuse` of one instance, which logs the first call of each function. */
export function createRefusal(): Refuse {
  const logged = new Set<string>()
  return (context, name) => {
    if (!logged.has(name)) {
      logged.add(name)
      context.log('error', `${name}: not supported yet, every call fails with NotImplemented (2)`)
    }
    throw new CallError(errorCodes.NotImplemented, `${name} is not supported`)
  }
}
