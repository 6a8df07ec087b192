/* Keeps Orthanc's files in the folder `Folder` of the section `StoragePlugin`, in functions of Orthanc, so that an instance that ends loses none.
   GET /storage-plugin/calls counts what was called. POST /storage-plugin/next makes the next Create fail or trap. */
#include "counted-services.h"
#include <stdlib.h>

static OrthancPluginContext* context;
static char folder[256];
static int created, read, ranges, removed;
static char next = '-';
static OrthancPluginErrorCode inRemove;

static char* pathOf(const char* uuid) {
  static char path[512];
  snprintf(path, sizeof(path), "%s/%s", folder, uuid);
  return path;
}

static OrthancPluginErrorCode Create(const char* uuid, const void* content, int64_t size, OrthancPluginContentType type) {
  char what = next;
  next = '-';
  created++;
  if (what == 't') __builtin_trap();
  if (what == 'f') return OrthancPluginErrorCode_FullStorage;
  return OrthancPluginWriteFile(context, pathOf(uuid), content, (uint32_t) size);
}

static OrthancPluginErrorCode readFile(OrthancPluginMemoryBuffer* file, const char* uuid) {
  return OrthancPluginReadFile(context, file, pathOf(uuid));
}

static OrthancPluginErrorCode Remove(const char* uuid, OrthancPluginContentType type) {
  removed++;
#ifdef __wasm__
  /* Natively this waits for ever. */
  OrthancPluginMemoryBuffer b;
  inRemove = OrthancPluginRestApiGet(context, &b, "/statistics");
#endif
  /* There is no function that removes a file. */
  return OrthancPluginWriteFile(context, pathOf(uuid), "", 0);
}

#ifdef STORAGE_VERSION_1
static OrthancPluginErrorCode Read(void** content, int64_t* size, const char* uuid, OrthancPluginContentType type) {
  OrthancPluginMemoryBuffer file;
  OrthancPluginErrorCode code = readFile(&file, uuid);
  read++;
  if (code != 0) return code;
  *size = file.size;
  *content = malloc(file.size + 1);
  memcpy(*content, file.data, file.size);
  OrthancPluginFreeMemoryBuffer(context, &file);
  return 0;
}
#else
static OrthancPluginErrorCode ReadWhole(OrthancPluginMemoryBuffer64* target, const char* uuid, OrthancPluginContentType type) {
  OrthancPluginMemoryBuffer file;
  OrthancPluginErrorCode code = readFile(&file, uuid);
  read++;
  if (code != 0) return code;
  code = OrthancPluginCreateMemoryBuffer64(context, target, file.size);
  if (code == 0) memcpy(target->data, file.data, file.size);
  OrthancPluginFreeMemoryBuffer(context, &file);
  return code;
}

static OrthancPluginErrorCode ReadRange(OrthancPluginMemoryBuffer64* target, const char* uuid, OrthancPluginContentType type, uint64_t start) {
  OrthancPluginMemoryBuffer file;
  OrthancPluginErrorCode code = readFile(&file, uuid);
  ranges++;
  if (code != 0) return code;
  if (start + target->size > file.size) code = OrthancPluginErrorCode_BadRange;
  else memcpy(target->data, (const char*) file.data + start, target->size);
  OrthancPluginFreeMemoryBuffer(context, &file);
  return code;
}
#endif

static OrthancPluginErrorCode Calls(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char line[100];
  int length = snprintf(line, sizeof(line), "%d %d %d %d", created > 0, read > 0, ranges > 0, removed > 0);
  OrthancPluginAnswerBuffer(context, output, line, (uint32_t) length, "text/plain");
  return 0;
}

static OrthancPluginErrorCode InRemove(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char line[20];
  OrthancPluginAnswerBuffer(context, output, line, (uint32_t) snprintf(line, sizeof(line), "%d", inRemove), "text/plain");
  return 0;
}

static OrthancPluginErrorCode Next(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  next = *(const char*) request->body;
  OrthancPluginAnswerBuffer(context, output, "", 0, "text/plain");
  return 0;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given) {
  context = CountServices(given);
  char* configuration = OrthancPluginGetConfiguration(context);
  const char* value = configuration == NULL ? NULL : strstr(configuration, "\"Folder\"");
  if (value == NULL) return 1;
  value = strchr(value + 8, '"') + 1;
  snprintf(folder, sizeof(folder), "%.*s", (int) strcspn(value, "\""), value);
  OrthancPluginFreeString(context, configuration);
#ifdef STORAGE_VERSION_1
  OrthancPluginRegisterStorageArea(context, Create, Read, Remove);
#else
  OrthancPluginRegisterStorageArea2(context, Create, ReadWhole, ReadRange, Remove);
#endif
  OrthancPluginRegisterRestCallback(context, "/storage-plugin/calls", Calls);
  OrthancPluginRegisterRestCallback(context, "/storage-plugin/in-remove", InRemove);
  OrthancPluginRegisterRestCallback(context, "/storage-plugin/next", Next);
  OrthancPluginRegisterRestCallback(context, "/storage-plugin/services", AnswerServices);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "storage-plugin"; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return "1"; }
