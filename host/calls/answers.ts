import { textOf } from '../exchange/byte-string.ts'
import { requireCodec } from '../image/codecs.ts'
import { byteLength, type ImageLayout } from '../image/pixels.ts'
import { bodyOf } from './answer-builder.ts'
import type { CallContext, Fields } from './call-context.ts'

/** OrthancPluginAnswerBuffer (group REST, service 2000). */
export function answerBuffer(
  { shelf }: CallContext,
  { output, answer, mimeType }: Fields<'AnswerBuffer'>,
): void {
  output.answer(bodyOf(answer, shelf), mimeType)
}

/** OrthancPluginRedirect (group REST, service 2002). 301 up to SDK 1.12.3, 307 from 1.12.4. */
export function redirect(_: CallContext, { output, argument }: Fields<'Redirect'>): void {
  output.redirect(argument)
}

/** OrthancPluginSendHttpStatusCode (group REST, service 2003). */
export function sendHttpStatusCode(
  _: CallContext,
  { output, status }: Fields<'SendHttpStatusCode'>,
): void {
  output.sendStatus(status, '')
}

/** OrthancPluginSendUnauthorized (group REST, service 2004). */
export function sendUnauthorized(
  _: CallContext,
  { output, argument }: Fields<'SendUnauthorized'>,
): void {
  output.sendUnauthorized(argument)
}

/** OrthancPluginSendMethodNotAllowed (group REST, service 2005). */
export function sendMethodNotAllowed(
  _: CallContext,
  { output, argument }: Fields<'SendMethodNotAllowed'>,
): void {
  output.sendMethodNotAllowed(argument)
}

/** OrthancPluginSetCookie (group REST, service 2006). */
export function setCookie(_: CallContext, { output, key, value }: Fields<'SetCookie'>): void {
  output.setCookie(key, value)
}

/** OrthancPluginSetHttpHeader (group REST, service 2007). */
export function setHttpHeader(
  _: CallContext,
  { output, key, value }: Fields<'SetHttpHeader'>,
): void {
  output.setHeader(key, value)
}

/** OrthancPluginStartMultipartAnswer (group REST, service 2008). */
export function startMultipartAnswer(
  _: CallContext,
  { output, subType, contentType }: Fields<'StartMultipartAnswer'>,
): void {
  output.startMultipart(subType, contentType)
}

/** OrthancPluginSendMultipartItem (group REST, service 2009). */
export function sendMultipartItem(
  _: CallContext,
  { output, answer }: Fields<'SendMultipartItem'>,
): void {
  output.sendPart(answer.slice(), [])
}

/** OrthancPluginSendHttpStatus (group REST, service 2010). */
export function sendHttpStatus(
  { shelf }: CallContext,
  { output, status, body }: Fields<'SendHttpStatus'>,
): void {
  output.sendStatus(status, bodyOf(body, shelf))
}

/**
 * OrthancPluginCompressAndAnswerPngImage, OrthancPluginCompressAndAnswerJpegImage (group REST, service 2011).
 *
 * The buffer is checked last, since only the encoder reads it.
 */
export function compressAndAnswerImage(
  { encoder, pngEffort }: CallContext,
  fields: Fields<'CompressAndAnswerImage'>,
): void {
  const { output, imageFormat, pixelFormat, width, height, pitch, buffer, quality } = fields
  output.requireOpen()
  const codec = requireCodec(imageFormat)
  const layout: ImageLayout = { format: pixelFormat, width, height, pitch }
  const options = { quality, effort: pngEffort }
  codec.check(layout, options)
  const data = buffer(byteLength(layout))
  output.answerImage(codec.encode(encoder, { ...layout, data }, options), codec.mimeType)
}

/** OrthancPluginSendMultipartItem2 (group REST, service 2012). */
export function sendMultipartItem2(
  _: CallContext,
  { output, answer, headersKeys, headersValues }: Fields<'SendMultipartItem2'>,
): void {
  const headers = headersKeys.map((key, i) => [key, headersValues[i] ?? ''] as const)
  output.sendPart(answer.slice(), headers)
}

/** OrthancPluginSetHttpErrorDetails (group REST, service 2013). */
export function setHttpErrorDetails(
  context: CallContext,
  { output, details, log }: Fields<'SetHttpErrorDetails'>,
): void {
  output.setErrorDetails(details)
  if (log !== 0) context.log('warning', `details of an error: ${textOf(details)}`)
}

/** OrthancPluginStartStreamAnswer (since 1.12.6, group REST, service 2014). */
export function startStreamAnswer(
  _: CallContext,
  { output, contentType }: Fields<'StartStreamAnswer'>,
): void {
  output.startStream(contentType)
}

/** OrthancPluginSendStreamChunk (since 1.12.6, group REST, service 2015). */
export function sendStreamChunk(
  _: CallContext,
  { output, answer }: Fields<'SendStreamChunk'>,
): void {
  output.sendChunk(answer.slice())
}
