/* The plugin that is measured, in this host and in the real server: the same source, compiled for each. */
#include "identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIDE 512
#define LARGE (1024 * 1024)

static OrthancPluginContext* context = NULL;
static uint16_t slice[SIDE * SIDE];
static uint8_t window[SIDE * SIDE];
static uint8_t fused[SIDE * SIDE * 3];
static char large[LARGE];

/* A number around 0, the same ones in each run: the noise of a scanner. */
static int noise(void)
{
  static uint32_t state = 1;
  int sum = -510;
  int i;
  for (i = 0; i < 4; i++)
  {
    state = state * 1664525u + 1013904223u;
    sum += (int) (state >> 24);
  }
  return sum / 20;
}

static int inside(int x, int y, int width, int height)
{
  return (int64_t) x * x * height * height + (int64_t) y * y * width * width <
         (int64_t) width * width * height * height;
}

/* Hounsfield units of a made-up body: an ellipse with a rim of fat, two lungs, a spine. */
static int tissue(int x, int y)
{
  if (!inside(x, y, 230, 180)) return -1000;
  if (!inside(x, y, 212, 162)) return -100;
  if (inside(x, y - 104, 36, 36)) return 700 + 4 * (x % 32);
  if (inside(abs(x) - 108, y + 12, 62, 88)) return -820 + x / 4;
  return 45 + (x * y) / 1024;
}

/* The CT in a window, with the uptake of a tracer as colour on it. */
static void fuse(uint8_t* pixel, uint8_t level, int x, int y)
{
  const int uptake = inside(x - 60, y - 20, 90, 60) ? 160 - abs(x - 60) : inside(x + 100, y, 40, 70) ? 90 - abs(y) : 0;
  pixel[0] = (uint8_t) (level + uptake > 255 ? 255 : level + uptake);
  pixel[1] = (uint8_t) (level + uptake / 2 > 255 ? 255 : level + uptake / 2);
  pixel[2] = level;
}

static void draw(void)
{
  int x, y;
  for (y = 0; y < SIDE; y++)
  {
    for (x = 0; x < SIDE; x++)
    {
      const int hounsfield = tissue(x - SIDE / 2, y - SIDE / 2);
      const int value = hounsfield + 1024 + (hounsfield <= -1000 ? noise() / 3 : noise());
      const int level = (value - 1024 + 160) * 255 / 400;
      slice[y * SIDE + x] = (uint16_t) (value < 0 ? 0 : value);
      window[y * SIDE + x] = (uint8_t) (level < 0 ? 0 : level > 255 ? 255 : level);
      fuse(fused + 3 * (y * SIDE + x), window[y * SIDE + x], x - SIDE / 2, y - SIDE / 2);
    }
  }
  for (x = 0; x < LARGE; x++) large[x] = (char) ('a' + x % 26);
}

static void answer(OrthancPluginRestOutput* output, const char* text)
{
  OrthancPluginAnswerBuffer(context, output, text, (uint32_t) strlen(text), "text/plain");
}

static OrthancPluginErrorCode hello(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  char text[256];
  (void) url;
  snprintf(text, sizeof(text), "Hello %s!\n", request->groups[0]);
  answer(output, text);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode download(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  (void) url;
  (void) request;
  OrthancPluginAnswerBuffer(context, output, large, LARGE, "application/octet-stream");
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode upload(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  char text[64];
  (void) url;
  snprintf(text, sizeof(text), "%u bytes\n", (unsigned) request->bodySize);
  answer(output, text);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode png(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  (void) url;
  (void) request;
  OrthancPluginCompressAndAnswerPngImage(
    context, output, OrthancPluginPixelFormat_Grayscale16, SIDE, SIDE, SIDE * 2, slice);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode colour(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  (void) url;
  (void) request;
  OrthancPluginCompressAndAnswerPngImage(
    context, output, OrthancPluginPixelFormat_RGB24, SIDE, SIDE, SIDE * 3, fused);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode jpeg(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  (void) url;
  (void) request;
  OrthancPluginCompressAndAnswerJpegImage(
    context, output, OrthancPluginPixelFormat_Grayscale8, SIDE, SIDE, SIDE, window, 90);
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  draw();
  OrthancPluginRegisterRestCallbackNoLock(context, "/bench-00/hello/(.*)", hello);
  OrthancPluginRegisterRestCallbackNoLock(context, "/bench-00/download", download);
  OrthancPluginRegisterRestCallbackNoLock(context, "/bench-00/upload", upload);
  OrthancPluginRegisterRestCallbackNoLock(context, "/bench-00/png", png);
  OrthancPluginRegisterRestCallbackNoLock(context, "/bench-00/jpeg", jpeg);
  OrthancPluginRegisterRestCallbackNoLock(context, "/bench-00/colour", colour);
  return 0;
}
