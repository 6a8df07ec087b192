#include "orthanc.h"

#include <stdarg.h>
#include <stdio.h>

OrthancPluginContext* context;

OrthancPluginErrorCode invoke(int number, const void* parameters)
{
  return context->InvokeService(context, (_OrthancPluginService) number, parameters);
}

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
