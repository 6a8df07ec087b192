// Renders DICOM files as PNG or JPEG, and serves a page that shows them.
//
//   GET  /preview                     the page; /preview?instance=ID or ?series=ID opens what Orthanc has stored
//   POST /preview                     the file in the body, rendered
//   GET  /preview/instances/ID        an instance of Orthanc, rendered
//   GET  /preview/phantom             the built-in phantom, rendered
//
// Options (options.ts) are in the query, as usual. Orthanc itself passes the query of a GET only, so the same text is also
// read from the path: POST /preview/center=40&width=400. That works everywhere, and has priority over the query.
//
// Instances need an Orthanc, which also decodes what this plugin does not:
//
//   { "WebAssembly": { "Orthanc": "http://127.0.0.1:8042", "Plugins": { "preview": { "Allow": {
//     "RestApi": ["GET /instances/*/file"] } } } } }
import {
  CString,
  ErrorCode,
  extendOrthancExplorer,
  HttpMethod,
  orthanc,
  Output,
  plugin,
  Reply,
  Request,
  route,
  setDescription,
  setRootUri,
} from 'orthanc-wasm/assembly'
import { ByteView } from './byte-view'
import { formatDecimal } from './decimal'
import { Details } from './details'
import { DicomImage } from './dicom-image'
import { PreviewOptions } from './options'
import { explorerScript } from './explorer-script'
import { page } from './page'
import { phantomImage } from './phantom'
import { Picture, render } from './render'

/** The limit of JPEG encoders (ITU T.81, B.2.2, reduced by libjpeg). */
const MAXIMUM_JPEG_SIZE: u32 = 65500

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'

const pageBytes = String.UTF8.encode(page)

plugin('preview', '1.0')
setDescription('Shows images in the browser, and converts them to PNG and JPEG.')
setRootUri('/preview')
extendOrthancExplorer(explorerScript)

route('/preview/phantom(?:/(.*))?', (output, url, request) => {
  if (request.method != HttpMethod.Get) return allow(output, 'GET')
  const options = new PreviewOptions()
  const problem = readOptions(request, 0, options)
  if (problem !== null) return refuse(output, problem)
  if (!options.isJson) return answerImage(output, phantomImage(), options)
  const details = new Details()
  details.modality = 'CT'
  return answerDetails(output, details)
})

route('/preview/instances/([0-9a-f-]+)(?:/(.*))?', (output, url, request) => {
  if (request.method != HttpMethod.Get) return allow(output, 'GET')
  const reply = getInstance(request.groups[0].toString())
  if (!reply.isSuccess) return reply.code
  const bytes = new ByteView(reply.body.dataStart, reply.body.length)
  return answerFile(output, request, 1, bytes)
})

route('/preview', (output, url, request) => {
  if (request.method == HttpMethod.Get) {
    output.answer(pageBytes, 'text/html; charset=utf-8')
    return ErrorCode.Success
  }
  return answerUpload(output, url, request)
})

route('/preview/(.*)', answerUpload)

/** The file of an instance, its pixels decoded by Orthanc; as it is stored if Orthanc cannot decode them. */
function getInstance(id: string): Reply {
  const decoded = orthanc.get(`/instances/${id}/file?transcode=${EXPLICIT_LITTLE_ENDIAN}`)
  return decoded.isSuccess ? decoded : orthanc.get(`/instances/${id}/file`)
}

function answerUpload(output: Output, _url: CString, request: Request): ErrorCode {
  if (request.method != HttpMethod.Post) return allow(output, 'GET,POST')
  return answerFile(output, request, 0, new ByteView(request.body.dataStart, request.body.length))
}

/** Answers with a DICOM file; `group` is the group of the route that has options. */
function answerFile(output: Output, request: Request, group: i32, bytes: ByteView): ErrorCode {
  const options = new PreviewOptions()
  let problem = readOptions(request, group, options)
  if (problem !== null) return refuse(output, problem)
  if (options.isJson) {
    const details = new Details()
    problem = details.read(bytes)
    return problem === null ? answerDetails(output, details) : refuse(output, problem)
  }
  const image = new DicomImage()
  problem = image.read(bytes)
  return problem === null ? answerImage(output, image, options) : refuse(output, problem)
}

function answerDetails(output: Output, details: Details): ErrorCode {
  output.answer(details.toJson(), 'application/json')
  return ErrorCode.Success
}

function answerImage(output: Output, image: DicomImage, options: PreviewOptions): ErrorCode {
  const problem = sendImage(output, image, options)
  // An image may have tens of MiB; the garbage collector alone would free it only after several more requests.
  // @ts-ignore: a function of AssemblyScript's runtime, which its types do not have.
  __collect()
  return problem === null ? ErrorCode.Success : refuse(output, problem)
}

/** Answers; or returns the problem of the request. */
function sendImage(output: Output, image: DicomImage, options: PreviewOptions): string | null {
  let problem = options.check()
  if (problem === null) problem = checkSize(image, options)
  if (problem === null) problem = image.openFrame(options.frame)
  if (problem !== null) return problem
  const picture = render(image, options)
  describe(output, picture)
  if (options.isJpeg) output.answerJpeg(picture.image, options.quality)
  else output.answerPng(picture.image)
  return null
}

function readOptions(request: Request, group: i32, options: PreviewOptions): string | null {
  const problem = options.setAll(request.query.toString())
  if (problem !== null) return problem
  return group < request.groups.length ? options.setAll(request.groups[group]) : null
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
