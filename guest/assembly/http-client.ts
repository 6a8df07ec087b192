import {
  HttpMethod,
  OrthancPluginHttpClient,
  OrthancPluginHttpDelete,
  OrthancPluginHttpGet,
  OrthancPluginHttpPost,
  OrthancPluginHttpPut,
} from './abi'
import { addressOf, byteLengthOf } from './bytes'
import { encode, encodeAll } from './c-string'
import { context } from './context'
import { ErrorCode } from './enums'
import { emptyBody, emptyHeaders, HttpReply, httpReplyOf, noStatus, Reply, replyOf } from './reply'

/**
 * Requests to other servers. The configuration must allow each URL: `WebAssembly.Plugins.NAME.Allow.Http`. The time
 * of a request counts towards the deadline of the callback.
 */
export class HttpClient {
  private readonly user: ArrayBuffer | null
  private readonly secret: ArrayBuffer | null

  /** A user name and a password are sent with each request, as Basic authentication. */
  constructor(username: string | null = null, password: string | null = null) {
    this.user = username === null ? null : encode(username)
    this.secret = password === null ? null : encode(password)
  }

  /** Sends a GET: `http.get('https://example.org/').toString()`. */
  get(url: string): Reply {
    const text = encode(url)
    const at = changetype<usize>(text)
    return replyOf(OrthancPluginHttpGet(context, emptyBody(), at, this.username, this.password))
  }

  /** Sends a POST with a text or bytes. */
  post<T>(url: string, content: T): Reply {
    if (isString<T>()) {
      return this.post(url, String.UTF8.encode(<string>content))
    } else {
      const text = encode(url)
      return replyOf(
        OrthancPluginHttpPost(
          context,
          emptyBody(),
          changetype<usize>(text),
          addressOf(content),
          byteLengthOf(content),
          this.username,
          this.password,
        ),
      )
    }
  }

  /** Sends a PUT with a text or bytes. */
  put<T>(url: string, content: T): Reply {
    if (isString<T>()) {
      return this.put(url, String.UTF8.encode(<string>content))
    } else {
      const text = encode(url)
      return replyOf(
        OrthancPluginHttpPut(
          context,
          emptyBody(),
          changetype<usize>(text),
          addressOf(content),
          byteLengthOf(content),
          this.username,
          this.password,
        ),
      )
    }
  }

  /** Sends a DELETE. */
  delete(url: string): ErrorCode {
    const text = encode(url)
    return OrthancPluginHttpDelete(context, changetype<usize>(text), this.username, this.password)
  }

  /** Sends any request with headers, and returns status and headers of the answer as well. `seconds` is the timeout; 0: that of Orthanc, 60. */
  call<T>(
    method: HttpMethod,
    url: string,
    content: T,
    headers: Map<string, string> = new Map(),
    seconds: u32 = 0,
  ): HttpReply {
    if (isString<T>()) {
      return this.call(method, url, String.UTF8.encode(<string>content), headers, seconds)
    } else {
      const text = encode(url)
      const names = encodeAll(headers.keys())
      const values = encodeAll(headers.values())
      return httpReplyOf(
        OrthancPluginHttpClient(
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
          this.username,
          this.password,
          seconds,
          0,
          0,
          0,
          0,
        ),
      )
    }
  }

  private get username(): usize {
    return changetype<usize>(this.user)
  }

  private get password(): usize {
    return changetype<usize>(this.secret)
  }
}

/** Requests without a name and a password. */
export const http = new HttpClient()
