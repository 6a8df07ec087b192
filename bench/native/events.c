/* The plugin whose callbacks for uploads are measured, inside Orthanc and as a native library. */
#include "identity.h"

#include <stdlib.h>

static OrthancPluginContext* context = NULL;

static int32_t filter(const OrthancPluginDicomInstance* instance)
{
  return OrthancPluginGetInstanceSize(context, instance) > 0;
}

static OrthancPluginReceivedInstanceAction received(
  OrthancPluginMemoryBuffer64* target, const void* dicom, uint64_t size, OrthancPluginInstanceOrigin origin)
{
  (void) target;
  (void) dicom;
  (void) size;
  (void) origin;
  return OrthancPluginReceivedInstanceAction_KeepAsIs;
}

static OrthancPluginErrorCode stored(const OrthancPluginDicomInstance* instance, const char* id)
{
  (void) id;
  return OrthancPluginGetInstanceSize(context, instance) > 0 ? OrthancPluginErrorCode_Success : OrthancPluginErrorCode_Plugin;
}

/* Calls Orthanc as many times as the path says. */
static OrthancPluginErrorCode calls(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  int left;
  (void) url;
  for (left = atoi(request->groups[0]); left > 0; left--) OrthancPluginGetFontsCount(context);
  OrthancPluginAnswerBuffer(context, output, "done\n", 5, "text/plain");
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterIncomingDicomInstanceFilter(context, filter);
  OrthancPluginRegisterReceivedInstanceCallback(context, received);
  OrthancPluginRegisterOnStoredInstanceCallback(context, stored);
  OrthancPluginRegisterRestCallbackNoLock(context, "/bench-00/calls/(.*)", calls);
  return 0;
}
