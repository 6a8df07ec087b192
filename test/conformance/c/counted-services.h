/* Notes which services a plugin calls with success. GET /NAME/services lists their numbers. */
#pragma once

#include <orthanc/OrthancCPlugin.h>
#include <stdio.h>
#include <string.h>

enum { SERVICE_NUMBERS = 10000 };

static OrthancPluginContext* countedContext;
static unsigned char hasSucceeded[SERVICE_NUMBERS];
static OrthancPluginErrorCode (*invokeOrthanc)(struct _OrthancPluginContext_t*, _OrthancPluginService, const void*);

static OrthancPluginErrorCode InvokeCounted(struct _OrthancPluginContext_t* context, _OrthancPluginService service, const void* parameters) {
  OrthancPluginErrorCode code = invokeOrthanc(context, service, parameters);
  if (code == OrthancPluginErrorCode_Success && service < SERVICE_NUMBERS) hasSucceeded[service] = 1;
  return code;
}

/* The context to use in place of the given one: Orthanc passes the same one to all its plugins, and the sandbox refuses any other. */
static OrthancPluginContext* CountServices(OrthancPluginContext* given) {
#ifdef __wasm__
  countedContext = given;
#else
  static OrthancPluginContext copy;
  copy = *given;
  countedContext = &copy;
#endif
  invokeOrthanc = given->InvokeService;
  countedContext->InvokeService = InvokeCounted;
  return countedContext;
}

static OrthancPluginErrorCode AnswerServices(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char text[4096] = "";
  size_t used = 0;
  for (int number = 0; number < SERVICE_NUMBERS && used < sizeof(text) - 8; number++)
    if (hasSucceeded[number]) used += (size_t) snprintf(text + used, sizeof(text) - used, "%d ", number);
  OrthancPluginAnswerBuffer(countedContext, output, text, used, "text/plain");
  return OrthancPluginErrorCode_Success;
}
