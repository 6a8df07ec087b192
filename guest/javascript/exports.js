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

const forward =
  (exported) =>
  (callback, ...values) =>
    callbacks[callback].exports[exported](...values)

export const onChange = forward('onChange')
export const onStoredInstance = forward('onStoredInstance')
export const onReceivedInstance = forward('onReceivedInstance')
export const filterInstance = forward('filterInstance')
export const filterCStore = forward('filterCStore')
export const filterHttp = forward('filterHttp')
export const answerWorklist = forward('answerWorklist')
export const answerFind = forward('answerFind')
export const decodeImage = forward('decodeImage')
export const transcode = forward('transcode')
export const refreshMetrics = forward('refreshMetrics')
export const beginMove = forward('beginMove')
export const getMoveSize = forward('getMoveSize')
export const applyMove = forward('applyMove')
export const finalizeMove = forward('finalizeMove')
export const beginStorageCommitment = forward('beginStorageCommitment')
export const lookUpStorageCommitment = forward('lookUpStorageCommitment')
export const finalizeStorageCommitment = forward('finalizeStorageCommitment')
export const stepJob = forward('stepJob')
export const getJobProgress = forward('getJobProgress')
export const getJobContent = forward('getJobContent')
export const serializeJob = forward('serializeJob')
export const stopJob = forward('stopJob')
export const resetJob = forward('resetJob')
export const finalizeJob = forward('finalizeJob')
export const restoreJob = forward('restoreJob')
