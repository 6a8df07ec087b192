/* A plugin in C, written as for the real server: routes, a query, images, errors, and a handler with a bug. */
#include <orthanc/OrthancCPlugin.h>

static OrthancPluginContext* context = NULL;

/** An argument of the query, or NULL if the request has none of that name. */
static const char* argument(const OrthancPluginHttpRequest* request, const char* key)
{
  uint32_t i;
  for (i = 0; i < request->getCount; i++)
  {
    if (strcmp(request->getKeys[i], key) == 0) return request->getValues[i];
  }
  return NULL;
}

static void answer(OrthancPluginRestOutput* output, const char* text, const char* mimeType)
{
  OrthancPluginAnswerBuffer(context, output, text, (uint32_t) strlen(text), mimeType);
}

/* GET /basic/hello/NAME?KEY=VALUE…: the parts of the request, one line each. */
static OrthancPluginErrorCode hello(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  char text[4096];
  size_t length = (size_t) snprintf(text, sizeof(text), "Hello %s from %s\n", request->groups[0], url);
  uint32_t i;

  if (request->method != OrthancPluginHttpMethod_Get)
  {
    OrthancPluginSendMethodNotAllowed(context, output, "GET");
    return OrthancPluginErrorCode_Success;
  }
  for (i = 0; i < request->getCount && length < sizeof(text); i++)
  {
    length += (size_t) snprintf(text + length, sizeof(text) - length, "%s = %s\n",
                                request->getKeys[i], request->getValues[i]);
  }
  if (length >= sizeof(text))
  {
    OrthancPluginSetHttpErrorDetails(context, output, "The query is too long", 1 /* log it */);
    return OrthancPluginErrorCode_BadRequest;
  }
  OrthancPluginSetCookie(context, output, "greeted", "yes");
  answer(output, text, "text/plain");
  return OrthancPluginErrorCode_Success;
}

/* GET /basic/image: all 65536 grey values as PNG. */
static OrthancPluginErrorCode image(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  uint16_t pixels[256 * 256];
  uint32_t i;
  (void) url;
  (void) request;

  for (i = 0; i < 256 * 256; i++) pixels[i] = (uint16_t) i;
  OrthancPluginCompressAndAnswerPngImage(
    context, output, OrthancPluginPixelFormat_Grayscale16, 256, 256, 256 * sizeof(uint16_t), pixels);
  return OrthancPluginErrorCode_Success;
}

/* GET /basic/photo?quality=N: red to the right, green to the bottom, as JPEG. */
static OrthancPluginErrorCode photo(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  const char* quality = argument(request, "quality");
  uint8_t* pixels = (uint8_t*) malloc(256 * 256 * 3);
  uint32_t i;
  (void) url;

  if (pixels == NULL) return OrthancPluginErrorCode_NotEnoughMemory;
  for (i = 0; i < 256 * 256; i++)
  {
    pixels[3 * i] = (uint8_t) (i % 256);
    pixels[3 * i + 1] = (uint8_t) (i / 256);
    pixels[3 * i + 2] = 0;
  }
  OrthancPluginCompressAndAnswerJpegImage(
    context, output, OrthancPluginPixelFormat_RGB24, 256, 256, 256 * 3, pixels,
    quality == NULL ? 90 : (uint8_t) atoi(quality));
  free(pixels);
  return OrthancPluginErrorCode_Success;
}

/* POST /basic/md5: the MD5 of the body. */
static OrthancPluginErrorCode md5(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  char* hash;
  (void) url;

  if (request->method != OrthancPluginHttpMethod_Post)
  {
    OrthancPluginSendMethodNotAllowed(context, output, "POST");
    return OrthancPluginErrorCode_Success;
  }
  hash = OrthancPluginComputeMd5(context, request->body, request->bodySize);
  if (hash == NULL) return OrthancPluginErrorCode_InternalError;
  answer(output, hash, "text/plain");
  OrthancPluginFreeString(context, hash);
  return OrthancPluginErrorCode_Success;
}

/*
 * GET /basic/last?text=TEXT: the last character. It does not check that there is a text: the NULL pointer would crash the
 * real server. Here only one request fails.
 */
static OrthancPluginErrorCode last(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  const char* text = argument(request, "text");
  (void) url;

  answer(output, &text[strlen(text) - 1], "text/plain");
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  char* configuration;
  context = given;
  if (OrthancPluginCheckVersion(context) == 0)
  {
    OrthancPluginLogError(context, "This plugin needs a newer version of Orthanc");
    return -1;
  }
  configuration = OrthancPluginGetConfiguration(context);
  OrthancPluginLogInfo(context, configuration == NULL ? "no configuration" : configuration);
  OrthancPluginFreeString(context, configuration);

  OrthancPluginRegisterRestCallback(context, "/basic/hello/(.*)", hello);
  OrthancPluginRegisterRestCallback(context, "/basic/image", image);
  OrthancPluginRegisterRestCallback(context, "/basic/photo", photo);
  OrthancPluginRegisterRestCallback(context, "/basic/md5", md5);
  OrthancPluginRegisterRestCallback(context, "/basic/last", last);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void)
{
  OrthancPluginLogWarning(context, "The plugin basic ends");
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void)
{
  return "basic";
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void)
{
  return "1.0";
}
