/** The names of the transfer syntaxes that hospitals have, by the part of the UID after 1.2.840.10008.1.2 (PS3.6, A). */
const NAMES: StaticArray<string> = [
  '',
  'implicit VR little endian',
  '.1',
  'explicit VR little endian',
  '.1.99',
  'deflated explicit VR little endian',
  '.2',
  'explicit VR big endian',
  '.4.50',
  'JPEG baseline',
  '.4.51',
  'JPEG extended',
  '.4.57',
  'JPEG lossless',
  '.4.70',
  'JPEG lossless, first-order prediction',
  '.4.80',
  'JPEG-LS lossless',
  '.4.81',
  'JPEG-LS near-lossless',
  '.4.90',
  'JPEG 2000 lossless',
  '.4.91',
  'JPEG 2000',
  '.4.100',
  'MPEG2',
  '.4.102',
  'MPEG-4 H.264',
  '.4.201',
  'HTJ2K lossless',
  '.4.203',
  'HTJ2K',
  '.5',
  'RLE lossless',
]

const PREFIX = '1.2.840.10008.1.2'

/** "JPEG 2000 (1.2.840.10008.1.2.4.91)"; the UID alone for one without a name. */
export function describeTransferSyntax(uid: string): string {
  for (let i = 0; i < NAMES.length; i += 2)
    if (uid == PREFIX + NAMES[i]) return `${NAMES[i + 1]} (${uid})`
  return uid
}
