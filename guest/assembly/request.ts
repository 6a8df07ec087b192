import { HttpMethod, OrthancPluginHttpRequest } from './abi'
import { Bytes, bodyOf } from './bytes'
import { CString } from './c-string'
import { currentQuery } from './query'
import { Arguments, Groups, Headers } from './request-fields'

/**
 * One HTTP request, read in place. The request and its members are valid until the callback returns; strings and copies
 * of `Bytes` stay valid.
 */
@unmanaged
export class Request {
  private constructor() {}

  /** The method, after `X-HTTP-Method-Override`. */
  get method(): HttpMethod {
    return changetype<OrthancPluginHttpRequest>(changetype<usize>(this)).method
  }

  /** The texts that the groups of the route's pattern matched. */
  get groups(): Groups {
    return changetype<Groups>(changetype<usize>(this))
  }

  /** The arguments after the `?` of a GET request. */
  get arguments(): Arguments {
    return changetype<Arguments>(changetype<usize>(this))
  }

  /** The part after the `?`, not decoded, for every method. Orthanc itself passes the query of a GET only. */
  get query(): CString {
    return currentQuery()
  }

  /** The headers. */
  get headers(): Headers {
    return changetype<Headers>(changetype<usize>(this))
  }

  /** The body of a POST or PUT request, else no bytes. `request.body.toString()` is its text. */
  get body(): Bytes {
    return bodyOf(changetype<OrthancPluginHttpRequest>(changetype<usize>(this)))
  }
}
