import { errorCodes } from '../../../abi/enums.ts'
import { nativeServices } from '../../../abi/native.ts'
import type { ServiceName } from '../../../abi/services.ts'
import { BadArgumentError, CallError } from '../../exchange/errors.ts'
import { invokePayload, type NativeValue } from '../../frames/native.ts'
import type { CallContext } from '../call-context.ts'

type Fields = Readonly<Record<string, unknown>>

/** Whether a service registers callbacks. */
export function isRegistration(service: ServiceName): boolean {
  return nativeServices.get(service)?.isRegistration === true
}

/**
 * Registers with Orthanc. `OrthancPluginInitialize` runs before the native plugin registers anything, so a failure shows in the log of
 * Orthanc and not in the code that the call returns. Throws `CallError` 6 outside of `OrthancPluginInitialize`.
 */
export function register(context: CallContext, service: ServiceName, fields: Fields): void {
  try {
    record(context, service, fields)
  } catch (error) {
    if (error instanceof CallError && error.code === errorCodes.BadSequenceOfCalls)
      context.log('warning', `${service}: ${error.message}`)
    throw error
  }
}

/** Notes the registration for the native plugin. */
function record({ registrations }: CallContext, service: ServiceName, fields: Fields): void {
  const row = nativeServices.get(service)
  if (row === undefined) throw new Error(`no service ${service}`)
  const reason = row.inside.refused
  if (reason !== undefined) throw new BadArgumentError(errorCodes.NotImplemented, reason)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the decoder made the fields from the row of the service
  const values = fields as Readonly<Record<string, NativeValue>>
  registrations.addNative(
    { service: row.number, payload: invokePayload({ service, values }) },
    row.arguments.flatMap(({ name, callback: type }) => {
      const index = Number(fields[name] ?? 0)
      return type === undefined || index === 0 ? [] : [{ type, index, service }]
    }),
  )
}
