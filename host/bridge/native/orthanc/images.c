#include "orthanc.h"

#include <string.h>

uint64_t pixel_bytes(uint32_t format)
{
  switch (format) {
  case OrthancPluginPixelFormat_Grayscale8: return 1;
  case OrthancPluginPixelFormat_Grayscale16:
  case OrthancPluginPixelFormat_SignedGrayscale16: return 2;
  case OrthancPluginPixelFormat_RGB24: return 3;
  case OrthancPluginPixelFormat_RGBA32:
  case OrthancPluginPixelFormat_BGRA32:
  case OrthancPluginPixelFormat_Grayscale32:
  case OrthancPluginPixelFormat_Float32: return 4;
  case OrthancPluginPixelFormat_RGB48: return 6;
  case OrthancPluginPixelFormat_Grayscale64: return 8;
  default: return 0;
  }
}

int has_rows(uint32_t format, uint32_t width, uint32_t height, uint32_t pitch, uint64_t bytes)
{
  const uint64_t row = width * pixel_bytes(format);
  if (row == 0 || height == 0) return pixel_bytes(format) != 0;
  return pitch >= row && (uint64_t) pitch * (height - 1) + row <= bytes;
}

static uint32_t image_info(int service, const void* image)
{
  uint32_t value = 0;
  _OrthancPluginGetImageInfo parameters = { .image = image, .resultUint32 = &value };
  return invoke(service, &parameters) == OrthancPluginErrorCode_Success ? value : 0;
}

void* image_pixels(const void* image, uint64_t* bytes)
{
  void* pixels = NULL;
  _OrthancPluginGetImageInfo parameters = { .image = image, .resultBuffer = &pixels };
  *bytes = (uint64_t) image_info(_OrthancPluginService_GetImagePitch, image) * image_info(_OrthancPluginService_GetImageHeight, image);
  if (invoke(_OrthancPluginService_GetImageBuffer, &parameters) != OrthancPluginErrorCode_Success || pixels == NULL) *bytes = 0;
  return pixels;
}

void* copy_image(const void* image)
{
  uint64_t fromBytes, toBytes;
  OrthancPluginImage* copy = NULL;
  OrthancPluginPixelFormat format = OrthancPluginPixelFormat_Unknown;
  const _OrthancPluginGetImageInfo ask = { .image = image, .resultPixelFormat = &format };
  invoke(_OrthancPluginService_GetImagePixelFormat, &ask);
  const uint32_t width = image_info(_OrthancPluginService_GetImageWidth, image);
  const uint32_t height = image_info(_OrthancPluginService_GetImageHeight, image);
  const _OrthancPluginCreateImage create = { .target = &copy, .format = format, .width = width, .height = height };
  if (invoke(_OrthancPluginService_CreateImage, &create) != OrthancPluginErrorCode_Success || copy == NULL) return NULL;
  const uint8_t* from = image_pixels(image, &fromBytes);
  uint8_t* to = image_pixels(copy, &toBytes);
  const uint64_t row = width * pixel_bytes(format);
  for (uint32_t y = 0; y < height && row > 0 && fromBytes > 0 && toBytes > 0; y++)
    memcpy(to + toBytes / height * y, from + fromBytes / height * y, (size_t) row);
  return copy;
}
