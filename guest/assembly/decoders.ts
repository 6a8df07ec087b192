import {
  OrthancPluginDecodeDicomImage,
  OrthancPluginFreeDicomInstance,
  OrthancPluginRegisterDecodeImageCallback,
  OrthancPluginRegisterTranscoderCallback,
  OrthancPluginSerializeDicomInstance,
  OrthancPluginTranscodeDicomInstance,
} from './abi'
import { fillBuffer } from './buffers'
import { addressOf, Bytes, byteLengthOf, endBytes, lendBytes } from './bytes'
import { decodeAll, encode } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'
import { ErrorCode } from './enums'
import { Image, passImage, takeImage } from './images'
import { emptyBody, replyOf } from './reply'

/** Decodes a frame of a DICOM file; `null` if Orthanc cannot. Inside Orthanc only. */
export function decodeDicomImage<T>(dicom: T, frame: u32 = 0): Image | null {
  return takeImage(
    OrthancPluginDecodeDicomImage(context, addressOf(dicom), byteLengthOf(dicom), frame),
  )
}

/** A DICOM file in another transfer syntax; `null` if Orthanc cannot convert it. Inside Orthanc only. */
export function transcodeDicom<T>(dicom: T, transferSyntax: string): Uint8Array | null {
  const syntax = encode(transferSyntax)
  const instance = OrthancPluginTranscodeDicomInstance(
    context,
    addressOf(dicom),
    byteLengthOf(dicom),
    changetype<usize>(syntax),
  )
  if (instance == 0) return null
  const file = replyOf(OrthancPluginSerializeDicomInstance(context, emptyBody(), instance))
  OrthancPluginFreeDicomInstance(context, instance)
  return file.isSuccess ? file.body : null
}

/** A function that decodes a frame of a DICOM file; `null` leaves it to the next decoder. The file is valid until it returns. */
export type ImageDecoder = (dicom: Bytes, frame: u32) => Image | null

let imageDecoder: ImageDecoder | null = null

/** Decodes frames for Orthanc. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`. */
export function onDecodeImage(decoder: ImageDecoder): void {
  imageDecoder = decoder
  send(
    (_, callback) => {
      OrthancPluginRegisterDecodeImageCallback(context, callback)
    },
    '',
    decodeImage.index,
  )
}

function decodeImage(target: usize, data: usize, size: u32, frame: u32): i32 {
  const dicom = lendBytes(data, size)
  const image = imageDecoder!(dicom, frame)
  endBytes(dicom)
  if (image === null) return ErrorCode.NotImplemented
  store<usize>(target, passImage(image))
  return ErrorCode.Success
}

/**
 * A function that converts a DICOM file to one of the transfer syntaxes; `null` leaves it to Orthanc. With
 * `allowNewSopInstanceUid` the pixels may lose quality, and the file gets another SOP Instance UID. The file is valid until it returns.
 */
export type Transcoder = (
  dicom: Bytes,
  transferSyntaxes: string[],
  allowNewSopInstanceUid: bool,
) => Uint8Array | null

let transcoder: Transcoder | null = null

/** Converts DICOM files to other transfer syntaxes for Orthanc. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`. */
export function onTranscode(handler: Transcoder): void {
  transcoder = handler
  send(
    (_, callback) => {
      OrthancPluginRegisterTranscoderCallback(context, callback)
    },
    '',
    transcode.index,
  )
}

function transcode(
  target: usize,
  data: usize,
  size: u64,
  syntaxes: usize,
  count: u32,
  allowNewSopInstanceUid: u32,
): i32 {
  const dicom = lendBytes(data, <u32>size)
  const file = transcoder!(dicom, decodeAll(syntaxes, count), allowNewSopInstanceUid != 0)
  endBytes(dicom)
  return file === null ? ErrorCode.NotImplemented : fillBuffer(target, file)
}
