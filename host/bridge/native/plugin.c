/*
 * libOrthancWasm.so: runs the plugins of guest processes inside Orthanc. docs/decisions/009-bridge.md describes the protocol.
 *
 * Each folder uses only those before it: frames (bytes), orthanc (what Orthanc offers), guests (who is connected), calls (from guests to
 * Orthanc), callbacks (from Orthanc to guests), supervisor (who starts the guests). The header of a folder is its contents.
 *
 * A rule for all: no lock is held during a call of Orthanc or while reading a socket.
 */
#include "supervisor/supervisor.h"

#ifndef ORTHANC_WASM_VERSION
#  error "define ORTHANC_WASM_VERSION, the version of the package"
#endif

static Settings settings;

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  char* configuration = NULL;
  const _OrthancPluginRetrieveDynamicString parameters = { &configuration, NULL };
  context = given;
  callback_function = find_callback;
  if (invoke(_OrthancPluginService_GetConfiguration, &parameters) != OrthancPluginErrorCode_Success || configuration == NULL) {
    log_error("Cannot read Orthanc's configuration");
    return -1;
  }
  const char* problem = read_settings(configuration, &settings);
  if (problem != NULL) log_error("%s", problem);
  const int isStarted = problem == NULL && start_supervisor(&settings, configuration);
  context->Free(configuration);
  if (isStarted) return 0;
  free_settings(&settings);
  return -1;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void)
{
  stop_supervisor();
  end_stacks();
  free_settings(&settings);
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "orthanc-wasm"; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return ORTHANC_WASM_VERSION; }
