/*
 * image-plugin.c - calls the image services of Orthanc's SDK as its routes say, and answers with what they gave.
 *
 * The services are called through InvokeService, whose code the inline functions of the header drop. An answer is a
 * line "CODE FORMAT WIDTH HEIGHT PITCH", then the rows of the image without padding, or the bytes of the file.
 */
#include <orthanc/OrthancCPlugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static OrthancPluginContext* context = NULL;

static uint32_t number(const OrthancPluginHttpRequest* request, uint32_t group)
{
  return group < request->groupsCount ? (uint32_t) strtoul(request->groups[group], NULL, 10) : 0;
}

static uint32_t pixelBytes(uint32_t format)
{
  static const uint8_t bytes[] = { 0, 1, 2, 2, 3, 4, 0, 6, 4, 4, 4, 8 };
  return format < sizeof(bytes) ? bytes[format] : 0;
}

static void answer(
  OrthancPluginRestOutput* output, const char* line, const uint8_t* rows, uint32_t size)
{
  size_t length = strlen(line);
  char* whole = (char*) malloc(length + size);
  memcpy(whole, line, length);
  if (size > 0) memcpy(whole + length, rows, size);
  OrthancPluginAnswerBuffer(context, output, whole, (uint32_t) (length + size), "application/octet-stream");
  free(whole);
}

/* Describes an image and frees it. */
static void answerImage(OrthancPluginRestOutput* output, int32_t code, OrthancPluginImage* image)
{
  char line[128];
  uint32_t format, width, height, pitch, row, y;
  const uint8_t* buffer;
  uint8_t* rows;
  if (code != 0)
  {
    snprintf(line, sizeof(line), "%d\n", (int) code);
    answer(output, line, NULL, 0);
    return;
  }
  format = (uint32_t) OrthancPluginGetImagePixelFormat(context, image);
  width = OrthancPluginGetImageWidth(context, image);
  height = OrthancPluginGetImageHeight(context, image);
  pitch = OrthancPluginGetImagePitch(context, image);
  buffer = (const uint8_t*) OrthancPluginGetImageBuffer(context, image);
  if (buffer == NULL && height > 0 && width > 0)
  {
    snprintf(line, sizeof(line), "0 %u %u %u %u without buffer\n", format, width, height, pitch);
    answer(output, line, NULL, 0);
    OrthancPluginFreeImage(context, image);
    return;
  }
  row = width * pixelBytes(format);
  rows = (uint8_t*) malloc((size_t) row * height + 1);
  for (y = 0; y < height; y++)
    memcpy(rows + (size_t) y * row, buffer + (size_t) y * pitch, row);
  snprintf(line, sizeof(line), "0 %u %u %u %u\n", format, width, height, pitch);
  answer(output, line, rows, row * height);
  free(rows);
  OrthancPluginFreeImage(context, image);
}

/* /uncompress/FORMAT: decodes the body. */
static OrthancPluginErrorCode uncompress(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginImage* image = NULL;
  _OrthancPluginUncompressImage params;
  int32_t code;
  (void) url;
  memset(&params, 0, sizeof(params));
  params.target = &image;
  params.data = request->body;
  params.size = (uint32_t) request->bodySize;
  params.format = (OrthancPluginImageFormat) number(request, 0);
  code = context->InvokeService(context, _OrthancPluginService_UncompressImage, &params);
  answerImage(output, code, image);
  return OrthancPluginErrorCode_Success;
}

/* /create/FORMAT/WIDTH/HEIGHT: an image, its pixels set to zero. */
static OrthancPluginErrorCode create(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginImage* image = NULL;
  _OrthancPluginCreateImage params;
  int32_t code;
  (void) url;
  memset(&params, 0, sizeof(params));
  params.target = &image;
  params.format = (OrthancPluginPixelFormat) (int32_t) number(request, 0);
  params.width = number(request, 1);
  params.height = number(request, 2);
  code = context->InvokeService(context, _OrthancPluginService_CreateImage, &params);
  if (code == 0 && params.height > 0)
    memset(OrthancPluginGetImageBuffer(context, image), 0,
           (size_t) OrthancPluginGetImagePitch(context, image) * params.height);
  answerImage(output, code, image);
  return OrthancPluginErrorCode_Success;
}

static int32_t access_(OrthancPluginImage** image, const OrthancPluginHttpRequest* request)
{
  _OrthancPluginCreateImage params;
  memset(&params, 0, sizeof(params));
  params.target = image;
  params.format = (OrthancPluginPixelFormat) (int32_t) number(request, 0);
  params.width = number(request, 1);
  params.height = number(request, 2);
  params.pitch = number(request, 3);
  params.buffer = (void*) request->body;
  return context->InvokeService(context, _OrthancPluginService_CreateImageAccessor, &params);
}

/* /accessor/FORMAT/WIDTH/HEIGHT/PITCH: the body as an image. */
static OrthancPluginErrorCode accessor(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginImage* image = NULL;
  int32_t code;
  (void) url;
  code = access_(&image, request);
  answerImage(output, code, image);
  return OrthancPluginErrorCode_Success;
}

/* /convert/FORMAT/WIDTH/HEIGHT/PITCH/TARGET: the body in another format. */
static OrthancPluginErrorCode convert(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginImage* source = NULL;
  OrthancPluginImage* target = NULL;
  _OrthancPluginConvertPixelFormat params;
  int32_t code;
  (void) url;
  code = access_(&source, request);
  if (code == 0)
  {
    params.target = &target;
    params.source = source;
    params.targetFormat = (OrthancPluginPixelFormat) (int32_t) number(request, 4);
    code = context->InvokeService(context, _OrthancPluginService_ConvertPixelFormat, &params);
  }
  answerImage(output, code, target);
  if (source != NULL) OrthancPluginFreeImage(context, source);
  return OrthancPluginErrorCode_Success;
}

/* /compress/KIND/FORMAT/WIDTH/HEIGHT/PITCH/QUALITY: the body as a file; the line has the code and the size. */
static OrthancPluginErrorCode compress(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  char line[64];
  OrthancPluginMemoryBuffer file = { NULL, 0 };
  _OrthancPluginCompressImage params;
  int32_t code;
  (void) url;
  memset(&params, 0, sizeof(params));
  params.target = &file;
  params.imageFormat = (OrthancPluginImageFormat) number(request, 0);
  params.pixelFormat = (OrthancPluginPixelFormat) (int32_t) number(request, 1);
  params.width = number(request, 2);
  params.height = number(request, 3);
  params.pitch = number(request, 4);
  params.buffer = request->body;
  params.quality = (uint8_t) number(request, 5);
  code = context->InvokeService(context, _OrthancPluginService_CompressImage, &params);
  snprintf(line, sizeof(line), "%d %u\n", (int) code, code == 0 ? (unsigned) file.size : 0);
  answer(output, line, (const uint8_t*) file.data, code == 0 ? file.size : 0);
  if (code == 0) OrthancPluginFreeMemoryBuffer(context, &file);
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterRestCallback(context, "/uncompress/(\\d+)", uncompress);
  OrthancPluginRegisterRestCallback(context, "/create/(\\d+)/(\\d+)/(\\d+)", create);
  OrthancPluginRegisterRestCallback(context, "/accessor/(\\d+)/(\\d+)/(\\d+)/(\\d+)", accessor);
  OrthancPluginRegisterRestCallback(context, "/convert/(\\d+)/(\\d+)/(\\d+)/(\\d+)/(\\d+)", convert);
  OrthancPluginRegisterRestCallback(
    context, "/compress/(\\d+)/(\\d+)/(\\d+)/(\\d+)/(\\d+)/(\\d+)", compress);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "images"; }

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return "1.0"; }
