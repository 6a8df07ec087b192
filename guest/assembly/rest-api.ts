import {
  HttpMethod,
  OrthancPluginCallRestApi,
  OrthancPluginFreeString,
  OrthancPluginGetDicomForInstance,
  OrthancPluginLookupInstance,
  OrthancPluginLookupPatient,
  OrthancPluginLookupSeries,
  OrthancPluginLookupStudy,
  OrthancPluginLookupStudyWithAccessionNumber,
  OrthancPluginRestApiDelete,
  OrthancPluginRestApiDeleteAfterPlugins,
  OrthancPluginRestApiGet,
  OrthancPluginRestApiGetAfterPlugins,
  OrthancPluginRestApiPost,
  OrthancPluginRestApiPostAfterPlugins,
  OrthancPluginRestApiPut,
  OrthancPluginRestApiPutAfterPlugins,
} from './abi'
import { addressOf, byteLengthOf } from './bytes'
import { decode, encode, encodeAll } from './c-string'
import { context } from './context'
import { ErrorCode } from './enums'
import { emptyBody, emptyHeaders, HttpReply, httpReplyOf, noStatus, Reply, replyOf } from './reply'

/**
 * The REST API of the upstream Orthanc. The configuration must allow each call:
 * `WebAssembly.Plugins.NAME.Allow.RestApi`. The time of a call counts towards the deadline of the callback.
 */
export class RestApi {
  constructor(
    /** True if the routes of the other plugins come first. */
    private readonly afterPlugins: bool = false,
  ) {}

  /** Sends a GET: `orthanc.get('/system').toString()`. */
  get(uri: string): Reply {
    const text = encode(uri)
    const at = changetype<usize>(text)
    return replyOf(
      this.afterPlugins
        ? OrthancPluginRestApiGetAfterPlugins(context, emptyBody(), at)
        : OrthancPluginRestApiGet(context, emptyBody(), at),
    )
  }

  /** Sends a POST with a text or bytes. */
  post<T>(uri: string, content: T): Reply {
    if (isString<T>()) {
      return this.post(uri, String.UTF8.encode(<string>content))
    } else {
      const text = encode(uri)
      const at = changetype<usize>(text)
      const from = addressOf(content)
      const length = byteLengthOf(content)
      return replyOf(
        this.afterPlugins
          ? OrthancPluginRestApiPostAfterPlugins(context, emptyBody(), at, from, length)
          : OrthancPluginRestApiPost(context, emptyBody(), at, from, length),
      )
    }
  }

  /** Sends a PUT with a text or bytes. */
  put<T>(uri: string, content: T): Reply {
    if (isString<T>()) {
      return this.put(uri, String.UTF8.encode(<string>content))
    } else {
      const text = encode(uri)
      const at = changetype<usize>(text)
      const from = addressOf(content)
      const length = byteLengthOf(content)
      return replyOf(
        this.afterPlugins
          ? OrthancPluginRestApiPutAfterPlugins(context, emptyBody(), at, from, length)
          : OrthancPluginRestApiPut(context, emptyBody(), at, from, length),
      )
    }
  }

  /** Sends a DELETE. */
  delete(uri: string): ErrorCode {
    const text = encode(uri)
    const at = changetype<usize>(text)
    return this.afterPlugins
      ? OrthancPluginRestApiDeleteAfterPlugins(context, at)
      : OrthancPluginRestApiDelete(context, at)
  }

  /** Sends any request with headers, and returns status and headers of the answer as well. */
  call<T>(
    method: HttpMethod,
    uri: string,
    content: T,
    headers: Map<string, string> = new Map(),
  ): HttpReply {
    if (isString<T>()) {
      return this.call(method, uri, String.UTF8.encode(<string>content), headers)
    } else {
      const text = encode(uri)
      const names = encodeAll(headers.keys())
      const values = encodeAll(headers.values())
      return httpReplyOf(
        OrthancPluginCallRestApi(
          context,
          emptyBody(),
          emptyHeaders(),
          noStatus(),
          method,
          changetype<usize>(text),
          names.length,
          names.dataStart,
          values.dataStart,
          addressOf(content),
          byteLengthOf(content),
          this.afterPlugins,
        ),
      )
    }
  }

  /** The DICOM file of an instance, by Orthanc's identifier; allowed by `GET /instances/*`. */
  getDicom(instance: string): Reply {
    const text = encode(instance)
    return replyOf(OrthancPluginGetDicomForInstance(context, emptyBody(), changetype<usize>(text)))
  }

  /** Orthanc's identifier of the patient with a Patient ID, or `null`; allowed by `POST /tools/lookup`, as the next ones. */
  lookupPatient(patientId: string): string | null {
    const text = encode(patientId)
    return take(OrthancPluginLookupPatient(context, changetype<usize>(text)))
  }

  /** Orthanc's identifier of the study with a Study Instance UID, or `null`. */
  lookupStudy(studyInstanceUid: string): string | null {
    const text = encode(studyInstanceUid)
    return take(OrthancPluginLookupStudy(context, changetype<usize>(text)))
  }

  /** Orthanc's identifier of the series with a Series Instance UID, or `null`. */
  lookupSeries(seriesInstanceUid: string): string | null {
    const text = encode(seriesInstanceUid)
    return take(OrthancPluginLookupSeries(context, changetype<usize>(text)))
  }

  /** Orthanc's identifier of the instance with a SOP Instance UID, or `null`. */
  lookupInstance(sopInstanceUid: string): string | null {
    const text = encode(sopInstanceUid)
    return take(OrthancPluginLookupInstance(context, changetype<usize>(text)))
  }

  /** Orthanc's identifier of the study with an Accession Number, or `null`; allowed by `POST /tools/find`. */
  lookupStudyWithAccessionNumber(accessionNumber: string): string | null {
    const text = encode(accessionNumber)
    return take(OrthancPluginLookupStudyWithAccessionNumber(context, changetype<usize>(text)))
  }
}

/** Orthanc's own REST API. */
export const orthanc = new RestApi()

/** The routes of the other plugins of the host, then those of Orthanc. */
export const orthancAfterPlugins = new RestApi(true)

function take(at: usize): string | null {
  if (at == 0) return null
  const text = decode(at)
  OrthancPluginFreeString(context, at)
  return text
}
