// SPDX-License-Identifier: Apache-2.0

// DICOM instances and files.
import * as inside from 'orthanc:plugin/inside'
import { CreateDicomFlags } from './enums.js'
import { orUndefined, toBytes, toText } from './texts.js'

/** A DICOM instance in the memory of Orthanc, valid until the handler returns. */
export class Instance {
  #number

  constructor(number) {
    this.#number = number
  }

  tags() {
    return JSON.parse(toText(inside.getInstanceSimplifiedJson(this.#number)))
  }

  bytes() {
    return inside.getInstanceData(this.#number)
  }

  metadata(name) {
    const value = orUndefined(() => inside.getInstanceMetadata(toBytes(name), this.#number))
    return value && toText(value)
  }

  get origin() {
    return inside.getInstanceOrigin(this.#number)
  }

  get remoteAet() {
    return toText(orUndefined(() => inside.getInstanceRemoteAet(this.#number)))
  }

  get transferSyntax() {
    return toText(inside.getInstanceTransferSyntaxUid(this.#number))
  }

  get framesCount() {
    return inside.getInstanceFramesCount(this.#number)
  }

  get hasPixelData() {
    return inside.hasInstancePixelData(this.#number) !== 0n
  }

  rawFrame(frame = 0) {
    return inside.getInstanceRawFrame(this.#number, frame)
  }

  decodeFrame(frame = 0) {
    return inside.getInstanceDecodedFrame(this.#number, frame)
  }
}

const namesOfTags = 3
const anyLength = 0

export function dicomToJson(dicom) {
  return JSON.parse(toText(inside.dicomBufferToJson(dicom, namesOfTags, 0, anyLength)))
}

export function createDicom(tags, { image, flags = CreateDicomFlags.GenerateIdentifiers } = {}) {
  return inside.createDicom(toBytes(JSON.stringify(tags)), image, flags)
}

export function decodeDicomImage(dicom, frame = 0) {
  return inside.decodeDicomImage(dicom, frame)
}

export function transcodeDicom(dicom, transferSyntax) {
  const instance = inside.transcodeDicomInstance(dicom, toBytes(transferSyntax))
  try {
    return inside.serializeDicomInstance(instance)
  } finally {
    inside.freeDicomInstance(instance)
  }
}
