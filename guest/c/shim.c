/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The functions that a plugin in C needs to run as WebAssembly. `orthanc-wasm build` compiles this file with the plugin's
 * header and links it to every plugin.
 */
#include <orthanc/OrthancCPlugin.h>

__attribute__((import_module("orthanc"), import_name("OrthancPluginInvokeService")))
extern OrthancPluginErrorCode orthanc_wasm_invoke_service(
  OrthancPluginContext* context, _OrthancPluginService service, const void* params);

/**
 * The context for OrthancPluginInitialize. The host calls it once, with the version of the SDK that it follows; the
 * plugin keeps a copy. Its functions are the host's import and the plugin's own `free`: memory from the host was
 * allocated with the plugin's `malloc`.
 */
__attribute__((export_name("orthanc_wasm_context")))
OrthancPluginContext* orthanc_wasm_context(const char* version)
{
  static OrthancPluginContext context;
  context.pluginsManager = &context;
  context.orthancVersion = strdup(version);
  context.Free = free;
  context.InvokeService = orthanc_wasm_invoke_service;
  return &context;
}

/** Calls a callback for a component, whose host cannot access the plugin's table. */
__attribute__((export_name("orthanc_wasm_call")))
OrthancPluginErrorCode orthanc_wasm_call(
  OrthancPluginRestCallback callback, OrthancPluginRestOutput* output, const char* url,
  const OrthancPluginHttpRequest* request)
{
  return callback(output, url, request);
}

/** Not 0 after the memory could not grow. The host clears it before a callback, and reads it after a trap. */
int orthanc_wasm_failed_allocation;

void* __real_sbrk(intptr_t increment);

/** What the allocator calls to grow the memory: the linker puts it in place of `sbrk`. */
void* __wrap_sbrk(intptr_t increment)
{
  void* start = __real_sbrk(increment);
  if (start == (void*) -1)
    orthanc_wasm_failed_allocation = 1;
  return start;
}

#ifdef __EMSCRIPTEN__
/* Emscripten's allocator calls it after each growth; defined here, or it would be an import. */
void emscripten_notify_memory_growth(size_t memory)
{
  (void) memory;
}
#endif
