import { OrthancPluginFreeMemoryBuffer, OrthancPluginMemoryBuffer } from './abi'
import { context } from './context'
import { ErrorCode } from './enums'

/** The result of a request that the plugin sent. */
export class Reply {
  constructor(
    /** `Success`, or why the request failed. */
    readonly code: ErrorCode,
    /** The body of the answer; empty if the request failed. */
    readonly body: Uint8Array,
  ) {}

  /** True if the request succeeded. */
  get isSuccess(): bool {
    return this.code == ErrorCode.Success
  }

  /** The body as UTF-8 text. */
  toString(): string {
    return String.UTF8.decode(this.body.buffer)
  }
}

/** A reply with the status and the headers of the answer. */
export class HttpReply extends Reply {
  constructor(
    code: ErrorCode,
    body: Uint8Array,
    /** The status of the answer, also if that status made the code a failure; 0 without an answer. */
    readonly status: i32,
    /** The headers of the answer as a JSON object. */
    readonly headers: string,
  ) {
    super(code, body)
  }
}

/** Two buffers and a status that the host fills. Calls do not overlap, so all use the same. */
const bodyAt = memory.data(offsetof<OrthancPluginMemoryBuffer>(), 4)
const headersAt = memory.data(offsetof<OrthancPluginMemoryBuffer>(), 4)
const statusAt = memory.data(2, 2)

/** The buffer for a body, emptied. */
export function emptyBody(): usize {
  return empty(bodyAt)
}

/** The buffer for headers as JSON, emptied. */
export function emptyHeaders(): usize {
  return empty(headersAt)
}

/** The address for a status, set to 0. */
export function noStatus(): usize {
  store<u16>(statusAt, 0)
  return statusAt
}

/** The reply in `emptyBody()` after a call. */
export function replyOf(code: ErrorCode): Reply {
  return new Reply(code, take(bodyAt))
}

/** The reply in `emptyBody()`, `emptyHeaders()` and `noStatus()` after a call. */
export function httpReplyOf(code: ErrorCode): HttpReply {
  const body = take(bodyAt)
  const headers = String.UTF8.decode(take(headersAt).buffer)
  return new HttpReply(code, body, load<u16>(statusAt), headers)
}

function empty(at: usize): usize {
  memory.fill(at, 0, offsetof<OrthancPluginMemoryBuffer>())
  return at
}

/** Copies the host's buffer and frees it. */
function take(at: usize): Uint8Array {
  const buffer = changetype<OrthancPluginMemoryBuffer>(at)
  const copy = new Uint8Array(buffer.size)
  memory.copy(copy.dataStart, buffer.data, buffer.size)
  if (buffer.data != 0) OrthancPluginFreeMemoryBuffer(context, at)
  empty(at)
  return copy
}
