/* Calls what the SDK has besides answers and images, in callbacks of all kinds, and shows what came of it: GET /calls, GET /events. */
#include "counted-services.h"
#include <stdlib.h>

static OrthancPluginContext* context;
static char events[16384];
static int stored;

static void note(const char* format, const char* a, int b) {
  size_t used = strlen(events);
  if (used < sizeof(events) - 300) snprintf(events + used, 300, format, a == NULL ? "NULL" : a, b);
}

static OrthancPluginErrorCode OnChange(OrthancPluginChangeType type, OrthancPluginResourceType level, const char* id) {
  note("change %s %d\n", id, type);
  if (type == OrthancPluginChangeType_StableSeries) {
    OrthancPluginMemoryBuffer b;
    char uri[200];
    snprintf(uri, sizeof(uri), "/series/%s/metadata/3000", id);
    note("put %s %d\n", uri, OrthancPluginRestApiPut(context, &b, uri, "stable", 6));
  }
  return 0;
}

static OrthancPluginErrorCode OnStored(const OrthancPluginDicomInstance* instance, const char* id) {
  stored++;
  note("stored %s %d\n", id, (int) OrthancPluginGetInstanceSize(context, instance));
  note("aet %s %d\n", OrthancPluginGetInstanceRemoteAet(context, instance), OrthancPluginGetInstanceOrigin(context, instance));
  const char* data = OrthancPluginGetInstanceData(context, instance);
  note("magic %.4s %d\n", data == NULL ? NULL : data + 128, OrthancPluginHasInstancePixelData(context, instance));
  char* json = OrthancPluginGetInstanceSimplifiedJson(context, instance);
  note("json %.60s %d\n", json, (int) strlen(json));
  OrthancPluginFreeString(context, json);
  char* advanced = OrthancPluginGetInstanceAdvancedJson(context, instance, OrthancPluginDicomToJsonFormat_Short, OrthancPluginDicomToJsonFlags_None, 10);
  note("advanced %.30s %d\n", advanced, advanced ? (int) strlen(advanced) : -1);
  OrthancPluginFreeString(context, advanced);
  note("has %s %d\n", "ReceptionDate", OrthancPluginHasInstanceMetadata(context, instance, "ReceptionDate"));
  note("meta %s %d\n", "ReceptionDate", (int) strlen(OrthancPluginGetInstanceMetadata(context, instance, "ReceptionDate")));
  char* syntax = OrthancPluginGetInstanceTransferSyntaxUid(context, instance);
  note("syntax %s %d\n", syntax, 0);
  OrthancPluginFreeString(context, syntax);
  note("frames %s %d\n", "", (int) OrthancPluginGetInstanceFramesCount(context, instance));
  OrthancPluginImage* image = OrthancPluginGetInstanceDecodedFrame(context, instance, 0);
  note("decoded %s %d\n", image ? "image" : NULL, image ? OrthancPluginGetImageWidth(context, image) : 0);
  if (image) OrthancPluginFreeImage(context, image);
  return 0;
}

static int32_t Filter(const OrthancPluginDicomInstance* instance) {
  char* json = OrthancPluginGetInstanceSimplifiedJson(context, instance);
  int32_t keep = json == NULL || strstr(json, "REFUSED") == NULL;
  OrthancPluginFreeString(context, json);
  return keep;
}

static int32_t StoreFilter(uint16_t* status, const OrthancPluginDicomInstance* instance) {
  char* json = OrthancPluginGetInstanceSimplifiedJson(context, instance);
  int32_t keep = json == NULL || strstr(json, "NOSTORE") == NULL;
  OrthancPluginFreeString(context, json);
  if (!keep) *status = 0xA700;
  return keep;
}

static OrthancPluginReceivedInstanceAction Received(OrthancPluginMemoryBuffer64* modified, const void* data, uint64_t size, OrthancPluginInstanceOrigin origin) {
  note("received %s %d\n", "", (int) size);
  char* json = OrthancPluginDicomBufferToJson(context, data, size, OrthancPluginDicomToJsonFormat_Human, 0, 0);
  int isModified = json != NULL && strstr(json, "MODIFYME") != NULL;
  OrthancPluginFreeString(context, json);
  if (!isModified) return OrthancPluginReceivedInstanceAction_KeepAsIs;
  OrthancPluginMemoryBuffer made;
  if (OrthancPluginCreateDicom(context, &made, "{\"PatientID\":\"MODIFIED\",\"StudyInstanceUID\":\"1.2\",\"SeriesInstanceUID\":\"1.2.9\",\"SOPInstanceUID\":\"1.2.3.4.9\",\"SOPClassUID\":\"1.2.840.10008.5.1.4.1.1.7\"}", NULL, 0)) return OrthancPluginReceivedInstanceAction_Discard;
  OrthancPluginCreateMemoryBuffer64(context, modified, made.size);
  memcpy(modified->data, made.data, made.size);
  OrthancPluginFreeMemoryBuffer(context, &made);
  return OrthancPluginReceivedInstanceAction_Modify;
}

static int32_t HttpFilter(OrthancPluginHttpMethod method, const char* uri, const char* ip, uint32_t n, const char* const* keys, const char* const* values, uint32_t m, const char* const* gkeys, const char* const* gvalues) {
  return strcmp(uri, "/forbidden") != 0;
}

static OrthancPluginErrorCode Worklist(OrthancPluginWorklistAnswers* answers, const OrthancPluginWorklistQuery* query, const char* issuer, const char* called) {
  OrthancPluginMemoryBuffer q, made;
  note("worklist %s %d\n", issuer, OrthancPluginWorklistGetDicomQuery(context, &q, query));
  OrthancPluginFreeMemoryBuffer(context, &q);
  for (int i = 0; i < 3; i++) {
    char json[300];
    snprintf(json, sizeof(json), "{\"PatientID\":\"W%d\",\"PatientName\":\"Work^%d\",\"AccessionNumber\":\"A%d\",\"SOPInstanceUID\":\"1.2.3.%d\"}", i, i, i, i);
    if (OrthancPluginCreateDicom(context, &made, json, NULL, 0)) return 1;
    note("match %s %d\n", "", OrthancPluginWorklistIsMatch(context, query, made.data, made.size));
    if (OrthancPluginWorklistIsMatch(context, query, made.data, made.size)) OrthancPluginWorklistAddAnswer(context, answers, query, made.data, made.size);
    OrthancPluginFreeMemoryBuffer(context, &made);
  }
  return 0;
}

static OrthancPluginErrorCode Find(OrthancPluginFindAnswers* answers, const OrthancPluginFindQuery* query, const char* issuer, const char* called) {
  uint32_t n = OrthancPluginGetFindQuerySize(context, query);
  for (uint32_t i = 0; i < n; i++) {
    char* name = OrthancPluginGetFindQueryTagName(context, query, i);
    char* value = OrthancPluginGetFindQueryValue(context, query, i);
    uint16_t g = 0, e = 0;
    OrthancPluginGetFindQueryTag(context, &g, &e, query, i);
    char line[200]; snprintf(line, sizeof(line), "%s=%s %04x", name, value, g);
    note("find %s %d\n", line, e);
    OrthancPluginFreeString(context, name); OrthancPluginFreeString(context, value);
  }
  OrthancPluginMemoryBuffer made;
  if (OrthancPluginCreateDicom(context, &made, "{\"PatientID\":\"FOUND\",\"PatientName\":\"F\",\"StudyInstanceUID\":\"1.2.3\"}", NULL, 0)) return 1;
  OrthancPluginFindAddAnswer(context, answers, made.data, made.size);
  OrthancPluginFreeMemoryBuffer(context, &made);
  return 0;
}

typedef struct { int steps; char content[64]; char serialized[64]; } Job;
static void JobFinalize(void* job) { note("job finalize %s %d\n", "", ((Job*) job)->steps); free(job); }
static float JobProgress(void* job) { return (float) ((Job*) job)->steps / 3.0f; }
static const char* JobContent(void* job) { Job* j = job; snprintf(j->content, sizeof(j->content), "{\"steps\":%d}", j->steps); return j->content; }
static const char* JobSerialized(void* job) { Job* j = job; snprintf(j->serialized, sizeof(j->serialized), "{\"steps\":%d}", j->steps); return j->serialized; }
static OrthancPluginJobStepStatus JobStep(void* job) { return ++((Job*) job)->steps < 3 ? OrthancPluginJobStepStatus_Continue : OrthancPluginJobStepStatus_Success; }
static OrthancPluginErrorCode JobStop(void* job, OrthancPluginJobStopReason reason) { note("job stop %s %d\n", "", reason); return 0; }
static OrthancPluginErrorCode JobReset(void* job) { return 0; }
static OrthancPluginJob* NewJob(int steps) {
  Job* j = calloc(1, sizeof(Job)); j->steps = steps;
  return OrthancPluginCreateJob(context, j, JobFinalize, "sandboxed", JobProgress, JobContent, JobSerialized, JobStep, JobStop, JobReset);
}
static OrthancPluginJob* Unserialize(const char* type, const char* text) { note("unserialize %s %d\n", type, 0); return strcmp(type, "sandboxed") ? NULL : NewJob(0); }
static void Metrics(void) { OrthancPluginSetMetricsValue(context, "sandbox_stored", (float) stored, OrthancPluginMetricsType_Default); }

static OrthancPluginErrorCode Events(OrthancPluginRestOutput* o, const char* url, const OrthancPluginHttpRequest* r) {
  OrthancPluginAnswerBuffer(context, o, events, strlen(events), "text/plain");
  return 0;
}

static int binaries;
static void Binary(OrthancPluginDicomWebNode* node, OrthancPluginDicomWebSetBinaryNode setter, uint32_t depth, const uint16_t* groups, const uint16_t* elements, const uint32_t* indices, uint16_t group, uint16_t element, OrthancPluginValueRepresentation vr) {
  binaries++;
  if (group == 0x7fe0) setter(node, OrthancPluginDicomWebBinaryMode_BulkDataUri, "http://pixels/");
  else setter(node, OrthancPluginDicomWebBinaryMode_Ignore, NULL);
}

static OrthancPluginErrorCode IsFolder(uint8_t* isExisting, uint32_t n, const char* const* path, void* payload) { *isExisting = n == 0; return 0; }
static OrthancPluginErrorCode List(uint8_t* isExisting, OrthancPluginWebDavCollection* c, OrthancPluginWebDavAddFile addFile, OrthancPluginWebDavAddFolder addFolder, uint32_t n, const char* const* path, void* payload) {
  *isExisting = n == 0;
  if (n == 0) { addFile(c, "a.txt", 5, "text/plain", "20240102T030405"); addFolder(c, "b", "20240102T030405"); }
  return 0;
}
static OrthancPluginErrorCode Retrieve(OrthancPluginWebDavCollection* c, OrthancPluginWebDavRetrieveFile retrieve, uint32_t n, const char* const* path, void* payload) {
  if (n == 1 && !strcmp(path[0], "a.txt")) return retrieve(c, payload, 5, "text/plain", "20240102T030405");
  return 0;
}
static OrthancPluginErrorCode Store(uint8_t* isReadOnly, uint32_t n, const char* const* path, const void* data, uint64_t size, void* payload) { note("webdav store %s %d\n", path[0], (int) size); *isReadOnly = 1; return 0; }
static OrthancPluginErrorCode MakeFolder(uint8_t* isReadOnly, uint32_t n, const char* const* path, void* payload) { note("webdav make %s %d\n", path[0], (int) n); *isReadOnly = 1; return 0; }
static OrthancPluginErrorCode DeleteItem(uint8_t* isReadOnly, uint32_t n, const char* const* path, void* payload) { note("webdav delete %s %d\n", path[0], (int) n); *isReadOnly = 1; return 0; }

static char text[8192];
static void add(const char* name, const char* value, int number) {
  size_t used = strlen(text);
  snprintf(text + used, sizeof(text) - used, "%s: %.90s %d\n", name, value == NULL ? "NULL" : value, number);
}

/* What calls in OrthancPluginInitialize returned; the database is not open there. */
static int initial[4];

static void CallInInitialize(OrthancPluginContext* c) {
  OrthancPluginPeers* peers = OrthancPluginGetPeers(c);
  OrthancPluginMemoryBuffer b;
  OrthancPluginDictionaryEntry entry = { 0 };
  initial[0] = peers ? (int) OrthancPluginGetPeersCount(c, peers) : -1;
  if (peers) OrthancPluginFreePeers(c, peers);
  initial[1] = OrthancPluginLookupDictionary(c, &entry, "PatientName") ? -1 : entry.element;
  initial[2] = (int) OrthancPluginGetFontsCount(c);
  initial[3] = OrthancPluginRestApiGet(c, &b, "/system");
}

static OrthancPluginErrorCode Calls(OrthancPluginRestOutput* o, const char* url, const OrthancPluginHttpRequest* r) {
  text[0] = 0;
  for (int i = 0; i < 4; i++) add("in initialize", NULL, initial[i]);
  OrthancPluginMemoryBuffer b;
  int e = OrthancPluginRestApiGet(context, &b, "/system"); add("get", e ? NULL : b.data, e); if (!e) OrthancPluginFreeMemoryBuffer(context, &b);
  e = OrthancPluginRestApiGet(context, &b, "/nothing"); add("missing", NULL, e);
  e = OrthancPluginRestApiGetAfterPlugins(context, &b, "/events"); add("nested", NULL, e); if (!e) OrthancPluginFreeMemoryBuffer(context, &b);
  OrthancPluginDictionaryEntry entry; e = OrthancPluginLookupDictionary(context, &entry, "PatientID"); add("dictionary", NULL, e ? -e : entry.element);
  char* s = OrthancPluginGetTagName(context, 0x10, 0x10, NULL); add("tag", s, 0); OrthancPluginFreeString(context, s);
  add("database", NULL, (int) strlen(OrthancPluginGetDatabaseServerIdentifier(context)));
  add("mime", OrthancPluginAutodetectMimeType(context, "a.png"), 0);
  add("error", OrthancPluginGetErrorDescription(context, 17), 0);
  e = OrthancPluginSetGlobalProperty(context, 2000, "kept"); s = OrthancPluginGetGlobalProperty(context, 2000, "default"); add("property", s, e); OrthancPluginFreeString(context, s);
  OrthancPluginPeers* peers = OrthancPluginGetPeers(context);
  add("peers", NULL, peers ? (int) OrthancPluginGetPeersCount(context, peers) : -1);
  if (peers && OrthancPluginGetPeersCount(context, peers)) add("peer", OrthancPluginGetPeerUrl(context, peers, 0), 0);
  if (peers) OrthancPluginFreePeers(context, peers);
  add("fonts", OrthancPluginGetFontsCount(context) ? OrthancPluginGetFontName(context, 0) : NULL, OrthancPluginGetFontsCount(context) ? OrthancPluginGetFontSize(context, 0) : 0);
  OrthancPluginImage* image = OrthancPluginCreateImage(context, OrthancPluginPixelFormat_Grayscale8, 64, 32);
  memset(OrthancPluginGetImageBuffer(context, image), 0, 64 * 32);
  e = OrthancPluginDrawText(context, image, 0, "Hi", 2, 2, 255, 255, 255);
  int white = 0; for (int i = 0; i < 64 * 32; i++) white += ((unsigned char*) OrthancPluginGetImageBuffer(context, image))[i] != 0;
  add("drawn", white > 10 ? "pixels" : "none", e);
  e = OrthancPluginCreateDicom(context, &b, "{\"PatientID\":\"C\"}", image, OrthancPluginCreateDicomFlags_GenerateIdentifiers); add("create", NULL, e);
  if (!e) {
    OrthancPluginDicomInstance* made = OrthancPluginCreateDicomInstance(context, b.data, b.size);
    add("instance", NULL, made ? (int) (OrthancPluginGetInstanceSize(context, made) == b.size) : -1);
    OrthancPluginDicomInstance* t = OrthancPluginTranscodeDicomInstance(context, b.data, b.size, "1.2.840.10008.1.2.4.70");
    OrthancPluginMemoryBuffer out; memset(&out, 0, sizeof(out));
    if (t) { e = OrthancPluginSerializeDicomInstance(context, &out, t); add("transcoded", NULL, e ? -e : (int) out.size > 0); if (!e) OrthancPluginFreeMemoryBuffer(context, &out); OrthancPluginFreeDicomInstance(context, t); }
    OrthancPluginImage* again = OrthancPluginDecodeDicomImage(context, b.data, b.size, 0);
    add("decode", NULL, again ? (int) OrthancPluginGetImageWidth(context, again) : -1); if (again) OrthancPluginFreeImage(context, again);
    if (made) OrthancPluginFreeDicomInstance(context, made);
    s = OrthancPluginEncodeDicomWebJson(context, b.data, b.size, Binary); add("dicomweb", s ? strstr(s, "BulkDataURI") : NULL, binaries); OrthancPluginFreeString(context, s);
    s = OrthancPluginDicomBufferToJson(context, b.data, b.size, OrthancPluginDicomToJsonFormat_Human, 0, 0); add("json", s, 0); OrthancPluginFreeString(context, s);
    OrthancPluginFreeMemoryBuffer(context, &b);
  }
  OrthancPluginFreeImage(context, image);
  e = OrthancPluginBufferCompression(context, &b, "aaaaaaaaaa", 10, OrthancPluginCompressionType_Zlib, 0); add("zlib", NULL, e ? -e : (int) b.size > 0); if (!e) OrthancPluginFreeMemoryBuffer(context, &b);
  OrthancPluginJob* job = NewJob(0);
  s = job ? OrthancPluginSubmitJob(context, job, 0) : NULL; add("job", s ? "id" : NULL, job != NULL); OrthancPluginFreeString(context, s);
  e = OrthancPluginReadFile(context, &b, "/etc/hostname"); add("file", NULL, e); if (!e) OrthancPluginFreeMemoryBuffer(context, &b);
  s = OrthancPluginGenerateRestApiAuthorizationToken(context); add("token", s ? "token" : NULL, 0); OrthancPluginFreeString(context, s);
  add("arguments", NULL, (int) OrthancPluginGetCommandLineArgumentsCount(context));
  s = OrthancPluginLookupPatient(context, "KEPT"); add("lookup", s, 0); OrthancPluginFreeString(context, s);
  OrthancPluginAnswerBuffer(context, o, text, strlen(text), "text/plain");
  return 0;
}

int32_t OrthancPluginInitialize(OrthancPluginContext* c) {
  c = context = CountServices(c);
  CallInInitialize(c);
  OrthancPluginRegisterOnChangeCallback(c, OnChange);
  OrthancPluginRegisterOnStoredInstanceCallback(c, OnStored);
  OrthancPluginRegisterIncomingDicomInstanceFilter(c, Filter);
  OrthancPluginRegisterIncomingCStoreInstanceFilter(c, StoreFilter);
  OrthancPluginRegisterReceivedInstanceCallback(c, Received);
  OrthancPluginRegisterIncomingHttpRequestFilter2(c, HttpFilter);
  OrthancPluginRegisterWorklistCallback(c, Worklist);
  OrthancPluginRegisterFindCallback(c, Find);
  OrthancPluginRegisterJobsUnserializer(c, Unserialize);
  OrthancPluginRegisterRefreshMetricsCallback(c, Metrics);
  OrthancPluginRegisterWebDavCollection(c, "/webdav-sandbox/", IsFolder, List, Retrieve, Store, MakeFolder, DeleteItem, "hello");
  OrthancPluginRegisterRestCallback(c, "/events", Events);
  OrthancPluginRegisterRestCallback(c, "/calls", Calls);
  OrthancPluginRegisterRestCallback(c, "/callbacks-plugin/services", AnswerServices);
  return 0;
}
void OrthancPluginFinalize(void) {}
const char* OrthancPluginGetName(void) { return "callbacks-plugin"; }
const char* OrthancPluginGetVersion(void) { return "1"; }
