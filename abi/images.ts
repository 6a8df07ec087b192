import type { Group } from './rows.ts'

const getImageInfo = {
  struct: '_OrthancPluginGetImageInfo',
  fields: [
    { name: 'image', kind: 'pointer', type: 'const OrthancPluginImage*' },
    { name: 'resultUint32', kind: 'result', type: 'uint32_t*' },
    { name: 'resultPixelFormat', kind: 'result', type: 'OrthancPluginPixelFormat*' },
    { name: 'resultBuffer', kind: 'result', type: 'void**' },
  ],
} as const

const createImage = {
  struct: '_OrthancPluginCreateImage',
  fields: [
    { name: 'target', kind: 'result', type: 'OrthancPluginImage**' },
    { name: 'format', kind: 'i32', type: 'OrthancPluginPixelFormat' },
    { name: 'width', kind: 'u32' },
    { name: 'height', kind: 'u32' },
    { name: 'pitch', kind: 'u32' },
    { name: 'buffer', kind: 'pointer', type: 'void*' },
    { name: 'constBuffer', kind: 'bytes', sizedBy: 'bufferSize' },
    { name: 'bufferSize', kind: 'u32' },
    { name: 'frameIndex', kind: 'u32' },
  ],
  result: { kind: 'pointer', field: 'target', type: 'OrthancPluginImage*' },
} as const

const ofImage = { since: null, arguments: { image: 'image' }, returns: 'result' } as const

/** Services 6000 to 6014, without those about text: images in memory and their codecs. */
export const images = {
  services: {
    RegisterDecodeImageCallback: {
      number: 1006,
      struct: '_OrthancPluginDecodeImageCallback',
      fields: [{ name: 'callback', kind: 'callback', type: 'OrthancPluginDecodeImageCallback' }],
      support: 'none',
    },
    GetImagePixelFormat: {
      number: 6000,
      ...getImageInfo,
      result: { kind: 'i32', field: 'resultPixelFormat', type: 'OrthancPluginPixelFormat' },
    },
    GetImageWidth: {
      number: 6001,
      ...getImageInfo,
      result: { kind: 'u32', field: 'resultUint32' },
    },
    GetImageHeight: {
      number: 6002,
      ...getImageInfo,
      result: { kind: 'u32', field: 'resultUint32' },
    },
    GetImagePitch: {
      number: 6003,
      ...getImageInfo,
      result: { kind: 'u32', field: 'resultUint32' },
    },
    GetImageBuffer: {
      number: 6004,
      ...getImageInfo,
      result: { kind: 'pointer', field: 'resultBuffer', type: 'void*' },
    },
    UncompressImage: {
      number: 6005,
      struct: '_OrthancPluginUncompressImage',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginImage**' },
        { name: 'data', kind: 'bytes', sizedBy: 'size' },
        { name: 'size', kind: 'u32' },
        { name: 'format', kind: 'i32', type: 'OrthancPluginImageFormat' },
      ],
      result: { kind: 'pointer', field: 'target', type: 'OrthancPluginImage*' },
    },
    FreeImage: {
      number: 6006,
      struct: '_OrthancPluginFreeImage',
      fields: [{ name: 'image', kind: 'pointer', type: 'OrthancPluginImage*' }],
    },
    CompressImage: {
      number: 6007,
      struct: '_OrthancPluginCompressImage',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' },
        { name: 'imageFormat', kind: 'i32', type: 'OrthancPluginImageFormat' },
        { name: 'pixelFormat', kind: 'i32', type: 'OrthancPluginPixelFormat' },
        { name: 'width', kind: 'u32' },
        { name: 'height', kind: 'u32' },
        { name: 'pitch', kind: 'u32' },
        { name: 'buffer', kind: 'extent' },
        { name: 'quality', kind: 'u8' },
      ],
      outParameters: 'bytes',
    },
    ConvertPixelFormat: {
      number: 6008,
      struct: '_OrthancPluginConvertPixelFormat',
      fields: [
        { name: 'target', kind: 'result', type: 'OrthancPluginImage**' },
        { name: 'source', kind: 'pointer', type: 'const OrthancPluginImage*' },
        { name: 'targetFormat', kind: 'i32', type: 'OrthancPluginPixelFormat' },
      ],
      result: { kind: 'pointer', field: 'target', type: 'OrthancPluginImage*' },
    },
    CreateImage: { number: 6012, ...createImage },
    CreateImageAccessor: { number: 6013, ...createImage },
    DecodeDicomImage: { number: 6014, ...createImage, support: 'none' },
  },
  functions: {
    OrthancPluginGetImagePixelFormat: {
      service: 'GetImagePixelFormat',
      ...ofImage,
      failure: 6,
      doc: 'The pixel format of an image.',
    },
    OrthancPluginGetImageWidth: {
      service: 'GetImageWidth',
      ...ofImage,
      doc: 'The width of an image in pixels.',
    },
    OrthancPluginGetImageHeight: {
      service: 'GetImageHeight',
      ...ofImage,
      doc: 'The height of an image in pixels.',
    },
    OrthancPluginGetImagePitch: {
      service: 'GetImagePitch',
      ...ofImage,
      doc: 'The distance of two rows of an image in bytes.',
    },
    OrthancPluginGetImageBuffer: {
      service: 'GetImageBuffer',
      ...ofImage,
      doc: 'The address of the pixels of an image; they belong to it.',
    },
    OrthancPluginUncompressImage: {
      service: 'UncompressImage',
      since: null,
      arguments: { data: 'data', size: 'size', format: 'format' },
      returns: 'result',
      doc: 'Decodes a PNG or a JPEG; freed with `OrthancPluginFreeImage`.',
    },
    OrthancPluginFreeImage: {
      service: 'FreeImage',
      since: null,
      arguments: { image: 'image' },
      returns: 'void',
      doc: 'Frees an image.',
    },
    OrthancPluginCompressPngImage: {
      service: 'CompressImage',
      since: null,
      arguments: {
        target: 'target',
        format: 'pixelFormat',
        width: 'width',
        height: 'height',
        pitch: 'pitch',
        buffer: 'buffer',
      },
      literals: { imageFormat: 0, quality: 0 },
      returns: 'error',
      doc: 'Encodes an image as PNG.',
    },
    OrthancPluginCompressJpegImage: {
      service: 'CompressImage',
      since: null,
      arguments: {
        target: 'target',
        format: 'pixelFormat',
        width: 'width',
        height: 'height',
        pitch: 'pitch',
        buffer: 'buffer',
        quality: 'quality',
      },
      literals: { imageFormat: 1 },
      returns: 'error',
      doc: 'Encodes an image as JPEG of a quality from 1 to 100.',
    },
    OrthancPluginConvertPixelFormat: {
      service: 'ConvertPixelFormat',
      since: null,
      arguments: { source: 'source', targetFormat: 'targetFormat' },
      returns: 'result',
      doc: 'A copy of an image in another pixel format; freed with `OrthancPluginFreeImage`.',
    },
    OrthancPluginCreateImage: {
      service: 'CreateImage',
      since: null,
      arguments: { format: 'format', width: 'width', height: 'height' },
      returns: 'result',
      doc: 'An image with undefined pixels; freed with `OrthancPluginFreeImage`.',
    },
    OrthancPluginCreateImageAccessor: {
      service: 'CreateImageAccessor',
      since: null,
      arguments: {
        format: 'format',
        width: 'width',
        height: 'height',
        pitch: 'pitch',
        buffer: 'buffer',
      },
      returns: 'result',
      doc: 'An image over pixels that stay the plugin’s; freed with `OrthancPluginFreeImage`.',
    },
    OrthancPluginDecodeDicomImage: {
      service: 'DecodeDicomImage',
      since: null,
      arguments: { buffer: 'constBuffer', bufferSize: 'bufferSize', frameIndex: 'frameIndex' },
      returns: 'result',
      doc: 'Decodes one frame of a DICOM file; freed with `OrthancPluginFreeImage`.',
    },
    OrthancPluginRegisterDecodeImageCallback: {
      service: 'RegisterDecodeImageCallback',
      since: null,
      arguments: { callback: 'callback' },
      returns: 'error',
      doc: 'Registers a callback that decodes the frames of DICOM files.',
    },
  },
} as const satisfies Group
