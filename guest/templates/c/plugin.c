#include <stdio.h>

#include <orthanc/OrthancCPlugin.h>

static OrthancPluginContext* context = NULL;

/* GET /{{name}}/hello/NAME */
static OrthancPluginErrorCode Hello(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  char text[1024];
  int length;
  (void) url;

  if (request->method != OrthancPluginHttpMethod_Get)
  {
    OrthancPluginSendMethodNotAllowed(context, output, "GET");
    return OrthancPluginErrorCode_Success;
  }
  length = snprintf(text, sizeof(text), "Hello %s!\n", request->groups[0]);
  if (length < 0 || (size_t) length >= sizeof(text)) return OrthancPluginErrorCode_BadRequest;
  OrthancPluginAnswerBuffer(context, output, text, (uint32_t) length, "text/plain");
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterRestCallback(context, "/{{name}}/hello/(.*)", Hello);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void)
{
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void)
{
  return "{{name}}";
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void)
{
  return "0.1.0";
}
