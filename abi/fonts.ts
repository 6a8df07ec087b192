import type { Group } from './rows.ts'

/** Services 6009 to 6011: text on images. */
export const fonts = {
  services: {
    GetFontsCount: {
      number: 6009,
      struct: '_OrthancPluginReturnSingleValue',
      fields: [
        { name: 'resultInt32', kind: 'result', type: 'int32_t*' },
        { name: 'resultUint32', kind: 'result', type: 'uint32_t*' },
        { name: 'resultInt64', kind: 'result', type: 'int64_t*' },
        { name: 'resultUint64', kind: 'result', type: 'uint64_t*' },
      ],
      result: { kind: 'u32', field: 'resultUint32' },
      support: 'none',
    },
    // Of its two results a function asks for one; the address of the other is NULL.
    GetFontInfo: {
      number: 6010,
      struct: '_OrthancPluginGetFontInfo',
      fields: [
        { name: 'fontIndex', kind: 'u32' },
        { name: 'name', kind: 'result', type: 'const char**' },
        { name: 'size', kind: 'result', type: 'uint32_t*' },
      ],
      support: 'none',
    },
    DrawText: {
      number: 6011,
      struct: '_OrthancPluginDrawText',
      fields: [
        { name: 'image', kind: 'pointer', type: 'OrthancPluginImage*' },
        { name: 'fontIndex', kind: 'u32' },
        { name: 'utf8Text', kind: 'string' },
        { name: 'x', kind: 'i32' },
        { name: 'y', kind: 'i32' },
        { name: 'r', kind: 'u8' },
        { name: 'g', kind: 'u8' },
        { name: 'b', kind: 'u8' },
      ],
      support: 'none',
    },
  },
  functions: {
    OrthancPluginGetFontsCount: {
      service: 'GetFontsCount',
      since: null,
      arguments: {},
      returns: 'result',
      doc: 'How many fonts there are.',
    },
    OrthancPluginGetFontName: {
      service: 'GetFontInfo',
      since: null,
      arguments: { fontIndex: 'fontIndex' },
      returns: 'result',
      result: { kind: 'constString', field: 'name' },
      doc: 'The name of a font; it must not be freed.',
    },
    OrthancPluginGetFontSize: {
      service: 'GetFontInfo',
      since: null,
      arguments: { fontIndex: 'fontIndex' },
      returns: 'result',
      result: { kind: 'u32', field: 'size' },
      doc: 'The size of a font in pixels.',
    },
    OrthancPluginDrawText: {
      service: 'DrawText',
      since: null,
      arguments: {
        image: 'image',
        fontIndex: 'fontIndex',
        utf8Text: 'utf8Text',
        x: 'x',
        y: 'y',
        r: 'r',
        g: 'g',
        b: 'b',
      },
      returns: 'error',
      doc: 'Draws a text on an image.',
    },
  },
} as const satisfies Group
