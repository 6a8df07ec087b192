import { insideRows } from '../../../abi/inside.ts'
import { isService, isSupported, services, type SupportedService } from '../../../abi/services.ts'
import type { ServiceRow } from '../../../abi/rows.ts'
import { byteStringFrom } from '../../exchange/byte-string.ts'
import { noBytes } from '../../exchange/bytes.ts'
import type { NativeValues } from '../../frames/native.ts'
import type { AnswerBuilder } from '../answer-builder.ts'
import { UnnamedStatusError } from '../answer-builder.ts'
import type { Handler, Handlers, OutboundResult } from '../call-context.ts'
import { handlers } from '../calls.ts'
import { forward } from './forward.ts'
import type { NativeCalls } from './native-calls.ts'
import { isRegistration, register } from './register.ts'

/** The handlers of an instance whose answers, registrations and some other calls go to Orthanc. */
export function handlersInside(native: NativeCalls): Handlers {
  const entries = Object.keys(handlers)
    .filter(isService)
    .filter(isSupported)
    .map((service) => [service, handlerInside(native, service)] as const)
  return { ...handlers, ...Object.fromEntries(entries) }
}

function handlerInside(native: NativeCalls, service: SupportedService): Handler {
  if (insideRows[service]?.runs === 'orthanc') return leave(native, service)
  if (isRegistration(service)) return alsoRegister(service)
  const { fields }: ServiceRow = services[service]
  return fields.some(({ kind }) => kind === 'output')
    ? alsoAnswer(native, service)
    : handlers[service]
}

function leave(native: NativeCalls, service: SupportedService): Handler {
  return (context, fields) =>
    resultOf(services[service], forward(context, native, service, fields).results)
}

function alsoRegister(service: SupportedService): Handler {
  return (context, fields) => {
    const result = handlers[service](context, fields)
    register(context, service, fields)
    return result
  }
}

function alsoAnswer(native: NativeCalls, service: SupportedService): Handler {
  return (context, fields) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the decoder made the fields from the same row
    const { output } = fields as { output: AnswerBuilder }
    try {
      const result = handlers[service](context, fields)
      native.passAnswer(service, fields, output)
      return result
    } catch (error) {
      if (error instanceof UnnamedStatusError) native.passRefused(service, fields, output)
      throw error
    }
  }
}

/** The results of Orthanc as a handler of this host returns them. */
function resultOf({ result, outParameters }: ServiceRow, results: NativeValues): unknown {
  if (outParameters === 'bytes') return bytesIn(results, 'target')
  if (outParameters === 'answer') {
    const headers = byteStringFrom(bytesIn(results, 'answerHeaders'))
    const status = Number(results['httpStatus'])
    return { status, headers, body: bytesIn(results, 'answerBody') } satisfies OutboundResult
  }
  return result === undefined ? undefined : results[result.field]
}

function bytesIn(results: NativeValues, name: string): Uint8Array<ArrayBuffer> {
  const value = results[name]
  return value instanceof Uint8Array ? new Uint8Array(value) : noBytes
}
