/**
 * The SDK's enumerations, by the names that follow the prefix in the C header
 * (`OrthancPluginPixelFormat_Grayscale8` is `pixelFormats.Grayscale8`).
 */
import { errorCodeRows } from "./error-codes.js";
/** `OrthancPluginHttpMethod`. */
export const httpMethods = { Get: 1, Post: 2, Put: 3, Delete: 4 };
/** `OrthancPluginPixelFormat`: samples are little-endian, rows top down. */
export const pixelFormats = {
    Grayscale8: 1,
    Grayscale16: 2,
    SignedGrayscale16: 3,
    RGB24: 4,
    RGBA32: 5,
    Unknown: 6,
    RGB48: 7,
    Grayscale32: 8,
    Float32: 9,
    BGRA32: 10,
    Grayscale64: 11,
};
/** `OrthancPluginImageFormat`. */
export const imageFormats = { Png: 0, Jpeg: 1, Dicom: 2 };
/** `_OrthancPluginProperty`: what a plugin says about itself. */
export const pluginProperties = { Description: 1, RootUri: 2, OrthancExplorer: 3 };
/** `OrthancPluginErrorCode`. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets which name has which code
export const errorCodes = Object.fromEntries(Object.entries(errorCodeRows).map(([name, { code }]) => [name, code]));
/** Every enumeration under the C type it mirrors. */
export const enums = {
    OrthancPluginErrorCode: errorCodes,
    OrthancPluginHttpMethod: httpMethods,
    OrthancPluginPixelFormat: pixelFormats,
    OrthancPluginImageFormat: imageFormats,
    _OrthancPluginProperty: pluginProperties,
};
