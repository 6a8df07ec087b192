import { OrthancPluginFreeMemoryBuffer, OrthancPluginMemoryBuffer } from './abi'
import { context } from './context'
import { ErrorCode } from './enums'

/** What came of a request that the plugin sent. */
export class Reply {
  constructor(
    /** `Success`, or why there is no answer. */
    readonly code: ErrorCode,
    /** The body of the answer; empty without one. */
    readonly body: Uint8Array,
  ) {}

  /** Whether there is an answer. */
  get isSuccess(): bool {
    return this.code == ErrorCode.Success
  }

  /** The body as UTF-8 text. */
  toString(): string {
    return String.UTF8.decode(this.body.buffer)
  }
}

/** As `Reply`, with all that HTTP says of an answer. */
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

/** Two buffers that the host fills, and a status; one call at a time uses them. */
const bodyAt = memory.data(offsetof<OrthancPluginMemoryBuffer>(), 4)
const headersAt = memory.data(offsetof<OrthancPluginMemoryBuffer>(), 4)
const statusAt = memory.data(2, 2)

/** Where the host puts a body, empty so far. */
export function emptyBody(): usize {
  return empty(bodyAt)
}

/** Where the host puts headers as JSON, empty so far. */
export function emptyHeaders(): usize {
  return empty(headersAt)
}

/** Where the host puts a status, 0 so far. */
export function noStatus(): usize {
  store<u16>(statusAt, 0)
  return statusAt
}

/** What a call left in `emptyBody()`. */
export function replyOf(code: ErrorCode): Reply {
  return new Reply(code, take(bodyAt))
}

/** What a call left in `emptyBody()`, `emptyHeaders()` and `noStatus()`. */
export function httpReplyOf(code: ErrorCode): HttpReply {
  const body = take(bodyAt)
  const headers = String.UTF8.decode(take(headersAt).buffer)
  return new HttpReply(code, body, load<u16>(statusAt), headers)
}

function empty(at: usize): usize {
  memory.fill(at, 0, offsetof<OrthancPluginMemoryBuffer>())
  return at
}

/** Copies what the host handed over and frees it. */
function take(at: usize): Uint8Array {
  const buffer = changetype<OrthancPluginMemoryBuffer>(at)
  const copy = new Uint8Array(buffer.size)
  memory.copy(copy.dataStart, buffer.data, buffer.size)
  if (buffer.data != 0) OrthancPluginFreeMemoryBuffer(context, at)
  empty(at)
  return copy
}
