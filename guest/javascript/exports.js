// SPDX-License-Identifier: Apache-2.0

// What a component of the world `orthanc:plugin/inside-plugin` exports, for the plugin that `index.js` has collected.
import { registerRestCallback } from 'orthanc:plugin/host'
import { callbacks, codeOf } from './callbacks.js'
import { ErrorCode } from './enums.js'
import { Output, registered, Request } from './index.js'
import { toBytes } from './texts.js'

const { routes } = registered

if (registered.name === undefined)
  throw new Error('a plugin has to say what it is, with plugin(name, version)')
if (routes.length === 0 && callbacks.length === 1)
  throw new Error('a plugin needs a route(pattern, handler), or a callback')

export function name() {
  return toBytes(registered.name)
}

export function version() {
  return toBytes(registered.version)
}

export function initialize() {
  for (const [number, { pattern }] of routes.entries())
    registerRestCallback(toBytes(pattern), number)
  for (const [number, { register }] of callbacks.entries()) ifOffered(() => register(number))
  return ErrorCode.Success
}

/** Under `serve` there are no such events: the host logs that it does not have the function. */
function ifOffered(register) {
  try {
    register()
  } catch (error) {
    if (error?.payload !== ErrorCode.NotImplemented) throw error
  }
}

export function finalize() {}

/** Returns the code of a call that the host refused, and a description of any other error. */
export function handle(callback, output, request) {
  return codeOf(
    () => routes[callback].handler(new Output(output), new Request(request)),
    (error) => output.setHttpErrorDetails(toBytes(String(error)), 0),
  )
}

function forward(exported, [callback, ...values]) {
  return callbacks[callback].exports[exported](...values)
}

// Functions, which are there also where a plugin throws while it is loaded: constants after it are dropped as unreachable.
export function onChange(...values) {
  return forward('onChange', values)
}

export function onStoredInstance(...values) {
  return forward('onStoredInstance', values)
}

export function onReceivedInstance(...values) {
  return forward('onReceivedInstance', values)
}

export function filterInstance(...values) {
  return forward('filterInstance', values)
}

export function filterCStore(...values) {
  return forward('filterCStore', values)
}

export function filterHttp(...values) {
  return forward('filterHttp', values)
}

export function answerWorklist(...values) {
  return forward('answerWorklist', values)
}

export function answerFind(...values) {
  return forward('answerFind', values)
}

export function decodeImage(...values) {
  return forward('decodeImage', values)
}

export function transcode(...values) {
  return forward('transcode', values)
}

export function refreshMetrics(...values) {
  return forward('refreshMetrics', values)
}

export function beginMove(...values) {
  return forward('beginMove', values)
}

export function getMoveSize(...values) {
  return forward('getMoveSize', values)
}

export function applyMove(...values) {
  return forward('applyMove', values)
}

export function finalizeMove(...values) {
  return forward('finalizeMove', values)
}

export function beginStorageCommitment(...values) {
  return forward('beginStorageCommitment', values)
}

export function lookUpStorageCommitment(...values) {
  return forward('lookUpStorageCommitment', values)
}

export function finalizeStorageCommitment(...values) {
  return forward('finalizeStorageCommitment', values)
}

export function stepJob(...values) {
  return forward('stepJob', values)
}

export function getJobProgress(...values) {
  return forward('getJobProgress', values)
}

export function getJobContent(...values) {
  return forward('getJobContent', values)
}

export function serializeJob(...values) {
  return forward('serializeJob', values)
}

export function stopJob(...values) {
  return forward('stopJob', values)
}

export function resetJob(...values) {
  return forward('resetJob', values)
}

export function finalizeJob(...values) {
  return forward('finalizeJob', values)
}

export function restoreJob(...values) {
  return forward('restoreJob', values)
}
