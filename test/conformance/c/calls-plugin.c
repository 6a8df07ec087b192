/* Calls what the other plugins do not, and shows what came of it: POST /calls-plugin/all with the URL of a server, which is the
   first peer of the configuration as well, and the path of a file to write. */
#include "counted-services.h"
#include <stdlib.h>

static OrthancPluginContext* context;
static char text[16384];

static void add(const char* name, const char* value, int number) {
  size_t used = strlen(text);
  snprintf(text + used, sizeof(text) - used, "%s: %.90s %d\n", name, value == NULL ? "NULL" : value, number);
}

/* A text of Orthanc, which is freed. */
static void addText(const char* name, char* value) {
  add(name, value, value == NULL ? 0 : (int) strlen(value));
  OrthancPluginFreeString(context, value);
}

/* A text that differs between servers. */
static void addLength(const char* name, char* value) {
  add(name, value == NULL ? NULL : "text", value == NULL ? 0 : (int) strlen(value));
  OrthancPluginFreeString(context, value);
}

static void addBuffer(const char* name, OrthancPluginErrorCode code, OrthancPluginMemoryBuffer* buffer) {
  char start[64] = "";
  if (code != 0) { add(name, "error", code); return; }
  snprintf(start, sizeof(start), "%.*s", (int) (buffer->size < 60 ? buffer->size : 60), (const char*) buffer->data);
  add(name, start, (int) buffer->size);
  OrthancPluginFreeMemoryBuffer(context, buffer);
}

static void addSize(const char* name, OrthancPluginErrorCode code, OrthancPluginMemoryBuffer* buffer) {
  add(name, code == 0 && buffer->size > 0 ? "bytes" : "error", code);
  if (code == 0) OrthancPluginFreeMemoryBuffer(context, buffer);
}

static uint32_t sumPixels(const OrthancPluginImage* image) {
  const unsigned char* pixels = OrthancPluginGetImageBuffer(context, image);
  uint32_t width = OrthancPluginGetImageWidth(context, image), height = OrthancPluginGetImageHeight(context, image), sum = 0;
  for (uint32_t y = 0; y < height; y++)
    for (uint32_t x = 0; x < width; x++) sum = sum * 31 + pixels[y * OrthancPluginGetImagePitch(context, image) + x];
  return sum;
}

static void callImages(void) {
  OrthancPluginMemoryBuffer b;
  unsigned char pixels[20 * 8];
  for (unsigned i = 0; i < sizeof(pixels); i++) pixels[i] = (unsigned char) (i * 7);
  OrthancPluginImage* accessor = OrthancPluginCreateImageAccessor(context, OrthancPluginPixelFormat_Grayscale8, 16, 8, 20, pixels);
  add("accessor", NULL, accessor ? (int) sumPixels(accessor) : -1);
  add("format", NULL, OrthancPluginGetImagePixelFormat(context, accessor));
  OrthancPluginImage* converted = OrthancPluginConvertPixelFormat(context, accessor, OrthancPluginPixelFormat_RGB24);
  add("converted", NULL, converted ? (int) sumPixels(converted) : -1);
  OrthancPluginFreeImage(context, converted);
  OrthancPluginFreeImage(context, accessor);
  int e = OrthancPluginCompressPngImage(context, &b, OrthancPluginPixelFormat_Grayscale8, 16, 8, 20, pixels);
  OrthancPluginImage* png = e ? NULL : OrthancPluginUncompressImage(context, b.data, b.size, OrthancPluginImageFormat_Png);
  add("png", NULL, png ? (int) sumPixels(png) : e);
  OrthancPluginFreeImage(context, png);
  addSize("png", e, &b);
  addSize("jpeg", OrthancPluginCompressJpegImage(context, &b, OrthancPluginPixelFormat_Grayscale8, 16, 8, 20, pixels, 90), &b);
}

static int binaries;
static void Binary(OrthancPluginDicomWebNode* node, OrthancPluginDicomWebSetBinaryNode setter, uint32_t depth, const uint16_t* groups, const uint16_t* elements, const uint32_t* indices, uint16_t group, uint16_t element, OrthancPluginValueRepresentation vr) {
  binaries++;
  setter(node, group == 0x7fe0 ? OrthancPluginDicomWebBinaryMode_InlineBinary : OrthancPluginDicomWebBinaryMode_Ignore, NULL);
}
static void Binary2(OrthancPluginDicomWebNode* node, OrthancPluginDicomWebSetBinaryNode setter, uint32_t depth, const uint16_t* groups, const uint16_t* elements, const uint32_t* indices, uint16_t group, uint16_t element, OrthancPluginValueRepresentation vr, void* payload) {
  ++*(int*) payload;
  setter(node, OrthancPluginDicomWebBinaryMode_BulkDataUri, "bulk");
}

static void callInstances(const char* id) {
  OrthancPluginMemoryBuffer b, file;
  int nodes = 0;
  OrthancPluginDicomInstance* loaded = OrthancPluginLoadDicomInstance(context, id, OrthancPluginLoadDicomInstanceMode_WholeDicom);
  add("loaded", NULL, loaded != NULL);
  if (loaded == NULL) return;
  addText("instance json", OrthancPluginGetInstanceJson(context, loaded));
  addText("instance web json", OrthancPluginGetInstanceDicomWebJson(context, loaded, Binary2, &nodes));
  addText("instance web xml", OrthancPluginGetInstanceDicomWebXml(context, loaded, Binary2, &nodes));
  add("nodes", NULL, nodes);
  addSize("raw frame", OrthancPluginGetInstanceRawFrame(context, &b, loaded, 0), &b);
  OrthancPluginFreeDicomInstance(context, loaded);
  addText("to json", OrthancPluginDicomInstanceToJson(context, id, OrthancPluginDicomToJsonFormat_Short, OrthancPluginDicomToJsonFlags_None, 0));
  int e = OrthancPluginGetDicomForInstance(context, &file, id);
  add("file", NULL, e ? -e : (int) file.size);
  if (e) return;
  addText("web xml", OrthancPluginEncodeDicomWebXml(context, file.data, file.size, Binary));
  addText("web json 2", OrthancPluginEncodeDicomWebJson2(context, file.data, file.size, Binary2, &nodes));
  addText("web xml 2", OrthancPluginEncodeDicomWebXml2(context, file.data, file.size, Binary2, &nodes));
  add("nodes", NULL, nodes * 100 + binaries);
  OrthancPluginFindMatcher* matcher = OrthancPluginCreateFindMatcher(context, file.data, file.size);
  add("matches", NULL, matcher ? OrthancPluginFindMatcherIsMatch(context, matcher, file.data, file.size) : -1);
  if (matcher) OrthancPluginFreeFindMatcher(context, matcher);
  OrthancPluginFreeMemoryBuffer(context, &file);
}

static void callResources(void) {
  addText("patient", OrthancPluginLookupPatient(context, "CALLS"));
  addText("study", OrthancPluginLookupStudy(context, "1.2.4"));
  addText("accession", OrthancPluginLookupStudyWithAccessionNumber(context, "A1"));
  addText("series", OrthancPluginLookupSeries(context, "1.2.5"));
  char* id = OrthancPluginLookupInstance(context, "1.2.3");
  add("instance", id, 0);
  if (id != NULL) callInstances(id);
  OrthancPluginFreeString(context, id);
}

static void callRestApi(void) {
  OrthancPluginMemoryBuffer b, headers;
  const char* keys[] = { "X-Calls" };
  const char* values[] = { "yes" };
  uint16_t status = 0;
  addBuffer("get 2", OrthancPluginRestApiGet2(context, &b, "/calls-plugin/echo", 1, keys, values, 1), &b);
  const char* query = "{\"Level\":\"Patient\",\"Query\":{\"PatientID\":\"CALLS\"}}";
  addBuffer("post", OrthancPluginRestApiPost(context, &b, "/tools/find", query, (uint32_t) strlen(query)), &b);
  addBuffer("post after", OrthancPluginRestApiPostAfterPlugins(context, &b, "/calls-plugin/echo", "posted", 6), &b);
  addBuffer("put after", OrthancPluginRestApiPutAfterPlugins(context, &b, "/calls-plugin/echo", "put", 3), &b);
  add("delete after", NULL, OrthancPluginRestApiDeleteAfterPlugins(context, "/calls-plugin/echo"));
  add("delete", NULL, OrthancPluginRestApiDelete(context, "/changes"));
  int e = OrthancPluginCallRestApi(context, &b, &headers, &status, OrthancPluginHttpMethod_Put, "/calls-plugin/echo", 1, keys, values, "called", 6, 1);
  addBuffer("call", e, &b);
  if (!e) OrthancPluginFreeMemoryBuffer(context, &headers);
  add("call", NULL, status);
}

/* A body of three pieces, one of them empty, and an answer; without `answer` the plugin refuses its body. */
static const char* pieces[] = { "first ", "", "last" };
static uint8_t IsDone(void* next) { return *(int*) next == 3; }
static uint32_t ChunkSize(void* next) { return (uint32_t) strlen(pieces[*(int*) next]); }
static const void* ChunkData(void* next) { return pieces[*(int*) next]; }
static OrthancPluginErrorCode Next(void* next) { ++*(int*) next; return 0; }

static OrthancPluginErrorCode AddHeader(void* answer, const char* key, const char* value) {
  if (answer != NULL && strcmp(key, "Content-Length") == 0) sprintf((char*) answer + strlen(answer), "%s: %s ", key, value);
  return 0;
}

static OrthancPluginErrorCode AddChunk(void* answer, const void* data, uint32_t size) {
  if (answer == NULL) return OrthancPluginErrorCode_FullStorage;
  strncat(answer, data, size);
  return 0;
}

static void callServers(const char* url) {
  OrthancPluginMemoryBuffer b, headers;
  uint16_t status = 0;
  char whole[200];
  const char* keys[] = { "X-Calls" };
  const char* values[] = { "yes" };
  snprintf(whole, sizeof(whole), "%s/http", url);
  addBuffer("http get", OrthancPluginHttpGet(context, &b, whole, NULL, NULL), &b);
  addBuffer("http post", OrthancPluginHttpPost(context, &b, whole, "posted", 6, NULL, NULL), &b);
  addBuffer("http put", OrthancPluginHttpPut(context, &b, whole, "put", 3, NULL, NULL), &b);
  add("http delete", NULL, OrthancPluginHttpDelete(context, whole, NULL, NULL));
  int e = OrthancPluginHttpClient(context, &b, &headers, &status, OrthancPluginHttpMethod_Put, whole, 1, keys, values, "client", 6, NULL, NULL, 10, NULL, NULL, NULL, 0);
  addBuffer("http client", e, &b);
  if (!e) OrthancPluginFreeMemoryBuffer(context, &headers);
  add("http client", NULL, status);
  char chunked[1000] = "";
  int next = 0;
  e = OrthancPluginChunkedHttpClient(context, chunked, AddChunk, AddHeader, &status, OrthancPluginHttpMethod_Post, whole, 1, keys, values, &next, IsDone, ChunkData, ChunkSize, Next, NULL, NULL, 10, NULL, NULL, NULL, 0);
  add(chunked, NULL, e);
  add("chunked client", NULL, status);
  next = 0;
  e = OrthancPluginChunkedHttpClient(context, NULL, AddChunk, AddHeader, &status, OrthancPluginHttpMethod_Get, whole, 0, NULL, NULL, &next, IsDone, ChunkData, ChunkSize, Next, NULL, NULL, 10, NULL, NULL, NULL, 0);
  add("chunked client that refuses an answer", NULL, e != 0);
  OrthancPluginPeers* peers = OrthancPluginGetPeers(context);
  add("peer", OrthancPluginGetPeerName(context, peers, 0), 0);
  add("peer property", OrthancPluginGetPeerUserProperty(context, peers, 0, "Colour"), 0);
  e = OrthancPluginCallPeerApi(context, &b, &headers, &status, peers, 0, OrthancPluginHttpMethod_Post, "/peer", 1, keys, values, "peer", 4, 10);
  addBuffer("peer call", e, &b);
  if (!e) OrthancPluginFreeMemoryBuffer(context, &headers);
  add("peer call", NULL, status);
  OrthancPluginFreePeers(context, peers);
}

static void JobFinalize(void* job) {}
static float JobProgress(void* job) { return 1; }
static OrthancPluginErrorCode JobContent(OrthancPluginMemoryBuffer* target, void* job) {
  OrthancPluginCreateMemoryBuffer(context, target, 11);
  memcpy(target->data, "{\"newer\":1}", 11);
  return 0;
}
static int32_t JobSerialized(OrthancPluginMemoryBuffer* target, void* job) { return JobContent(target, job) == 0; }
static OrthancPluginJobStepStatus JobStep(void* job) { return OrthancPluginJobStepStatus_Success; }
static OrthancPluginErrorCode JobStop(void* job, OrthancPluginJobStopReason reason) { return 0; }
static OrthancPluginErrorCode JobReset(void* job) { return 0; }
static OrthancPluginJob* NewJob(void) {
  return OrthancPluginCreateJob2(context, text, JobFinalize, "newer", JobProgress, JobContent, JobSerialized, JobStep, JobStop, JobReset);
}

static void callServer(const char* file) {
  OrthancPluginMemoryBuffer b;
  OrthancPluginJob* job = NewJob();
  add("job", NULL, job != NULL);
  if (job != NULL) OrthancPluginFreeJob(context, job);
  job = NewJob();
  addLength("submitted", OrthancPluginSubmitJob(context, job, 0));
  add("database", NULL, OrthancPluginGetExpectedDatabaseVersion(context) > 0);
  char* program = OrthancPluginGetOrthancPath(context);
  add("path", NULL, program != NULL);
  OrthancPluginFreeString(context, program);
  /* The sandbox does not show paths of the machine. */
  char* directory = OrthancPluginGetOrthancDirectory(context);
  add("directory", NULL, directory != NULL);
  OrthancPluginFreeString(context, directory);
  char* path = OrthancPluginGetConfigurationPath(context);
  add("configuration path", NULL, path != NULL);
  OrthancPluginFreeString(context, path);
  char* configuration = OrthancPluginGetConfiguration(context);
  add("configuration", NULL, configuration != NULL && strstr(configuration, "\"CallsPlugin\"") != NULL);
  OrthancPluginFreeString(context, configuration);
  add("arguments", NULL, (int) OrthancPluginGetCommandLineArgumentsCount(context));
  char* argument = OrthancPluginGetCommandLineArgument(context, 0);
  add("argument", argument == NULL ? NULL : strrchr(argument, '/'), 0);
  OrthancPluginFreeString(context, argument);
  addText("md5", OrthancPluginComputeMd5(context, "abc", 3));
  addText("sha1", OrthancPluginComputeSha1(context, "abc", 3));
  addLength("uuid", OrthancPluginGenerateUuid(context));
  add("write", NULL, OrthancPluginWriteFile(context, file, "abc", 3));
  int e = OrthancPluginCreateDicom2(context, &b, "{\"PatientID\":\"P\",\"0009,1001\":\"private\"}", NULL, OrthancPluginCreateDicomFlags_None, "calls");
  addSize("create 2", e, &b);
  addText("private tag", OrthancPluginGetTagName(context, 0x0009, 0x1001, "calls"));
  addText("own tag", OrthancPluginGetTagName(context, 0x0019, 0x1002, NULL));
  OrthancPluginMemoryBuffer64 large;
  if (OrthancPluginCreateMemoryBuffer64(context, &large, 10) == 0) OrthancPluginFreeMemoryBuffer64(context, &large);
  OrthancPluginLogInfo(context, "calls: information");
  OrthancPluginLogWarning(context, "calls: a warning");
  OrthancPluginLogError(context, "calls: an error");
  OrthancPluginLogMessage(context, "calls: a message", "calls-plugin", "calls-plugin.c", 1, OrthancPluginLogCategory_Generic, OrthancPluginLogLevel_Warning);
  add("version", NULL, OrthancPluginCheckVersion(context) * 10 + OrthancPluginCheckVersionAdvanced(context, 1, 12, 7));
}

static OrthancPluginErrorCode All(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char server[200];
  snprintf(server, sizeof(server), "%.*s", (int) request->bodySize, (const char*) request->body);
  char* file = strchr(server, ' ');
  if (file == NULL) return OrthancPluginErrorCode_BadRequest;
  *file++ = 0;
  text[0] = 0;
  callImages();
  callResources();
  callRestApi();
  callServers(server);
  callServer(file);
  OrthancPluginAnswerBuffer(context, output, text, strlen(text), "text/plain");
  return 0;
}

static OrthancPluginErrorCode Echo(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char line[200];
  int length = snprintf(line, sizeof(line), "%d %u %.*s", request->method, request->headersCount, (int) request->bodySize, (const char*) request->body);
  OrthancPluginAnswerBuffer(context, output, line, (uint32_t) length, "text/plain");
  return 0;
}

static OrthancPluginErrorCode Stream(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  if (OrthancPluginStartStreamAnswer(context, output, "text/plain")) return OrthancPluginErrorCode_Plugin;
  for (int i = 0; i < 3; i++)
    if (OrthancPluginSendStreamChunk(context, output, "chunk ", 6)) return OrthancPluginErrorCode_Plugin;
  return 0;
}

static OrthancPluginErrorCode ownError;
static OrthancPluginErrorCode OwnError(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  return ownError;
}

/* ---- bodies in pieces ---- */

typedef struct { uint32_t pieces, bytes, sum; char method; } Body;
static int bodies;

static OrthancPluginErrorCode newBody(OrthancPluginServerChunkedRequestReader** reader, const OrthancPluginHttpRequest* request, char method) {
  Body* body = calloc(1, sizeof(Body));
  if (request->groupsCount > 0 && strcmp(request->groups[0], "refused") == 0) { free(body); return OrthancPluginErrorCode_ParameterOutOfRange; }
  body->method = method;
  bodies++;
  *reader = (OrthancPluginServerChunkedRequestReader*) body;
  return 0;
}
static OrthancPluginErrorCode PostBody(OrthancPluginServerChunkedRequestReader** reader, const char* url, const OrthancPluginHttpRequest* request) { return newBody(reader, request, 'P'); }
static OrthancPluginErrorCode PutBody(OrthancPluginServerChunkedRequestReader** reader, const char* url, const OrthancPluginHttpRequest* request) { return newBody(reader, request, 'U'); }
static OrthancPluginErrorCode AddPiece(OrthancPluginServerChunkedRequestReader* reader, const void* data, uint32_t size) {
  Body* body = (Body*) reader;
  body->pieces++;
  body->bytes += size;
  for (uint32_t i = 0; i < size; i++) body->sum = body->sum * 31 + ((const unsigned char*) data)[i];
  return memchr(data, '!', size) ? OrthancPluginErrorCode_BadRequest : 0;
}
static OrthancPluginErrorCode EndBody(OrthancPluginServerChunkedRequestReader* reader, OrthancPluginRestOutput* output) {
  Body* body = (Body*) reader;
  char line[100];
  int length = snprintf(line, sizeof(line), "%c %d %u %u", body->method, body->pieces > 1, body->bytes, body->sum);
  OrthancPluginAnswerBuffer(context, output, line, (uint32_t) length, "text/plain");
  return 0;
}
static void FreeBody(OrthancPluginServerChunkedRequestReader* reader) { bodies--; free(reader); }
static OrthancPluginErrorCode CountBodies(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char line[20];
  OrthancPluginAnswerBuffer(context, output, line, (uint32_t) snprintf(line, sizeof(line), "%d", bodies), "text/plain");
  return 0;
}

static int32_t Filter(OrthancPluginHttpMethod method, const char* uri, const char* ip, uint32_t n, const char* const* keys, const char* const* values) { return strcmp(uri, "/filtered") != 0; }
static void Metrics(void) { OrthancPluginSetMetricsIntegerValue(context, "calls_metric", 42, OrthancPluginMetricsType_Default); }

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given) {
  context = CountServices(given);
  OrthancPluginSetDescription(context, "Calls what the others do not");
  OrthancPluginSetRootUri(context, "/calls-plugin/echo");
  OrthancPluginExtendOrthancExplorer(context, "// calls-plugin");
  OrthancPluginSetDescription2(context, OrthancPluginGetName(), "Calls what the others do not");
  OrthancPluginSetRootUri2(context, OrthancPluginGetName(), "/calls-plugin/echo");
  OrthancPluginExtendOrthancExplorer2(context, OrthancPluginGetName(), "// calls-plugin");
  OrthancPluginRegisterDictionaryTag(context, 0x0019, 0x1002, OrthancPluginValueRepresentation_LO, "OwnTag", 1, 1);
  OrthancPluginRegisterPrivateDictionaryTag(context, 0x0009, 0x1001, OrthancPluginValueRepresentation_LO, "PrivateTag", 1, 1, "calls");
  ownError = OrthancPluginRegisterErrorCode(context, 77, 409, "An error of this plugin");
  OrthancPluginRegisterIncomingHttpRequestFilter(context, Filter);
  OrthancPluginRegisterRefreshMetricsCallback(context, Metrics);
  OrthancPluginRegisterRestCallback(context, "/calls-plugin/all", All);
  OrthancPluginRegisterRestCallbackNoLock(context, "/calls-plugin/echo", Echo);
  OrthancPluginRegisterRestCallback(context, "/calls-plugin/stream", Stream);
  OrthancPluginRegisterRestCallback(context, "/calls-plugin/error", OwnError);
  OrthancPluginRegisterChunkedRestCallback(context, "/calls-plugin/body(.*)", CountBodies, PostBody, CountBodies, PutBody, AddPiece, EndBody, FreeBody);
  OrthancPluginRegisterRestCallback(context, "/calls-plugin/services", AnswerServices);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "calls-plugin"; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return "1"; }
