import { declareEnums, declareTypes } from './c-declarations.ts'
import { defineFunctions } from './c-functions.ts'
import { headerVersion } from './c-sdk.ts'

/** The text of `guest/include/orthanc/OrthancCPlugin.h` below its first line. */
export function emitCHeader(): string {
  return [
    opening,
    declareEnums(),
    declareTypes(),
    context,
    entryPoints,
    versionChecks,
    defineFunctions(),
    closing,
  ].join('\n')
}

const [major, minor, revision] = headerVersion

const opening = `/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a plugin in C needs of Orthanc's SDK ${headerVersion.join('.')}, with the SDK's names, for orthanc-wasm. Each function
 * fills the struct of a service and hands it to the host. docs/sdk.md says what the functions do.
 */
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#  define ORTHANC_PLUGINS_API __declspec(dllexport)
#elif defined(__GNUC__)
#  define ORTHANC_PLUGINS_API __attribute__((visibility("default")))
#else
#  define ORTHANC_PLUGINS_API
#endif

#define ORTHANC_PLUGINS_MINIMAL_MAJOR_NUMBER ${major}
#define ORTHANC_PLUGINS_MINIMAL_MINOR_NUMBER ${minor}
#define ORTHANC_PLUGINS_MINIMAL_REVISION_NUMBER ${revision}

/* Whether this header is that of a version or of a later one. */
#if !defined(ORTHANC_PLUGINS_VERSION_IS_ABOVE)
#  define ORTHANC_PLUGINS_VERSION_IS_ABOVE(major, minor, revision)   \\
     (${major} > (major) || (${major} == (major) &&                           \\
      (${minor} > (minor) || (${minor} == (minor) && ${revision} >= (revision)))))
#endif

#if !defined(ORTHANC_PLUGIN_INLINE)
#  define ORTHANC_PLUGIN_INLINE static inline
#endif

#if !defined(ORTHANC_PLUGIN_DEPRECATED)
#  define ORTHANC_PLUGIN_DEPRECATED
#endif

#ifdef __cplusplus
extern "C"
{
#endif
`

const context = `/* What the host hands to OrthancPluginInitialize; it stays valid as long as the plugin. */
typedef struct _OrthancPluginContext_t
{
  void* pluginsManager;
  const char* orthancVersion;
  void (*Free) (void* buffer);
  OrthancPluginErrorCode (*InvokeService) (struct _OrthancPluginContext_t* context,
                                           _OrthancPluginService service,
                                           const void* params);
} OrthancPluginContext;
`

const entryPoints = `/* What every plugin has. */
ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* context);
ORTHANC_PLUGINS_API void OrthancPluginFinalize(void);
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void);
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void);
`

const versionChecks = `/** Whether the host follows that version of Orthanc or a later one: 1 or 0. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginCheckVersionAdvanced(
  OrthancPluginContext* context,
  int32_t expectedMajor,
  int32_t expectedMinor,
  int32_t expectedRevision)
{
  const char* text = context->orthancVersion;
  long found[3];
  int i;
  if (strcmp(text, "mainline") == 0) return 1;
  for (i = 0; i < 3; i++)
  {
    char* end;
    found[i] = strtol(text, &end, 10);
    if (end == text || (i < 2 && *end != '.')) return 0;
    text = end + 1;
  }
  if (found[0] != expectedMajor) return found[0] > expectedMajor;
  if (found[1] != expectedMinor) return found[1] > expectedMinor;
  return found[2] >= expectedRevision;
}

/** Whether the host follows the version of this header or a later one: 1 or 0. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginCheckVersion(
  OrthancPluginContext* context)
{
  return OrthancPluginCheckVersionAdvanced(
    context,
    ORTHANC_PLUGINS_MINIMAL_MAJOR_NUMBER,
    ORTHANC_PLUGINS_MINIMAL_MINOR_NUMBER,
    ORTHANC_PLUGINS_MINIMAL_REVISION_NUMBER);
}
`

const closing = `#ifdef __cplusplus
}
#endif
`
