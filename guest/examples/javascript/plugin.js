// A plugin in JavaScript: a component of the world `orthanc:plugin/plugin` (guest/wit/orthanc.wit), built with
// componentize-js. Texts are bytes, as in the SDK; these two functions convert them to strings and back.
import { logError, logInfo, registerRestCallback } from 'orthanc:plugin/host@1.12.3'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const bytes = (text) => encoder.encode(text)
const text = (list) => decoder.decode(list)

// `handle` receives the number of the route.
const routes = []
const route = (pattern, handler) => {
  registerRestCallback(bytes(pattern), routes.length)
  routes.push(handler)
}

export function name() {
  return bytes('javascript')
}

export function version() {
  return bytes('1.0')
}

// With an error code the plugin is not served; 0 is success.
export function initialize(orthancVersion) {
  route('/javascript/hello/(.*)', (output, request) => {
    output.answerBuffer(bytes(`Hello ${text(request.groups[0])}!\n`), bytes('text/plain'))
  })
  route('/javascript/echo', (output, request) => {
    if (request.method !== 'post') return output.sendMethodNotAllowed(bytes('POST'))
    output.setHttpHeader(bytes('X-Arguments'), bytes(String(request.arguments.length)))
    output.answerBuffer(request.body, bytes('application/octet-stream'))
  })
  route('/javascript/image', (output) => {
    const pixels = Uint8Array.from({ length: 16 * 16 }, (_, i) => i)
    // Image format 0 is PNG, pixel format 1 is Grayscale8.
    output.compressAndAnswerImage(0, 1, 16, 16, 16, pixels, 0)
  })
  route('/javascript/refused', (output) => {
    output.answerBuffer(bytes('the first answer wins\n'), bytes('text/plain'))
    output.answerBuffer(bytes('this is one too many\n'), bytes('text/plain'))
  })
  route('/javascript/throw', () => {
    throw new Error('asked to fail')
  })
  route('/javascript/loop', () => {
    for (;;);
  })
  logInfo(bytes(`JavaScript on Orthanc ${text(orthancVersion)}`))
  return 0
}

export function finalize() {}

// If the host refuses a call, the function throws an error with the code as `payload`. An error that leaves `handle` ends
// the instance; the next request gets a fresh one.
export function handle(callback, output, request) {
  try {
    routes[callback](output, request)
    return 0
  } catch (error) {
    if (typeof error.payload === 'number') return error.payload
    logError(bytes(String(error.stack ?? error)))
    output.setHttpErrorDetails(bytes(String(error)), 0)
    return 1
  }
}
