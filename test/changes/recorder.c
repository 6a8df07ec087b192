/* Logs each change. After a request to /NAME/next/HOW the next NewPatient fails: HOW is trap, loop or code. */
#include <orthanc/OrthancCPlugin.h>
#include <stdio.h>
#include <string.h>

#ifndef NAME
#define NAME "recorder"
#endif

static OrthancPluginContext* context;
static char next[8];

static OrthancPluginErrorCode on_change(OrthancPluginChangeType type, OrthancPluginResourceType level, const char* id)
{
  char text[200];
  OrthancPluginMemoryBuffer system = { NULL, 0 };
  const int code = (int) OrthancPluginRestApiGet(context, &system, "/system");
  snprintf(text, sizeof(text), "change %d %d %s asked %d", (int) type, (int) level, id == NULL ? "NULL" : id, code);
  OrthancPluginLogWarning(context, text);
  OrthancPluginFreeMemoryBuffer(context, &system);
  if (type == OrthancPluginChangeType_NewPatient && next[0] != 0)
  {
    const char how = next[0];
    next[0] = 0;
    if (how == 't') __builtin_trap();
    if (how == 'c') return OrthancPluginErrorCode_BadFileFormat;
    for (volatile int i = 0;; i++) {}
  }
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode answer(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  strncpy(next, request->groups[0], sizeof(next) - 1);
  OrthancPluginAnswerBuffer(context, output, "set", 3, "text/plain");
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterRestCallback(context, "/" NAME "/next/(.*)", answer);
  OrthancPluginRegisterOnChangeCallback(context, on_change);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return NAME; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return "1.0"; }
