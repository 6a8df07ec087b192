// Renders DICOM files as PNG or JPEG, and serves a page that does it with sliders.
//
//   GET  /preview                     the page
//   POST /preview                     the file in the body, rendered
//   GET  /preview/phantom             the built-in phantom, rendered
//
// Options (options.ts) are in the query, as usual. Orthanc itself passes the query of a GET only, so the same text is also
// read from the path: POST /preview/center=40&width=400. That works everywhere, and has priority over the query.
import {
  CString,
  ErrorCode,
  HttpMethod,
  Output,
  plugin,
  Request,
  route,
} from 'orthanc-wasm/assembly'
import { ByteView } from './byte-view'
import { formatDecimal } from './decimal'
import { DicomImage } from './dicom-image'
import { PreviewOptions } from './options'
import { page } from './page'
import { phantomImage } from './phantom'
import { Picture, render } from './render'

/** The limit of JPEG encoders (ITU T.81, B.2.2, reduced by libjpeg). */
const MAXIMUM_JPEG_SIZE: u32 = 65500

const pageBytes = String.UTF8.encode(page)

plugin('preview', '1.0')

route('/preview/phantom(?:/(.*))?', (output, url, request) => {
  if (request.method != HttpMethod.Get) return allow(output, 'GET')
  return answerImage(output, request, phantomImage())
})

route('/preview', (output, url, request) => {
  if (request.method == HttpMethod.Get) {
    output.answer(pageBytes, 'text/html; charset=utf-8')
    return ErrorCode.Success
  }
  return answerFile(output, url, request)
})

route('/preview/(.*)', answerFile)

function answerFile(output: Output, _url: CString, request: Request): ErrorCode {
  if (request.method != HttpMethod.Post) return allow(output, 'GET,POST')
  const image = new DicomImage()
  const problem = image.read(new ByteView(request.body.dataStart, request.body.length))
  return problem === null ? answerImage(output, request, image) : refuse(output, problem)
}

function answerImage(output: Output, request: Request, image: DicomImage): ErrorCode {
  const problem = sendImage(output, request, image)
  // An image may have tens of MiB; the garbage collector alone would free it only after several more requests.
  // @ts-ignore: a function of AssemblyScript's runtime, which its types do not have.
  __collect()
  return problem === null ? ErrorCode.Success : refuse(output, problem)
}

/** Answers; or returns the problem of the request. */
function sendImage(output: Output, request: Request, image: DicomImage): string | null {
  const options = new PreviewOptions()
  let problem = readOptions(request, options)
  if (problem === null) problem = options.check()
  if (problem === null) problem = image.checkFrame(options.frame)
  if (problem === null) problem = checkSize(image, options)
  if (problem !== null) return problem
  const picture = render(image, options)
  describe(output, picture)
  if (options.isJpeg) output.answerJpeg(picture.image, options.quality)
  else output.answerPng(picture.image)
  return null
}

function readOptions(request: Request, options: PreviewOptions): string | null {
  const problem = options.setAll(request.query.toString())
  if (problem !== null) return problem
  return request.groups.length > 0 ? options.setAll(request.groups[0]) : null
}

function checkSize(image: DicomImage, options: PreviewOptions): string | null {
  const longest = max<u32>(image.attributes.rows, image.attributes.columns)
  if (!options.isJpeg || longest <= MAXIMUM_JPEG_SIZE) return null
  return `${longest} pixels are more than JPEG's ${MAXIMUM_JPEG_SIZE}: leave out format=jpeg`
}

/** The headers for the sliders: the current window and the range of values. Colour images have neither. */
function describe(output: Output, picture: Picture): void {
  const grey = picture.grey
  if (grey === null) return
  output.setHeader('X-Window-Center', formatDecimal(grey.window.center))
  output.setHeader('X-Window-Width', formatDecimal(grey.window.width))
  output.setHeader('X-Value-Range', `${formatDecimal(grey.low)} ${formatDecimal(grey.high)}`)
}

function allow(output: Output, methods: string): ErrorCode {
  output.sendMethodNotAllowed(methods)
  return ErrorCode.Success
}

function refuse(output: Output, problem: string): ErrorCode {
  output.sendStatus(400, `${problem}\n`)
  return ErrorCode.Success
}
