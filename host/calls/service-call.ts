import { services, type ServiceName, type SupportedService } from '../../abi/services.ts'
import type { ServiceRow } from '../../abi/rows.ts'
import { noBytes } from '../exchange/bytes.ts'
import type { NativeValues } from '../frames/native.ts'
import type { AnswerBuilder } from './answer-builder.ts'
import { UnnamedStatusError } from './answer-builder.ts'
import type { CallContext, OutboundResult } from './call-context.ts'
import { calls } from './calls.ts'
import { forward } from './native/forward.ts'
import { isRegistration, register } from './native/register.ts'

type Fields = Record<string, unknown>

/**
 * The services that this host can carry out and leaves to the Orthanc around it, where there is one. All others with a handler are
 * carried out here, and those without one by Orthanc alone.
 */
const leftToOrthanc: ReadonlySet<ServiceName> = new Set([
  'GetErrorDescription',
  'GetDicomForInstance',
  'RestApiGet',
  'RestApiGet2',
  'RestApiPost',
  'RestApiPut',
  'RestApiDelete',
  'RestApiGetAfterPlugins',
  'RestApiPostAfterPlugins',
  'RestApiPutAfterPlugins',
  'RestApiDeleteAfterPlugins',
  'CallRestApi',
  'LookupPatient',
  'LookupStudy',
  'LookupSeries',
  'LookupInstance',
  'LookupStudyWithAccessionNumber',
  'SetMetricsValue',
  'SetMetricsIntegerValue',
  'SetPluginProperty',
])

/** Carries a service out, and returns its result. Throws `CallError`. All entry points of the host call it. */
export function callService(
  context: CallContext,
  service: SupportedService,
  fields: Fields,
): unknown {
  const { native } = context
  if (native !== undefined && leftToOrthanc.has(service))
    return resultOf(services[service], forward(context, native, service, fields).results)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the decoder made the fields from the same row
  const call = calls[service] as (context: CallContext, fields: Fields) => unknown
  if (native === undefined) return call(context, fields)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  const { output } = fields as { output?: AnswerBuilder }
  try {
    const result = call(context, fields)
    if (isRegistration(service)) register(context, service, fields)
    if (output !== undefined) native.passAnswer(service, fields, output)
    return result
  } catch (error) {
    if (output !== undefined && error instanceof UnnamedStatusError)
      native.passRefused(service, fields, output)
    throw error
  }
}

/** The results of Orthanc as a handler of this host returns them. */
function resultOf({ result, outParameters }: ServiceRow, results: NativeValues): unknown {
  if (outParameters === 'bytes') return bytesIn(results, 'target')
  if (outParameters === 'answer') {
    const headers = Buffer.from(bytesIn(results, 'answerHeaders')).toString('latin1')
    const status = Number(results['httpStatus'])
    return { status, headers, body: bytesIn(results, 'answerBody') } satisfies OutboundResult
  }
  return result === undefined ? undefined : results[result.field]
}

function bytesIn(results: NativeValues, name: string): Uint8Array<ArrayBuffer> {
  const value = results[name]
  return value instanceof Uint8Array ? new Uint8Array(value) : noBytes
}
