import {
  CreateDicomFlags,
  DicomToJsonFlags,
  DicomToJsonFormat,
  InstanceOrigin,
  OrthancPluginCreateDicom,
  OrthancPluginDicomBufferToJson,
  OrthancPluginGetInstanceAdvancedJson,
  OrthancPluginGetInstanceData,
  OrthancPluginGetInstanceDecodedFrame,
  OrthancPluginGetInstanceFramesCount,
  OrthancPluginGetInstanceMetadata,
  OrthancPluginGetInstanceOrigin,
  OrthancPluginGetInstanceRawFrame,
  OrthancPluginGetInstanceRemoteAet,
  OrthancPluginGetInstanceSimplifiedJson,
  OrthancPluginGetInstanceSize,
  OrthancPluginGetInstanceTransferSyntaxUid,
  OrthancPluginHasInstancePixelData,
} from './abi'
import { addressOf, byteLengthOf } from './bytes'
import { decode, encode } from './c-string'
import { context } from './context'
import { Image, takeImage } from './images'
import { emptyBody, Reply, replyOf } from './reply'
import { take } from './texts'

/** A DICOM instance in the memory of Orthanc, valid until the callback returns. Texts and bytes that it returns are copies. */
@unmanaged
export class DicomInstance {
  private constructor() {}

  /** The size of its DICOM file in bytes. */
  get size(): i64 {
    return OrthancPluginGetInstanceSize(context, changetype<usize>(this))
  }

  /** Its DICOM file. */
  bytes(): Uint8Array {
    const at = OrthancPluginGetInstanceData(context, changetype<usize>(this))
    if (at == 0) return new Uint8Array(0)
    const copy = new Uint8Array(<i32>this.size)
    memory.copy(copy.dataStart, at, copy.length)
    return copy
  }

  /** Its tags as JSON, by their names: `{"PatientID":"…"}`. */
  json(): string {
    return take(OrthancPluginGetInstanceSimplifiedJson(context, changetype<usize>(this)))
  }

  /** Its tags as JSON, in the form of `/instances/{id}/tags?short`. */
  shortJson(): string {
    return take(
      OrthancPluginGetInstanceAdvancedJson(
        context,
        changetype<usize>(this),
        DicomToJsonFormat.Short,
        DicomToJsonFlags.None,
        0,
      ),
    )
  }

  /** A metadata, such as `ReceptionDate`; `null` if it is absent. */
  metadata(name: string): string | null {
    const text = encode(name)
    const at = OrthancPluginGetInstanceMetadata(
      context,
      changetype<usize>(this),
      changetype<usize>(text),
    )
    return at == 0 ? null : decode(at)
  }

  /** The way by which it arrived. */
  get origin(): InstanceOrigin {
    return OrthancPluginGetInstanceOrigin(context, changetype<usize>(this))
  }

  /** The application entity that sent it; `""` if it did not arrive by DICOM. */
  get remoteAet(): string {
    return decode(OrthancPluginGetInstanceRemoteAet(context, changetype<usize>(this)))
  }

  /** Its transfer syntax. */
  get transferSyntax(): string {
    return take(OrthancPluginGetInstanceTransferSyntaxUid(context, changetype<usize>(this)))
  }

  /** True if it has pixel data. */
  get hasPixelData(): bool {
    return OrthancPluginHasInstancePixelData(context, changetype<usize>(this)) == 1
  }

  /** The number of its frames. */
  get framesCount(): i32 {
    return OrthancPluginGetInstanceFramesCount(context, changetype<usize>(this))
  }

  /** The stored values of a frame as an image; `null` if Orthanc cannot decode it. */
  decodeFrame(index: u32 = 0): Image | null {
    return takeImage(OrthancPluginGetInstanceDecodedFrame(context, changetype<usize>(this), index))
  }

  /** The bytes of a frame as its file has them: `instance.rawFrame().body`. */
  rawFrame(index: u32 = 0): Reply {
    return replyOf(
      OrthancPluginGetInstanceRawFrame(context, emptyBody(), changetype<usize>(this), index),
    )
  }
}

/** The tags of a DICOM file as JSON, by their names; `""` for bytes that are not DICOM. */
export function dicomToJson<T>(dicom: T): string {
  return take(
    OrthancPluginDicomBufferToJson(
      context,
      addressOf(dicom),
      byteLengthOf(dicom),
      DicomToJsonFormat.Human,
      DicomToJsonFlags.None,
      0,
    ),
  )
}

/** Creates a DICOM file from a JSON object of tags by their names: `createDicom('{"PatientID":"1"}').body`. Inside Orthanc only. */
export function createDicom(
  json: string,
  flags: CreateDicomFlags = CreateDicomFlags.GenerateIdentifiers,
): Reply {
  const text = encode(json)
  return replyOf(OrthancPluginCreateDicom(context, emptyBody(), changetype<usize>(text), 0, flags))
}
