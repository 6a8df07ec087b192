// A plugin in C++, as for Orthanc itself: exceptions and the whole standard library work, threads do not.
#include <orthanc/OrthancCPlugin.h>

#include <exception>
#include <string>

static OrthancPluginContext* context = nullptr;

static void Answer(OrthancPluginRestOutput* output, const std::string& text)
{
  OrthancPluginAnswerBuffer(context, output, text.data(), static_cast<uint32_t>(text.size()), "text/plain");
}

// GET /{{name}}/hello/NAME
static void Hello(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest* request)
{
  if (request->method != OrthancPluginHttpMethod_Get)
  {
    OrthancPluginSendMethodNotAllowed(context, output, "GET");
    return;
  }
  Answer(output, std::string("Hello ") + request->groups[0] + "!\n");
}

typedef void (*Handler)(OrthancPluginRestOutput* output, const OrthancPluginHttpRequest* request);

// The SDK is C: an exception must not leave a callback.
template <Handler handler>
static OrthancPluginErrorCode Protect(
  OrthancPluginRestOutput* output, const char* /* url */, const OrthancPluginHttpRequest* request)
{
  try
  {
    handler(output, request);
    return OrthancPluginErrorCode_Success;
  }
  catch (const std::exception& e)
  {
    OrthancPluginSetHttpErrorDetails(context, output, e.what(), 1 /* log it */);
    return OrthancPluginErrorCode_InternalError;
  }
}

extern "C"
{
  ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
  {
    context = given;
    OrthancPluginRegisterRestCallback(context, "/{{name}}/hello/(.*)", Protect<Hello>);
    return 0;
  }

  ORTHANC_PLUGINS_API void OrthancPluginFinalize()
  {
  }

  ORTHANC_PLUGINS_API const char* OrthancPluginGetName()
  {
    return "{{name}}";
  }

  ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion()
  {
    return "0.1.0";
  }
}
