// SPDX-License-Identifier: Apache-2.0

// The SDK for plugins in JavaScript.
import * as host from 'orthanc:plugin/host'
import * as inside from 'orthanc:plugin/inside'
import { toBytes, toText } from './texts.js'

export {
  filterCStore,
  filterHttp,
  filterInstance,
  onChange,
  onDecodeImage,
  onFind,
  onMove,
  onReceived,
  onRefreshMetrics,
  onStorageCommitment,
  onStoredInstance,
  onTranscode,
  onWorklist,
  restoreJobs,
  submitJob,
} from './callbacks.js'
export * from './enums.js'
export { createDicom, decodeDicomImage, dicomToJson, transcodeDicom } from './instances.js'

/** What the plugin says of itself: `exports.js` hands it to the host. */
export const registered = { name: undefined, version: undefined, routes: [] }

export function plugin(name, version) {
  registered.name = name
  registered.version = version
}

export function route(pattern, handler) {
  registered.routes.push({ pattern, handler })
}

/** The request that a handler answers. */
export class Request {
  #raw

  constructor(raw) {
    this.#raw = raw
    this.method = raw.method.toUpperCase()
    this.url = toText(raw.url)
    this.groups = raw.groups.map(toText)
    this.headers = new Map(raw.headers.map(([name, value]) => [toText(name), toText(value)]))
    this.body = raw.body
  }

  get query() {
    return new URLSearchParams(toText(this.#raw.query))
  }

  text() {
    return toText(this.body)
  }

  json() {
    return JSON.parse(this.text())
  }
}

const imageFormats = { png: 0, jpeg: 1 }
const pixelFormats = { gray8: [1, 1], gray16: [2, 2], rgb24: [4, 3], rgba32: [5, 4] }

/** The answer to one request, valid until its handler returns. */
export class Output {
  #raw

  constructor(raw) {
    this.#raw = raw
  }

  answer(body, type) {
    this.#raw.answerBuffer(toBytes(body), toBytes(type))
  }

  answerJson(value) {
    this.answer(JSON.stringify(value), 'application/json')
  }

  answerImage({ format = 'png', pixelFormat = 'gray8', width, height, pixels, quality = 90 }) {
    const [pixel, bytes] = pixelFormats[pixelFormat]
    const pitch = width * bytes
    this.#raw.compressAndAnswerImage(
      imageFormats[format],
      pixel,
      width,
      height,
      pitch,
      pixels,
      format === 'jpeg' ? quality : 0,
    )
  }

  redirect(location) {
    this.#raw.redirect(toBytes(location))
  }

  sendStatus(status, body = '') {
    this.#raw.sendHttpStatus(status, toBytes(body))
  }

  sendMethodNotAllowed(allowed) {
    this.#raw.sendMethodNotAllowed(toBytes(allowed))
  }

  sendUnauthorized(realm) {
    this.#raw.sendUnauthorized(toBytes(realm))
  }

  setHeader(name, value) {
    this.#raw.setHttpHeader(toBytes(name), toBytes(value))
  }

  setCookie(name, value) {
    this.#raw.setCookie(toBytes(name), toBytes(value))
  }

  setErrorDetails(text) {
    this.#raw.setHttpErrorDetails(toBytes(text), 0)
  }
}

/** Orthanc's REST API, within the `Allow` of the plugin. */
export const orthanc = {
  get: (path) => host.restApiGet(toBytes(path)),
  getJson: (path) => JSON.parse(toText(host.restApiGet(toBytes(path)))),
  post: (path, body) => host.restApiPost(toBytes(path), toBytes(body)),
  put: (path, body) => host.restApiPut(toBytes(path), toBytes(body)),
  delete: (path) => host.restApiDelete(toBytes(path)),
  configuration: () => JSON.parse(toText(host.getConfiguration(undefined))),
}

/** The same with the routes of plugins. */
export const orthancAfterPlugins = {
  get: (path) => host.restApiGetAfterPlugins(toBytes(path)),
  getJson: (path) => JSON.parse(toText(host.restApiGetAfterPlugins(toBytes(path)))),
  post: (path, body) => host.restApiPostAfterPlugins(toBytes(path), toBytes(body)),
  put: (path, body) => host.restApiPutAfterPlugins(toBytes(path), toBytes(body)),
  delete: (path) => host.restApiDeleteAfterPlugins(toBytes(path)),
}

export function setMetric(name, value) {
  host.setMetricsValue(toBytes(name), value, 0)
}

export function globalProperty(property, otherwise = '') {
  return toText(inside.getGlobalProperty(property, toBytes(otherwise)))
}

export function setGlobalProperty(property, value) {
  inside.setGlobalProperty(property, toBytes(value))
}

const logWith =
  (write) =>
  (...values) =>
    write(toBytes(values.map(String).join(' ')))
globalThis.console = {
  ...globalThis.console,
  log: logWith(host.logInfo),
  info: logWith(host.logInfo),
  warn: logWith(host.logWarning),
  error: logWith(host.logError),
}
