/**
 * Keeps a small picture of each instance that arrives: a PNG file of at most 128 × 128 pixels, as an attachment in Orthanc.
 * GET /thumbnail/{instance} returns it, and Orthanc Explorer shows it on the page of the instance. Runs inside Orthanc:
 *
 *   { "WebAssembly": { "Modules": ["thumbnail.wasm"], "Plugins": { "thumbnail": { "Allow": { "RestApi": [
 *       "GET /instances/*", "PUT /instances/*"] } } } } }
 */
import {
  CString,
  DicomInstance,
  ErrorCode,
  extendOrthancExplorer,
  GrayImage,
  Image,
  logWarning,
  onStoredInstance,
  orthanc,
  Output,
  PixelFormat,
  plugin,
  Request,
  RgbImage,
  route,
} from 'orthanc-wasm/assembly'

plugin('thumbnail', '1.0')

/** Numbers from 1024 on belong to users. */
const thumbnailAttachment = 4803
const longestSide = 128

onStoredInstance((instance: DicomInstance, id: CString) => {
  const image = instance.hasPixelData ? instance.decodeFrame() : null
  if (image === null) return ErrorCode.Success
  const stored = orthanc.put(
    `/instances/${id}/attachments/${thumbnailAttachment}`,
    shrink(image).png(),
  )
  if (!stored.isSuccess) logWarning(`cannot store the thumbnail of ${id}: error ${stored.code}`)
  return ErrorCode.Success
})

route('/thumbnail/([-0-9a-f]+)', (output: Output, _: CString, request: Request) => {
  const id = request.groups[0]
  const png = orthanc.get(`/instances/${id}/attachments/${thumbnailAttachment}/data`)
  if (png.isSuccess) output.answer(png.body, 'image/png')
  return png.code
})

extendOrthancExplorer(`
$('#instance').live('pageshow', function () {
  $('#thumbnail').remove()
  $('<img id="thumbnail">').attr('src', '../thumbnail/' + $.mobile.pageData.uuid).prependTo('#instance-info')
})`)

/** Every n-th pixel of every n-th row. */
function shrink(image: Image): Image {
  const step = (max(image.width, image.height) + longestSide - 1) / longestSide
  return image.format == PixelFormat.RGB24 ? shrinkColor(image, step) : shrinkGray(image, step)
}

function shrinkColor(image: Image, step: i32): Image {
  const pixels = image.pixels
  const small = new RgbImage(image.width / step, image.height / step)
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const at = (y * image.width + x) * step * 3
      small.set(x, y, pixels[at], pixels[at + 1], pixels[at + 2])
    }
  }
  return small
}

/** The darkest pixel becomes black, the brightest one white. */
function shrinkGray(image: Image, step: i32): Image {
  const levels = Float32Array.wrap(image.convert(PixelFormat.Float32)!.pixels.buffer)
  const small = new GrayImage<u8>(image.width / step, image.height / step)
  let darkest = f32.MAX_VALUE
  let brightest = -f32.MAX_VALUE
  for (let i = 0; i < levels.length; i++) {
    darkest = min(darkest, levels[i])
    brightest = max(brightest, levels[i])
  }
  const scale: f32 = brightest > darkest ? 255 / (brightest - darkest) : 0
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      small.set(x, y, <u8>((levels[(y * image.width + x) * step] - darkest) * scale))
    }
  }
  return small
}
