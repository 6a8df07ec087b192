/* A plugin for others to call: it answers what it was asked, a status, an error, or nothing. */
#include <orthanc/OrthancCPlugin.h>
#include <stdio.h>
#include <stdlib.h>

static OrthancPluginContext* context = NULL;

/* Method, URL, body, GET arguments and headers. */
static OrthancPluginErrorCode echo(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  static char answer[8192];
  uint32_t i;
  int length = snprintf(answer, sizeof(answer), "%d %s %.*s", (int) request->method, url,
    (int) request->bodySize, (const char*) request->body);
  for (i = 0; i < request->getCount; i++)
    length += snprintf(answer + length, sizeof(answer) - (size_t) length, " ?%s=%s",
      request->getKeys[i], request->getValues[i]);
  for (i = 0; i < request->headersCount; i++)
    length += snprintf(answer + length, sizeof(answer) - (size_t) length, " %s:%s",
      request->headersKeys[i], request->headersValues[i]);
  OrthancPluginSetHttpHeader(context, output, "X-Echo", "yes");
  OrthancPluginAnswerBuffer(context, output, answer, (uint32_t) length, "text/plain");
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode fail(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  return (OrthancPluginErrorCode) atoi(request->groups[0]);
}

static OrthancPluginErrorCode sendStatus(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginSendHttpStatus(context, output, (uint16_t) atoi(request->groups[0]), "said", 4);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode silent(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterRestCallbackNoLock(context, "/callee/fail/(-?[0-9]+)", fail);
  OrthancPluginRegisterRestCallbackNoLock(context, "/callee/status/([0-9]+)", sendStatus);
  OrthancPluginRegisterRestCallbackNoLock(context, "/callee/silent", silent);
  OrthancPluginRegisterRestCallbackNoLock(context, "/callee/echo.*", echo);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void)
{
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void)
{
  return "callee";
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void)
{
  return "1.0";
}
