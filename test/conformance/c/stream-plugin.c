/* Answers in streams and in other ways, in the order that the path says: `/stream/sc` starts a stream and sends a chunk.
   `/codes` returns what the calls of the last path returned. */
#include <orthanc/OrthancCPlugin.h>
#include <stdio.h>
#include <string.h>

static OrthancPluginContext* context;
static char codes[512];

static int step(OrthancPluginRestOutput* output, char name)
{
  switch (name)
  {
    case 's': return OrthancPluginStartStreamAnswer(context, output, "text/plain");
    case 'e': return OrthancPluginStartStreamAnswer(context, output, "");
    case 'c': return OrthancPluginSendStreamChunk(context, output, "chunk", 5);
    case 'z': return OrthancPluginSendStreamChunk(context, output, "", 0);
    case 'n': return OrthancPluginSendStreamChunk(context, output, NULL, 0);
    case 'm': return OrthancPluginStartMultipartAnswer(context, output, "mixed", "text/plain");
    case 'p': return OrthancPluginSendMultipartItem(context, output, "part", 4);
    case 'a': OrthancPluginAnswerBuffer(context, output, "answer", 6, "text/plain"); break;
    case 'h': OrthancPluginSetHttpHeader(context, output, "X-Header", "value"); break;
    case 't': OrthancPluginSetHttpHeader(context, output, "Content-Type", "text/html"); break;
    case 'k': OrthancPluginSetCookie(context, output, "cookie", "value"); break;
    case 'o': OrthancPluginSendHttpStatus(context, output, 201, "created", 7); break;
    case 'u': OrthancPluginSendHttpStatusCode(context, output, 299); break;
    case 'r': OrthancPluginRedirect(context, output, "/elsewhere"); break;
    case 'd': OrthancPluginSetHttpErrorDetails(context, output, "details", 0); break;
    default: break;
  }
  return 0;
}

static OrthancPluginErrorCode answer(OrthancPluginRestOutput* output, const char* url,
                                     const OrthancPluginHttpRequest* request)
{
  const char* name;
  size_t length = 0;
  codes[0] = 0;
  for (name = request->groups[0]; *name != 0; name++)
    length += snprintf(codes + length, sizeof(codes) - length, "%c%d ", *name, step(output, *name));
  return strchr(request->groups[0], 'x') ? OrthancPluginErrorCode_UnknownResource : OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode answerCodes(OrthancPluginRestOutput* output, const char* url,
                                          const OrthancPluginHttpRequest* request)
{
  OrthancPluginAnswerBuffer(context, output, codes, strlen(codes), "text/plain");
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterRestCallback(context, "/stream/(.*)", answer);
  OrthancPluginRegisterRestCallback(context, "/codes", answerCodes);
  OrthancPluginLogMessage(context, "a message", "stream", "stream-plugin.c", 7, OrthancPluginLogCategory_Generic,
                          OrthancPluginLogLevel_Warning);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void)
{
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void)
{
  return "stream";
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void)
{
  return "1.0";
}
