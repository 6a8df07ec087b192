#include "native.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ORTHANC_WASM_VERSION
#  error "define ORTHANC_WASM_VERSION, the version of the package"
#endif

/* What Orthanc calls. */

OrthancPluginContext* context;

static void log_line(int service, const char* format, va_list values)
{
  char line[2048];
  vsnprintf(line, sizeof line, format, values);
  invoke(service, line);
}

void log_error(const char* format, ...)
{
  va_list values;
  va_start(values, format);
  log_line(_OrthancPluginService_LogError, format, values);
  va_end(values);
}

void log_warning(const char* format, ...)
{
  va_list values;
  va_start(values, format);
  log_line(_OrthancPluginService_LogWarning, format, values);
  va_end(values);
}

static void free_settings(Settings* settings)
{
  for (char** word = settings->command; word != NULL && *word != NULL; word++) free(*word);
  free(settings->command);
  free(settings->socket);
}

static Settings settings;

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  char* configuration = NULL;
  const _OrthancPluginRetrieveDynamicString parameters = { &configuration, NULL };
  context = given;
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
  free_settings(&settings);
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "orthanc-wasm"; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return ORTHANC_WASM_VERSION; }
