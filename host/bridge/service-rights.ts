import { errorCodes } from '../../abi/enums.ts'
import { functions } from '../../abi/functions.ts'
import { insideRows } from '../../abi/inside.ts'
import { nativeServices } from '../../abi/native.ts'
import { isService, type ServiceName } from '../../abi/services.ts'
import { Allow, readRestTarget } from '../config/allow.ts'
import type { AccessPolicy } from '../config/settings.ts'
import { methodName } from '../exchange/request.ts'
import { decodeInvocationHead, serviceNames, type NativeValues } from '../frames/native.ts'
import { waitOf } from './held.ts'

/** A request of Orthanc's REST API that a call amounts to. */
interface RestCall {
  readonly method: string
  readonly uri: string
  readonly body?: Uint8Array | undefined
}

/** Why a call is refused. */
export type CallRefusal =
  | { readonly kind: 'forbidden'; readonly entry: string }
  | { readonly kind: 'blocking'; readonly request: string; readonly why: string }

/** What a refused call returns. */
export const refusalCodes = {
  forbidden: errorCodes.ForbiddenAccess,
  blocking: errorCodes.BadSequenceOfCalls,
} as const satisfies Record<CallRefusal['kind'], number>

const textIn = (values: NativeValues, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}
const bodyIn = ({ body }: NativeValues): Uint8Array | undefined =>
  body instanceof Uint8Array ? body : undefined
const request =
  (method: string) =>
  (values: NativeValues): RestCall => ({
    method,
    uri: textIn(values, 'uri'),
    body: bodyIn(values),
  })
const instanceFile = (values: NativeValues): RestCall => ({
  method: 'GET',
  uri: `/instances/${textIn(values, 'instanceId')}/file`,
})
const lookup = (): RestCall => ({ method: 'POST', uri: '/tools/lookup' })

/** Calls that read or change what Orthanc keeps: each is judged as a request of the REST API. */
const judged: Readonly<Partial<Record<ServiceName, (values: NativeValues) => RestCall>>> = {
  RestApiGet: request('GET'),
  RestApiGetAfterPlugins: request('GET'),
  RestApiGet2: request('GET'),
  RestApiPost: request('POST'),
  RestApiPostAfterPlugins: request('POST'),
  RestApiPut: request('PUT'),
  RestApiPutAfterPlugins: request('PUT'),
  RestApiDelete: request('DELETE'),
  RestApiDeleteAfterPlugins: request('DELETE'),
  CallRestApi: (values) => ({
    method: methodName(Number(values['method'])),
    uri: textIn(values, 'uri'),
    body: bodyIn(values),
  }),
  GetDicomForInstance: instanceFile,
  LoadDicomInstance: instanceFile,
  DicomInstanceToJson: instanceFile,
  LookupPatient: lookup,
  LookupStudy: lookup,
  LookupSeries: lookup,
  LookupInstance: lookup,
  LookupStudyWithAccessionNumber: () => ({ method: 'POST', uri: '/tools/find' }),
}

/** What a plugin may call inside Orthanc. */
export class ServiceRights {
  readonly #allow: Allow
  readonly #services: ReadonlySet<string>

  constructor(allow: AccessPolicy) {
    this.#allow = new Allow(allow)
    const rows = Object.entries<{ readonly service: string }>(functions)
    this.#services = new Set(
      rows.filter(([name]) => allow.services.includes(name)).map(([, { service }]) => service),
    )
  }

  /** The services that the native plugin carries out, by number. */
  get byNumber(): ReadonlyMap<number, 'allowed' | 'judged'> {
    const rights = new Map<number, 'allowed' | 'judged'>()
    for (const [name, { number }] of nativeServices)
      if (isService(name) && this.#mayCall(name))
        rights.set(number, judged[name] === undefined ? 'allowed' : 'judged')
    return rights
  }

  #mayCall(name: ServiceName): boolean {
    const { runs, isListed } = insideRows[name] ?? {}
    return runs !== 'host' && (isListed !== true || this.#services.has(name))
  }

  /** The function that `Allow.Services` lacks for a registration; `undefined` if the registration is allowed. */
  missingFor(number: number): string | undefined {
    const name = serviceOf(number)
    if (name === undefined || this.#mayCall(name)) return undefined
    return functionOf(name)
  }

  /** Why a call of a thread that holds `bits` is refused; `undefined` if it is allowed. Throws `FrameError`. */
  refusalOf(number: number, payload: Buffer, bits: number): CallRefusal | undefined {
    const name = serviceOf(number)
    const target = name === undefined ? undefined : judged[name]
    if (name === undefined || target === undefined)
      return { kind: 'forbidden', entry: `service ${number}` }
    const { method, uri, body } = target(decodeInvocationHead(number, payload).values)
    const read = readRestTarget(uri)
    const entry = `${method} ${read?.path ?? uri.split('?', 1)[0]}`
    if (read === undefined || !this.#allow.restApi(method, read))
      return { kind: 'forbidden', entry }
    const why = waitOf({ method, path: read.path, body }, bits)
    return why === undefined ? undefined : { kind: 'blocking', request: entry, why }
  }
}

/** The SDK's function of a service. */
export function functionOf(service: ServiceName): string {
  const rows = Object.entries<{ readonly service: string }>(functions)
  return rows.find(([, row]) => row.service === service)?.[0] ?? service
}

/** The service of a number. */
export function serviceOf(number: number): ServiceName | undefined {
  const name = serviceNames.get(number)
  return name !== undefined && isService(name) ? name : undefined
}
