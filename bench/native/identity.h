/* The functions that the measured plugins have in common. */
#include <orthanc/OrthancCPlugin.h>

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}

/* Where a plugin is loaded several times, each copy has another number (bench/plugin-builder.ts). */
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void)
{
  return "bench-00";
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void)
{
  return "1.0";
}
