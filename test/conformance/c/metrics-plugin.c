/* Sets the metrics of a request's body. Each line is "NAME KIND VALUE TYPE", where KIND is f (a float) or i (an integer). */
#include <orthanc/OrthancCPlugin.h>
#include <stdlib.h>
#include <string.h>

static OrthancPluginContext* context;

static void set(const char* line, const char* end)
{
  char text[200] = "";
  char* name = text;
  char* kind;
  char* value;
  char* type;
  if (end - line >= (long) sizeof(text)) return;
  memcpy(text, line, (size_t) (end - line));
  kind = strchr(text, ' ');
  *kind++ = 0;
  value = kind + 2;
  type = strchr(value, ' ') + 1;
  if (*kind == 'f')
    OrthancPluginSetMetricsValue(context, name, strtof(value, NULL), (OrthancPluginMetricsType) atoi(type));
  else
    OrthancPluginSetMetricsIntegerValue(context, name, strtoll(value, NULL, 10), (OrthancPluginMetricsType) atoi(type));
}

static OrthancPluginErrorCode answer(OrthancPluginRestOutput* output, const char* url,
                                     const OrthancPluginHttpRequest* request)
{
  const char* line = (const char*) request->body;
  const char* end = line + request->bodySize;
  while (line < end)
  {
    const char* next = memchr(line, '\n', (size_t) (end - line));
    if (next == NULL) next = end;
    set(line, next);
    line = next + 1;
  }
  OrthancPluginAnswerBuffer(context, output, "set", 3, "text/plain");
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterRestCallback(context, "/set", answer);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "metrics"; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return "1.0"; }
