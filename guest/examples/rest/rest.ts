// All functions that answer a request, with correct calls and with typical mistakes. It is one long file, so that authors
// find each call here.
//
// /rest/request/…             the request as JSON
// /rest/echo                  POST, PUT: the body, without a copy in the plugin
// /rest/answer-buffer         a text; …/bytes; …/empty; …/again: a second answer, which changes nothing
// /rest/png/(case)            gray8, gray16, signed16, rgb, rgba, pitch: rows with a gap between them;
//                             mistakes: bad-pitch, pitch-zero, bad-format, width-zero, height-zero, and
//                             retry: another answer after a refused image
// /rest/jpeg/(case)           gray8, rgb, pitch, quality-10; mistakes: the above, gray16, quality-zero, quality-101
// /rest/png-of-body           POST: the body as gray pixels, as many in a row as the header X-Width says
// /rest/image/(format)        POST: a PNG or JPEG as PNG with other pixels: gray8, gray16, rgb, rgba;
//                             …/png, …/jpeg: with its own pixels as such a file
// /rest/redirect              drops the header set before; …/injection: a line break in the path
// /rest/status-code/(status)  a status without a body; /rest/status/(status) with one, …/bytes with four bytes
// /rest/unauthorized          /rest/method-not-allowed
// /rest/cookie                two of them; …/late: after the answer
// /rest/header                three of them; …/late: after the answer; …/injection: a line break in the value
// /rest/error/(code)          returns the code; …/after-answer: the answer stands
// /rest/error-details/(code)  returns the code, with details
// /rest/nothing               success without an answer
// /rest/multipart/(case)      mixed, related, headers, bytes, one, none; mistakes: no-start, twice, subtype,
//                             header-before, then-header, then-answer, fails: an error after two parts
// /rest/texts                 the texts of the host; /rest/configuration
// /rest/log                   a line at each level
// /rest/metrics               a metric of each type; mistake: a name that Prometheus does not allow
// /rest/buffer                a memory buffer of the host
import {
  computeMd5,
  computeSha1,
  ErrorCode,
  generateUuid,
  getConfiguration,
  getConfigurationPath,
  getErrorDescription,
  getOrthancDirectory,
  getOrthancPath,
  GrayImage,
  HttpMethod,
  Image,
  logError,
  logInfo,
  logWarning,
  MemoryBuffer,
  MetricsType,
  onFinalize,
  onInitialize,
  Output,
  PixelFormat,
  plugin,
  Request,
  RgbaImage,
  RgbImage,
  route,
  routeNoLock,
  setDescription,
  setIntegerMetric,
  setMetric,
  setRootUri,
} from 'orthanc-wasm/assembly'

plugin('rest', '1.0')
setDescription('A route for every function that answers a request.')
setRootUri('/rest/texts')

onInitialize(() => {
  logInfo('rest: routes are registered')
  setIntegerMetric('rest_starts', 1)
  return ErrorCode.Success
})

onFinalize(() => logInfo('rest: goodbye'))

// The request

route('/rest/request(/.*)?', (output, url, request) => {
  output.answer(describe(url.toString(), request), 'application/json')
  return ErrorCode.Success
})

route('/rest/echo', (output, url, request) => {
  if (request.method != HttpMethod.Post && request.method != HttpMethod.Put) {
    output.sendMethodNotAllowed('POST,PUT')
    return ErrorCode.Success
  }
  output.answer(request.body, request.headers.get('Content-Type', 'application/octet-stream'))
  return ErrorCode.Success
})

function describe(url: string, request: Request): string {
  const groups = new Array<string>()
  for (let i = 0; i < request.groups.length; i++) groups.push(quote(request.groups[i]))
  const get = new Array<string>()
  for (let i = 0; i < request.arguments.length; i++) {
    get.push(`[${quote(request.arguments.name(i))},${quote(request.arguments.value(i))}]`)
  }
  const headers = new Array<string>()
  for (let i = 0; i < request.headers.length; i++) {
    headers.push(`[${quote(request.headers.name(i))},${quote(request.headers.value(i))}]`)
  }
  return (
    `{"method":${request.method},"url":${quote(url)},"groups":[${groups.join(',')}],` +
    `"arguments":[${get.join(',')}],"headers":[${headers.join(',')}],` +
    `"body":${quote(request.body.toString())}}\n`
  )
}

function quote(text: string): string {
  // A long text that grows by single letters would be copied for each letter.
  const pieces = ['"']
  let piece = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code == 0x22 || code == 0x5c) piece += '\\' + text.charAt(i)
    else if (code < 0x20) piece += '\\u' + code.toString(16).padStart(4, '0')
    else piece += text.charAt(i)
    if (piece.length < 64) continue
    pieces.push(piece)
    piece = ''
  }
  pieces.push(piece + '"')
  return pieces.join('')
}

// Buffers

route('/rest/answer-buffer', (output) => {
  output.answer('Grüße\n', 'text/plain')
  return ErrorCode.Success
})

route('/rest/answer-buffer/bytes', (output) => {
  const bytes = new Uint8Array(256)
  for (let i = 0; i < 256; i++) bytes[i] = <u8>i
  output.answer(bytes, 'application/octet-stream')
  return ErrorCode.Success
})

route('/rest/answer-buffer/empty', (output) => {
  output.answer('', 'text/plain')
  return ErrorCode.Success
})

route('/rest/answer-buffer/again', (output) => {
  output.answer('first\n', 'text/plain')
  output.answer('second\n', 'text/html')
  return ErrorCode.Success
})

// Images

route('/rest/png/(.*)', (output, url, request) => {
  const name = request.groups[0]
  if (name == 'retry') {
    output.answerPng(Image.of(PixelFormat.Grayscale8, 4, 4, new Uint8Array(16), 3))
    output.answer('the image was refused, this was not\n', 'text/plain')
    return ErrorCode.Success
  }
  const image = makeImage(name)
  if (image === null) return ErrorCode.UnknownResource
  output.answerPng(image)
  return ErrorCode.Success
})

route('/rest/jpeg/(.*)', (output, url, request) => {
  const name = request.groups[0]
  const image = makeImage(name)
  if (image !== null) output.answerJpeg(image)
  else if (name == 'quality-zero') output.answerJpeg(rgbGradient(), 0)
  else if (name == 'quality-101') output.answerJpeg(rgbGradient(), 101)
  else if (name == 'quality-10') output.answerJpeg(rgbGradient(), 10)
  else return ErrorCode.UnknownResource
  return ErrorCode.Success
})

route('/rest/png-of-body', (output, url, request) => {
  const width = I32.parseInt(request.headers.get('X-Width', '1'))
  if (width < 1) return ErrorCode.ParameterOutOfRange
  const height = request.body.length / width
  output.answerPng(Image.of(PixelFormat.Grayscale8, width, height, request.body))
  return ErrorCode.Success
})

function makeImage(name: string): Image | null {
  if (name == 'gray8') return grayGradient<u8>()
  if (name == 'gray16') return grayGradient<u16>()
  if (name == 'signed16') return grayGradient<i16>()
  if (name == 'rgb') return rgbGradient()
  if (name == 'rgba') return rgbaGradient()
  if (name == 'pitch') return Image.of(PixelFormat.Grayscale8, 4, 3, new Uint8Array(32), 10)
  if (name == 'bad-pitch') return Image.of(PixelFormat.RGBA32, 4, 4, new Uint8Array(64), 12)
  if (name == 'pitch-zero') return Image.of(PixelFormat.Grayscale8, 4, 4, new Uint8Array(16), 0)
  if (name == 'bad-format') return Image.of(<PixelFormat>99, 4, 4, new Uint8Array(16), 4)
  if (name == 'width-zero') return Image.of(PixelFormat.Grayscale8, 0, 4, new Uint8Array(16), 4)
  if (name == 'height-zero') return Image.of(PixelFormat.Grayscale8, 4, 0, new Uint8Array(16), 4)
  return null
}

function grayGradient<T>(): Image {
  const image = new GrayImage<T>(64, 32)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) image.set(x, y, <T>(x * 1000 + y))
  }
  return image
}

function rgbGradient(): Image {
  const image = new RgbImage(64, 32)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) image.set(x, y, <u8>(x * 4), <u8>(y * 8), 128)
  }
  return image
}

function rgbaGradient(): Image {
  const image = new RgbaImage(64, 32)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) image.set(x, y, <u8>(x * 4), <u8>(y * 8), 128, <u8>x)
  }
  return image
}

// Images from files

route('/rest/image/(gray8|gray16|rgb|rgba)', (output, url, request) => {
  const image = Image.decode(request.body)
  if (image == null) return ErrorCode.BadFileFormat
  const converted = image.convert(formatOf(request.groups[0]))
  if (converted == null) return ErrorCode.NotImplemented
  output.setHeader('X-Pixels', `${image.width} x ${image.height}, ${image.pixels.length} bytes`)
  output.answerPng(converted)
  return ErrorCode.Success
})

route('/rest/image/jpeg', (output, url, request) => {
  const image = Image.decode(request.body)
  if (image == null) return ErrorCode.BadFileFormat
  const isRgb = image.format == PixelFormat.RGB24
  if (!isRgb && image.format != PixelFormat.Grayscale8) return ErrorCode.IncompatibleImageFormat
  output.answer(image.jpeg(80), 'image/jpeg')
  return ErrorCode.Success
})

route('/rest/image/png', (output, url, request) => {
  const image = Image.decode(request.body)
  if (image == null) return ErrorCode.BadFileFormat
  output.answer(image.png(), 'image/png')
  return ErrorCode.Success
})

function formatOf(name: string): PixelFormat {
  if (name == 'gray8') return PixelFormat.Grayscale8
  if (name == 'gray16') return PixelFormat.Grayscale16
  return name == 'rgb' ? PixelFormat.RGB24 : PixelFormat.RGBA32
}

// Statuses

route('/rest/redirect', (output) => {
  output.setHeader('X-Dropped', 'by the redirection')
  output.redirect('/rest/answer-buffer')
  return ErrorCode.Success
})

route('/rest/redirect/injection', (output) => {
  output.redirect('/rest/answer-buffer\r\nX-Injected: yes')
  return ErrorCode.Success
})

route('/rest/status-code/(-?[0-9]+)', (output, url, request) => {
  output.sendStatusCode(I32.parseInt(request.groups[0]))
  return ErrorCode.Success
})

route('/rest/status/(-?[0-9]+)', (output, url, request) => {
  output.sendStatus(I32.parseInt(request.groups[0]), `status ${request.groups[0]}\n`)
  return ErrorCode.Success
})

route('/rest/status/(-?[0-9]+)/bytes', (output, url, request) => {
  const body: StaticArray<u8> = [0, 255, 13, 10]
  output.sendStatus(I32.parseInt(request.groups[0]), body)
  return ErrorCode.Success
})

route('/rest/unauthorized', (output) => {
  output.sendUnauthorized('The realm of the sample')
  return ErrorCode.Success
})

route('/rest/method-not-allowed', (output) => {
  output.sendMethodNotAllowed('PUT,DELETE')
  return ErrorCode.Success
})

route('/rest/nothing', () => ErrorCode.Success)

// Headers and cookies

route('/rest/cookie', (output) => {
  output.setCookie('first', '1')
  output.setCookie('second', 'two; Path=/')
  output.answer('two cookies\n', 'text/plain')
  return ErrorCode.Success
})

route('/rest/cookie/late', (output) => {
  output.answer('no cookie\n', 'text/plain')
  output.setCookie('late', '1')
  return ErrorCode.Success
})

route('/rest/header', (output) => {
  output.setHeader('X-One', '1')
  output.setHeader('X-Two', 'zwei')
  output.setHeader('X-One', '1')
  output.answer('three headers\n', 'text/plain')
  return ErrorCode.Success
})

route('/rest/header/late', (output) => {
  output.answer('no header\n', 'text/plain')
  output.setHeader('X-Late', '1')
  return ErrorCode.Success
})

route('/rest/header/injection', (output) => {
  output.setHeader('X-One', '1\r\nX-Injected: yes')
  output.answer('refused\n', 'text/plain')
  return ErrorCode.Success
})

// Errors

route('/rest/error/(-?[0-9]+)', (output, url, request) => {
  return <ErrorCode>I32.parseInt(request.groups[0])
})

route('/rest/error-details/(-?[0-9]+)', (output, url, request) => {
  output.setHeader('X-Kept', 'yes')
  output.setErrorDetails('replaced by the next one')
  output.setErrorDetails(`Details of "${url}"`, true)
  return <ErrorCode>I32.parseInt(request.groups[0])
})

route('/rest/error/(-?[0-9]+)/after-answer', (output, url, request) => {
  output.answer('the answer stands\n', 'text/plain')
  return <ErrorCode>I32.parseInt(request.groups[0])
})

// Answers of several parts

route('/rest/multipart/(.*)', (output, url, request) => {
  const name = request.groups[0]
  if (name == 'no-start') return output.sendMultipartItem('nowhere')
  if (name == 'header-before') output.setHeader('X-Before', '1')
  const started = output.startMultipart(subType(name), 'text/plain')
  if (started != ErrorCode.Success) return started
  if (name == 'twice') return output.startMultipart('mixed', 'text/plain')
  if (name == 'then-header') output.setHeader('X-Then', '1')
  if (name == 'then-answer') output.answer('too late\n', 'text/plain')
  return sendParts(output, name)
})

function subType(name: string): string {
  if (name == 'related') return 'related'
  return name == 'subtype' ? 'alternative' : 'mixed'
}

function sendParts(output: Output, name: string): ErrorCode {
  if (name == 'none') return ErrorCode.Success
  const first = output.sendMultipartItem('first part')
  if (first != ErrorCode.Success || name == 'one') return first
  const second =
    name == 'headers'
      ? output.sendMultipartItemWithHeaders('{"part":2}', partHeaders())
      : output.sendMultipartItem('second part')
  if (second != ErrorCode.Success) return second
  if (name == 'fails') return ErrorCode.Plugin
  return name == 'bytes' ? output.sendMultipartItem(new Uint16Array(4)) : ErrorCode.Success
}

function partHeaders(): Map<string, string> {
  return new Map<string, string>()
    .set('Content-Type', 'application/json')
    .set('Content-ID', '<second@sample>')
}

// Texts of the host

routeNoLock('/rest/texts', (output) => {
  output.answer(
    `path ${getOrthancPath()}\nfolder ${getOrthancDirectory()}\n` +
      `configuration file ${getConfigurationPath()}\n` +
      `error 17 ${getErrorDescription(ErrorCode.UnknownResource)}\nuuid ${generateUuid()}\n` +
      `md5 ${computeMd5(String.UTF8.encode('orthanc'))}\n` +
      `sha1 ${computeSha1(String.UTF8.encode('orthanc'))}\n`,
    'text/plain',
  )
  return ErrorCode.Success
})

routeNoLock('/rest/configuration', (output) => {
  output.answer(getConfiguration(), 'application/json')
  return ErrorCode.Success
})

route('/rest/log', (output) => {
  logInfo('an information of the sample')
  logWarning('a warning of the sample')
  logError('an error of the sample')
  output.answer('logged\n', 'text/plain')
  return ErrorCode.Success
})

route('/rest/metrics', (output) => {
  setMetric('rest_ratio', 0.5)
  setIntegerMetric('rest_longest', 7, MetricsType.Timer)
  setIntegerMetric('rest_longest', 3, MetricsType.Timer)
  setMetric('rest-ratio', 0.5)
  output.answer('set\n', 'text/plain')
  return ErrorCode.Success
})

route('/rest/buffer', (output) => {
  const buffer = MemoryBuffer.create(4)
  store<u32>(buffer.dataStart, 0x64636261)
  output.answer(buffer, 'text/plain')
  buffer.free()
  return ErrorCode.Success
})
