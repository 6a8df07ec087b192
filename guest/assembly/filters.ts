import {
  HttpMethod,
  InstanceOrigin,
  OrthancPluginCreateMemoryBuffer64,
  OrthancPluginHttpRequest,
  OrthancPluginMemoryBuffer64,
  OrthancPluginRegisterIncomingCStoreInstanceFilter,
  OrthancPluginRegisterIncomingDicomInstanceFilter,
  OrthancPluginRegisterIncomingHttpRequestFilter2,
  OrthancPluginRegisterReceivedInstanceCallback,
  ReceivedInstanceAction,
} from './abi'
import { addressOf, Bytes, byteLengthOf, endBytes, lendBytes } from './bytes'
import { CString } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'
import { DicomInstance } from './dicom-instance'
import { ErrorCode } from './enums'
import { Request } from './request'

/** A function that decides about an instance: true stores it. */
export type InstanceFilter = (instance: DicomInstance) => bool

/**
 * Asks a filter about each instance before Orthanc stores it, by whichever way it arrived. An instance that one filter refuses is not
 * stored. Inside Orthanc only; allowed by `Allow.Services`.
 */
export function filterInstance(filter: InstanceFilter): void {
  send(
    (_, callback) => {
      OrthancPluginRegisterIncomingDicomInstanceFilter(context, callback)
    },
    '',
    filter.index,
  )
}

/** A function that decides about an instance that arrives by C-STORE: 0 stores it, another status of DIMSE refuses it. */
export type StoreFilter = (instance: DicomInstance) => u16

let storeFilter: StoreFilter | null = null

/** Asks the filter about each instance that arrives by C-STORE. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`. */
export function filterCStore(filter: StoreFilter): void {
  storeFilter = filter
  send(
    (_, callback) => {
      OrthancPluginRegisterIncomingCStoreInstanceFilter(context, callback)
    },
    '',
    askStoreFilter.index,
  )
}

function askStoreFilter(status: usize, instance: DicomInstance): i32 {
  const refusal = storeFilter!(instance)
  if (refusal == 0) return 1
  store<u16>(status, refusal)
  return 0
}

/**
 * A function that decides about an HTTP request: true lets it in, false answers 403. The request has no body and no groups; `ip` is
 * the client's address.
 */
export type HttpFilter = (request: Request, uri: CString, ip: CString) => bool

let httpFilter: HttpFilter | null = null

/** Asks the filter about each HTTP request, before any plugin and Orthanc. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`. */
export function filterHttp(filter: HttpFilter): void {
  httpFilter = filter
  send(
    (_, callback) => {
      OrthancPluginRegisterIncomingHttpRequestFilter2(context, callback)
    },
    '',
    askHttpFilter.index,
  )
}

function askHttpFilter(
  method: HttpMethod,
  uri: CString,
  ip: CString,
  headersCount: u32,
  headersKeys: usize,
  headersValues: usize,
  getCount: u32,
  getKeys: usize,
  getValues: usize,
): i32 {
  // Of its own: another request may arrive while the filter waits for Orthanc.
  const at = heap.alloc(offsetof<OrthancPluginHttpRequest>())
  memory.fill(at, 0, offsetof<OrthancPluginHttpRequest>())
  const request = changetype<OrthancPluginHttpRequest>(at)
  request.method = method
  request.headersCount = headersCount
  request.headersKeys = headersKeys
  request.headersValues = headersValues
  request.getCount = getCount
  request.getKeys = getKeys
  request.getValues = getValues
  const isAllowed = httpFilter!(changetype<Request>(at), uri, ip)
  heap.free(at)
  return isAllowed ? 1 : 0
}

/** An instance that Orthanc has received and not parsed yet. It is stored as it is, unless a handler replaces or discards it. */
export class ReceivedInstance {
  private action: ReceivedInstanceAction = ReceivedInstanceAction.KeepAsIs

  constructor(
    /** Its DICOM file, valid until the callback returns. */
    readonly bytes: Bytes,
    /** The way by which it arrived. */
    readonly origin: InstanceOrigin,
    private readonly target: usize,
  ) {}

  /** Stores another DICOM file in its place. */
  replaceWith<T>(dicom: T): void {
    const length = byteLengthOf(dicom)
    const code = OrthancPluginCreateMemoryBuffer64(context, this.target, length)
    if (code != ErrorCode.Success) throw new Error(`no memory for ${length} bytes: error ${code}`)
    memory.copy(changetype<OrthancPluginMemoryBuffer64>(this.target).data, addressOf(dicom), length)
    this.action = ReceivedInstanceAction.Modify
  }

  /** Does not store it; its sender receives success. */
  discard(): void {
    this.action = ReceivedInstanceAction.Discard
  }

  /** What the handler decided. */
  get decision(): ReceivedInstanceAction {
    return this.action
  }
}

/** A function that may replace or discard a received instance. */
export type ReceivedHandler = (received: ReceivedInstance) => void

let receivedHandler: ReceivedHandler | null = null

/** Calls the handler for each instance that arrives. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`. */
export function onReceived(handler: ReceivedHandler): void {
  receivedHandler = handler
  send(
    (_, callback) => {
      OrthancPluginRegisterReceivedInstanceCallback(context, callback)
    },
    '',
    receive.index,
  )
}

function receive(target: usize, data: usize, size: u64, origin: InstanceOrigin): i32 {
  const bytes = lendBytes(data, <u32>size)
  const received = new ReceivedInstance(bytes, origin, target)
  receivedHandler!(received)
  endBytes(bytes)
  return received.decision
}
