import {
  OrthancPluginAnswerBuffer,
  OrthancPluginCompressAndAnswerJpegImage,
  OrthancPluginCompressAndAnswerPngImage,
  OrthancPluginRedirect,
  OrthancPluginSendHttpStatus,
  OrthancPluginSendHttpStatusCode,
  OrthancPluginSendMethodNotAllowed,
  OrthancPluginSendMultipartItem,
  OrthancPluginSendMultipartItem2,
  OrthancPluginSendStreamChunk,
  OrthancPluginSendUnauthorized,
  OrthancPluginSetCookie,
  OrthancPluginSetHttpErrorDetails,
  OrthancPluginSetHttpHeader,
  OrthancPluginStartMultipartAnswer,
  OrthancPluginStartStreamAnswer,
} from './abi'
import { addressOf, byteLengthOf } from './bytes'
import { encode, encodeAll } from './c-string'
import { context } from './context'
import { ErrorCode } from './enums'
import { Image } from './images'

/**
 * The answer of one request. A reference is the host's handle of it, valid until the callback returns. The first
 * answer counts; headers and cookies come before it. *Content* is a text, a typed array, an `ArrayBuffer`, a
 * `StaticArray` or `Bytes`; the host copies it before a method returns.
 */
@unmanaged
export class Output {
  private constructor() {}

  /** Answers with status 200: a content and its type, such as `text/plain`. */
  answer<T>(content: T, mimeType: string): void {
    if (isString<T>()) {
      this.answer(String.UTF8.encode(<string>content), mimeType)
    } else {
      const type = encode(mimeType)
      OrthancPluginAnswerBuffer(
        context,
        changetype<usize>(this),
        addressOf(content),
        byteLengthOf(content),
        changetype<usize>(type),
      )
    }
  }

  /** Answers with an image as PNG: gray of 8 or 16 bits, RGB or RGBA. The host compresses it. */
  answerPng(image: Image): void {
    OrthancPluginCompressAndAnswerPngImage(
      context,
      changetype<usize>(this),
      image.format,
      image.width,
      image.height,
      image.pitch,
      image.dataStart,
    )
  }

  /** Answers with an image as JPEG: gray of 8 bits or RGB; quality from 1 to 100. The host compresses it. */
  answerJpeg(image: Image, quality: i32 = 90): void {
    OrthancPluginCompressAndAnswerJpegImage(
      context,
      changetype<usize>(this),
      image.format,
      image.width,
      image.height,
      image.pitch,
      image.dataStart,
      quality,
    )
  }

  /** Sends the client to another path; headers and cookies set before are dropped. */
  redirect(path: string): void {
    const text = encode(path)
    OrthancPluginRedirect(context, changetype<usize>(this), changetype<usize>(text))
  }

  /** Answers with a status and an empty body. */
  sendStatusCode(status: i32): void {
    OrthancPluginSendHttpStatusCode(context, changetype<usize>(this), status)
  }

  /** Answers with a status and a content, as `text/plain`. */
  sendStatus<T>(status: i32, content: T): void {
    if (isString<T>()) {
      this.sendStatus(status, String.UTF8.encode(<string>content))
    } else {
      OrthancPluginSendHttpStatus(
        context,
        changetype<usize>(this),
        status,
        addressOf(content),
        byteLengthOf(content),
      )
    }
  }

  /** Answers 401 and asks for Basic authentication in a realm; headers and cookies set before are dropped. */
  sendUnauthorized(realm: string): void {
    const text = encode(realm)
    OrthancPluginSendUnauthorized(context, changetype<usize>(this), changetype<usize>(text))
  }

  /** Answers 405 with the methods that are allowed, `GET,POST`; headers and cookies set before are dropped. */
  sendMethodNotAllowed(allowedMethods: string): void {
    const text = encode(allowedMethods)
    OrthancPluginSendMethodNotAllowed(context, changetype<usize>(this), changetype<usize>(text))
  }

  /** Adds a cookie. Call it before the answer. */
  setCookie(name: string, value: string): void {
    const key = encode(name)
    const text = encode(value)
    OrthancPluginSetCookie(
      context,
      changetype<usize>(this),
      changetype<usize>(key),
      changetype<usize>(text),
    )
  }

  /** Adds a header. Call it before the answer. */
  setHeader(name: string, value: string): void {
    const key = encode(name)
    const text = encode(value)
    OrthancPluginSetHttpHeader(
      context,
      changetype<usize>(this),
      changetype<usize>(key),
      changetype<usize>(text),
    )
  }

  /** Says why the handler is about to return an error; shown in the JSON of the answer, and logged if asked for. */
  setErrorDetails(details: string, log: bool = false): void {
    const text = encode(details)
    OrthancPluginSetHttpErrorDetails(context, changetype<usize>(this), changetype<usize>(text), log)
  }

  /** Begins an answer of several parts: `mixed` or `related`, and the default type of a part. */
  startMultipart(subType: string, contentType: string): ErrorCode {
    const sub = encode(subType)
    const type = encode(contentType)
    return OrthancPluginStartMultipartAnswer(
      context,
      changetype<usize>(this),
      changetype<usize>(sub),
      changetype<usize>(type),
    )
  }

  /** Adds one part to a multipart answer. */
  sendMultipartItem<T>(content: T): ErrorCode {
    if (isString<T>()) {
      return this.sendMultipartItem(String.UTF8.encode(<string>content))
    } else {
      return OrthancPluginSendMultipartItem(
        context,
        changetype<usize>(this),
        addressOf(content),
        byteLengthOf(content),
      )
    }
  }

  /** Adds one part with headers of its own to a multipart answer. */
  sendMultipartItemWithHeaders<T>(content: T, headers: Map<string, string>): ErrorCode {
    if (isString<T>()) {
      return this.sendMultipartItemWithHeaders(String.UTF8.encode(<string>content), headers)
    } else {
      const names = encodeAll(headers.keys())
      const values = encodeAll(headers.values())
      return OrthancPluginSendMultipartItem2(
        context,
        changetype<usize>(this),
        addressOf(content),
        byteLengthOf(content),
        names.length,
        names.dataStart,
        values.dataStart,
      )
    }
  }

  /** Begins an answer whose body is sent in chunks; it ends with the connection. */
  startStream(contentType: string): ErrorCode {
    const type = encode(contentType)
    return OrthancPluginStartStreamAnswer(context, changetype<usize>(this), changetype<usize>(type))
  }

  /** Sends the next bytes of a stream; returns an error once the client has left. */
  sendStreamChunk<T>(content: T): ErrorCode {
    if (isString<T>()) {
      return this.sendStreamChunk(String.UTF8.encode(<string>content))
    } else {
      return OrthancPluginSendStreamChunk(
        context,
        changetype<usize>(this),
        addressOf(content),
        byteLengthOf(content),
      )
    }
  }
}
