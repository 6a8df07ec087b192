// A plugin that attacks the host: each route is one attack, and `GET /hostile/good` must answer after all of them. It calls
// the host's functions without the SDK, which would not accept such arguments.
//
// /hostile/good                     answers "good" and the number of such answers of this instance
// /hostile/trap/(how)               unreachable, assert, throw, load, store, divide, index, indirect, recursion
// /hostile/answer-then-trap         an answer that is not on the wire yet, then a trap
// /hostile/multipart-then-trap      two parts of three, then a trap
// /hostile/loop/(how)               never returns: empty, allocating, logging, answering
// /hostile/memory/(how)             grow: until it fails, then answers the pages; allocate: until the plugin traps;
//                                   fill: overwrites all of its own memory
// /hostile/pointer/(function)/(at)  the function with an address: null, end (the last byte), past (after the memory),
//                                   wrap (the sum overflows 32 bits), text (no NUL up to the end)
// /hostile/size/(function)          a good address and a size of 4 GiB − 1
// /hostile/output/(which)           forged: a made-up handle; keep: keeps this one; stale: uses the kept one
// /hostile/free/(at)                frees an address as above
// /hostile/register                 registers a route while answering
import { ErrorCode, Output, PixelFormat, plugin, Request, route } from 'orthanc-wasm/assembly'
import {
  OrthancPluginAnswerBuffer,
  OrthancPluginCompressAndAnswerJpegImage,
  OrthancPluginCompressAndAnswerPngImage,
  OrthancPluginComputeMd5,
  OrthancPluginComputeSha1,
  OrthancPluginCreateMemoryBuffer,
  OrthancPluginFreeMemoryBuffer,
  OrthancPluginFreeString,
  OrthancPluginLogInfo,
  OrthancPluginLogWarning,
  OrthancPluginRedirect,
  OrthancPluginRegisterRestCallback,
  OrthancPluginSendHttpStatus,
  OrthancPluginSendMethodNotAllowed,
  OrthancPluginSendMultipartItem,
  OrthancPluginSendMultipartItem2,
  OrthancPluginSendUnauthorized,
  OrthancPluginSetCookie,
  OrthancPluginSetHttpErrorDetails,
  OrthancPluginSetHttpHeader,
  OrthancPluginStartMultipartAnswer,
} from 'orthanc-wasm/assembly/abi'
import { context } from 'orthanc-wasm/assembly/context'

plugin('hostile', '1.0')

let answered = 0
let keptOutput: usize = 0
let ownPageEnd: usize = 0
let keptArrays = new Array<ArrayBuffer>()

// A text with a NUL and ten bytes, at an address that stays.
const text = changetype<usize>(memory.data<u8>([0x74, 0x65, 0x78, 0x74, 0, 0, 0, 0, 0, 0]))

route('/hostile/good', (output) => {
  answered++
  output.answer(`good ${answered}\n`, 'text/plain')
  return ErrorCode.Success
})

// Traps

route('/hostile/trap/(.*)', (output, url, request) =>
  trap(request.groups[0], request.groups.length),
)

route('/hostile/answer-then-trap', (output) => {
  output.answer('this must not arrive\n', 'text/plain')
  return trap('unreachable', 0)
})

route('/hostile/multipart-then-trap', (output) => {
  output.startMultipart('mixed', 'text/plain')
  output.sendMultipartItem('first part')
  output.sendMultipartItem('second part')
  return trap('unreachable', 0)
})

function trap(how: string, one: i32): ErrorCode {
  if (how == 'unreachable') unreachable()
  if (how == 'assert') assert(false, 'asked to fail')
  if (how == 'throw') throw new Error('asked to throw')
  if (how == 'load') return load<i32>(<usize>0xfffffff0)
  if (how == 'store') store<i32>(<usize>0xfffffff0, one)
  if (how == 'divide') return one / (one - 1)
  if (how == 'index') return new Array<i32>(2)[one + 9]
  if (how == 'indirect') return call_indirect<i32>(<u32>0x7fffffff, one)
  if (how == 'recursion') return recurse(one)
  return ErrorCode.UnknownResource
}

function recurse(depth: i32): i32 {
  return depth == -1 ? 0 : recurse(depth + 1) * 3 + depth
}

// Loops

route('/hostile/loop/(.*)', (output, url, request) => loop(output, request.groups[0]))

function loop(output: Output, how: string): ErrorCode {
  let turns: u64 = 0
  while (true) {
    turns++
    if (how == 'allocating') keptArrays = [new ArrayBuffer(<i32>(turns % 1000))]
    else if (how == 'logging') OrthancPluginLogInfo(context, text)
    else if (how == 'answering') output.answer('again and again\n', 'text/plain')
    else if (how != 'empty') return ErrorCode.UnknownResource
  }
}

// Memory

route('/hostile/memory/(.*)', (output, url, request) => useMemory(output, request.groups[0]))

function useMemory(output: Output, how: string): ErrorCode {
  if (how == 'grow') {
    while (memory.grow(16) != -1) {}
    output.answer(`${memory.size()} pages\n`, 'text/plain')
    return ErrorCode.Success
  }
  if (how == 'allocate') {
    while (true) keptArrays.push(new ArrayBuffer(1 << 20))
  }
  if (how == 'fill') {
    memory.fill(0, 0xff, (<usize>memory.size()) << 16)
    return ErrorCode.Success
  }
  return ErrorCode.UnknownResource
}

// Addresses and sizes

route('/hostile/pointer/(.*)/(.*)', (output, url, request) =>
  call(output, request.groups[0], addressNamed(request.groups[1]), 16),
)

route('/hostile/size/(.*)', (output, url, request) =>
  call(output, request.groups[0], text, u32.MAX_VALUE),
)

route('/hostile/free/(.*)', (output, url, request) => {
  const at = addressNamed(request.groups[0])
  OrthancPluginFreeString(context, at)
  OrthancPluginFreeMemoryBuffer(context, at)
  output.answer('freed\n', 'text/plain')
  return ErrorCode.Success
})

function addressNamed(name: string): usize {
  const end = (<usize>memory.size()) << 16
  if (name == 'null') return 0
  if (name == 'end') return end - 1
  if (name == 'past') return end + 0x10000
  if (name == 'text') return unterminatedText(end)
  return <usize>0xfffffff8
}

/** A text without a NUL before the end of memory; it has a page of its own, so that the heap stays intact. */
function unterminatedText(end: usize): usize {
  if (end != ownPageEnd) {
    memory.grow(1)
    ownPageEnd = (<usize>memory.size()) << 16
    memory.fill(ownPageEnd - 8, 0x61, 8)
  }
  return ownPageEnd - 8
}

/** Calls one function with an address as each of its pointers. Returns its error code. */
function call(output: Output, name: string, at: usize, size: u32): ErrorCode {
  const handle = changetype<usize>(output)
  if (name == 'AnswerBuffer') OrthancPluginAnswerBuffer(context, handle, at, size, text)
  else if (name == 'AnswerBuffer-type') OrthancPluginAnswerBuffer(context, handle, text, 4, at)
  else if (name == 'Png') answerPng(handle, at, size)
  else if (name == 'Jpeg') answerJpeg(handle, at, size)
  else if (name == 'Redirect') OrthancPluginRedirect(context, handle, at)
  else if (name == 'SendHttpStatus') OrthancPluginSendHttpStatus(context, handle, 200, at, size)
  else if (name == 'SendUnauthorized') OrthancPluginSendUnauthorized(context, handle, at)
  else if (name == 'SendMethodNotAllowed') OrthancPluginSendMethodNotAllowed(context, handle, at)
  else if (name == 'SetCookie') OrthancPluginSetCookie(context, handle, text, at)
  else if (name == 'SetHttpHeader') OrthancPluginSetHttpHeader(context, handle, at, text)
  else if (name == 'SetHttpErrorDetails') OrthancPluginSetHttpErrorDetails(context, handle, at, 1)
  else if (name == 'StartMultipartAnswer') return startMultipart(handle, at)
  else if (name == 'SendMultipartItem') return sendItem(handle, at, size)
  else if (name == 'SendMultipartItem2') return sendItemWithHeaders(handle, at, size)
  else if (name == 'CreateMemoryBuffer') return OrthancPluginCreateMemoryBuffer(context, at, size)
  else if (name == 'LogWarning') OrthancPluginLogWarning(context, at)
  else if (name == 'ComputeMd5') return isNull(OrthancPluginComputeMd5(context, at, size))
  else if (name == 'ComputeSha1') return isNull(OrthancPluginComputeSha1(context, at, size))
  else return ErrorCode.UnknownResource
  return ErrorCode.Success
}

function answerPng(handle: usize, at: usize, size: u32): void {
  OrthancPluginCompressAndAnswerPngImage(
    context,
    handle,
    PixelFormat.Grayscale8,
    16,
    size >> 4,
    16,
    at,
  )
}

function answerJpeg(handle: usize, at: usize, size: u32): void {
  OrthancPluginCompressAndAnswerJpegImage(
    context,
    handle,
    PixelFormat.Grayscale8,
    16,
    size >> 4,
    16,
    at,
    90,
  )
}

function startMultipart(handle: usize, at: usize): ErrorCode {
  return OrthancPluginStartMultipartAnswer(context, handle, text, at)
}

function sendItem(handle: usize, at: usize, size: u32): ErrorCode {
  OrthancPluginStartMultipartAnswer(context, handle, mixedText(), text)
  return OrthancPluginSendMultipartItem(context, handle, at, size)
}

function sendItemWithHeaders(handle: usize, at: usize, size: u32): ErrorCode {
  OrthancPluginStartMultipartAnswer(context, handle, mixedText(), text)
  return OrthancPluginSendMultipartItem2(context, handle, text, 4, size, at, at)
}

function mixedText(): usize {
  return changetype<usize>(memory.data<u8>([0x6d, 0x69, 0x78, 0x65, 0x64, 0]))
}

function isNull(result: usize): ErrorCode {
  return result == 0 ? ErrorCode.NullPointer : ErrorCode.Success
}

// Handles and registrations

route('/hostile/output/(.*)', (output, url, request) => useHandle(output, request))

function useHandle(output: Output, request: Request): ErrorCode {
  const which = request.groups[0]
  if (which == 'keep') keptOutput = changetype<usize>(output)
  const handle = which == 'stale' ? keptOutput : <usize>0x12345678
  if (which != 'keep') OrthancPluginAnswerBuffer(context, handle, text, 4, text)
  output.answer(`${which}\n`, 'text/plain')
  return ErrorCode.Success
}

route('/hostile/register', (output) => {
  route('/hostile/registered', (late) => {
    late.answer('this must not be reachable\n', 'text/plain')
    return ErrorCode.Success
  })
  OrthancPluginRegisterRestCallback(context, text, u32.MAX_VALUE)
  output.answer('tried\n', 'text/plain')
  return ErrorCode.Success
})
