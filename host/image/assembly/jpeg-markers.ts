// The marker segments of a baseline JFIF file (T.81, B.2; T.871), in the order in which the IJG's library writes them.

import { bytePosition, moveTo } from './bit-writer'
import { CHROMINANCE, LUMINANCE, quantiserSteps } from './jpeg-quantiser'
import {
  BLOCK_COEFFICIENTS,
  CHROMINANCE_AC,
  CHROMINANCE_DC,
  CODE_LENGTHS,
  LUMINANCE_AC,
  LUMINANCE_DC,
  ZIGZAG,
} from './jpeg-tables'
import { u8At } from './table'

/** More than all segments together. */
export const MARKER_BYTES: usize = 1024

const SOI: u32 = 0xffd8
const APP0: u32 = 0xffe0
const DQT: u32 = 0xffdb
const SOF0: u32 = 0xffc0
const DHT: u32 = 0xffc4
const SOS: u32 = 0xffda
const EOI: u32 = 0xffd9

const JFIF: u32 = 0x4a464946
const JFIF_VERSION: u32 = 0x0101
const ASPECT_RATIO_ONLY: u32 = 0
const SAMPLE_BITS: u32 = 8
const DC_CLASS: u32 = 0x00
const AC_CLASS: u32 = 0x10
const NOT_SUBSAMPLED: u32 = 0x11
const TWICE_BOTH_WAYS: u32 = 0x22
const LAST_COEFFICIENT: u32 = 63

const Y: u32 = 1
const CB: u32 = 2
const CR: u32 = 3

export function writeHeaders(width: u32, height: u32, isColour: bool): void {
  putU16(SOI)
  putJfif()
  putSteps(LUMINANCE)
  if (isColour) putSteps(CHROMINANCE)
  putFrame(width, height, isColour)
  putCodes(DC_CLASS | <u32>LUMINANCE, LUMINANCE_DC)
  putCodes(AC_CLASS | <u32>LUMINANCE, LUMINANCE_AC)
  if (isColour) {
    putCodes(DC_CLASS | <u32>CHROMINANCE, CHROMINANCE_DC)
    putCodes(AC_CLASS | <u32>CHROMINANCE, CHROMINANCE_AC)
  }
  putScan(isColour)
}

export function writeEnd(): void {
  putU16(EOI)
}

function putJfif(): void {
  putU16(APP0)
  putU16(16)
  putU16(JFIF >> 16)
  putU16(JFIF & 0xffff)
  putU8(0)
  putU16(JFIF_VERSION)
  putU8(ASPECT_RATIO_ONLY)
  putU16(1)
  putU16(1)
  putU16(0) // no thumbnail
}

function putSteps(component: usize): void {
  putU16(DQT)
  putU16(3 + <u32>BLOCK_COEFFICIENTS)
  putU8(<u32>component)
  for (let place: usize = 0; place < BLOCK_COEFFICIENTS; place++) {
    putU8(u8At(quantiserSteps(component), u8At(ZIGZAG, place)))
  }
}

function putFrame(width: u32, height: u32, isColour: bool): void {
  const components: u32 = isColour ? 3 : 1
  putU16(SOF0)
  putU16(8 + 3 * components)
  putU8(SAMPLE_BITS)
  putU16(height)
  putU16(width)
  putU8(components)
  putFrameComponent(Y, isColour ? TWICE_BOTH_WAYS : NOT_SUBSAMPLED, LUMINANCE)
  if (!isColour) return
  putFrameComponent(CB, NOT_SUBSAMPLED, CHROMINANCE)
  putFrameComponent(CR, NOT_SUBSAMPLED, CHROMINANCE)
}

function putFrameComponent(id: u32, sampling: u32, quantiser: usize): void {
  putU8(id)
  putU8(sampling)
  putU8(<u32>quantiser)
}

function putCodes(classAndId: u32, specification: usize): void {
  let symbols: u32 = 0
  for (let i: usize = 0; i < CODE_LENGTHS; i++) symbols += u8At(specification, i)
  const length = <u32>CODE_LENGTHS + symbols
  putU16(DHT)
  putU16(3 + length)
  putU8(classAndId)
  memory.copy(bytePosition(), specification, length)
  moveTo(bytePosition() + length)
}

function putScan(isColour: bool): void {
  const components: u32 = isColour ? 3 : 1
  putU16(SOS)
  putU16(6 + 2 * components)
  putU8(components)
  putScanComponent(Y, LUMINANCE)
  if (isColour) {
    putScanComponent(CB, CHROMINANCE)
    putScanComponent(CR, CHROMINANCE)
  }
  putU8(0) // all coefficients, from the first
  putU8(LAST_COEFFICIENT)
  putU8(0) // at full precision
}

function putScanComponent(id: u32, codes: usize): void {
  putU8(id)
  putU8(<u32>((codes << 4) | codes))
}

function putU8(value: u32): void {
  store<u8>(bytePosition(), <u8>value)
  moveTo(bytePosition() + 1)
}

function putU16(value: u32): void {
  store<u16>(bytePosition(), bswap<u16>(<u16>value))
  moveTo(bytePosition() + 2)
}
