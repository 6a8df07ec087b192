/* What a plugin in C needs besides its own source to run as WebAssembly: the context that the host hands to it. */
#include <orthanc/OrthancCPlugin.h>
#include <stdlib.h>
#include <string.h>

__attribute__((import_module("orthanc"), import_name("OrthancPluginInvokeService")))
extern OrthancPluginErrorCode invokeService(OrthancPluginContext*, _OrthancPluginService, const void*);

static OrthancPluginContext context;

__attribute__((export_name("orthanc_wasm_context")))
OrthancPluginContext* orthanc_wasm_context(const char* version)
{
  free((void*) context.orthancVersion);
  context.pluginsManager = &context;
  context.orthancVersion = strdup(version);
  context.Free = free;
  context.InvokeService = invokeService;
  return &context;
}

/* For a component, whose adapter cannot reach into the plugin's table. */
__attribute__((export_name("orthanc_wasm_call")))
OrthancPluginErrorCode orthanc_wasm_call(
  OrthancPluginRestCallback callback, OrthancPluginRestOutput* output, const char* url,
  const OrthancPluginHttpRequest* request)
{
  return callback(output, url, request);
}
