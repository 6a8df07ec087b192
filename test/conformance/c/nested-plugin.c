/* Callbacks that cause other callbacks of the same plugin, and wait for them. GET /nested-plugin/events shows them as they begin and end. */
#include <orthanc/OrthancCPlugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static OrthancPluginContext* context;
static char events[32768];
static int depth;

static void note(const char* what, int number) {
  size_t used = strlen(events);
  if (used < sizeof(events) - 100) snprintf(events + used, 100, "%d %s %d\n", depth, what, number);
}

static OrthancPluginErrorCode getFrom(const char* uri) {
  OrthancPluginMemoryBuffer b;
  OrthancPluginErrorCode code = OrthancPluginRestApiGetAfterPlugins(context, &b, uri);
  if (code == 0) OrthancPluginFreeMemoryBuffer(context, &b);
  return code;
}

static OrthancPluginErrorCode postTo(const char* uri, const void* body, uint32_t size) {
  OrthancPluginMemoryBuffer b;
  OrthancPluginErrorCode code = OrthancPluginRestApiPostAfterPlugins(context, &b, uri, body, size);
  if (code == 0) OrthancPluginFreeMemoryBuffer(context, &b);
  return code;
}

/* ---- a request that the next callback of some kind sends ---- */

static char requester[20], requestUri[200], requestBody[200];

static void sendAs(const char* callback) {
  if (strcmp(requester, callback) != 0) return;
  requester[0] = 0;
  depth++;
  note(callback, requestBody[0] ? postTo(requestUri, requestBody, (uint32_t) strlen(requestBody)) : getFrom(requestUri));
  depth--;
}

static OrthancPluginErrorCode OnStored(const OrthancPluginDicomInstance* instance, const char* id) {
  char uri[200];
  depth++;
  snprintf(uri, sizeof(uri), "/instances/%s/simplified-tags", id);
  note("stored", getFrom(uri));
  depth--;
  sendAs("when stored");
  return 0;
}

static int32_t Filter(const OrthancPluginDicomInstance* instance) {
  depth++;
  note("filter", getFrom("/statistics"));
  depth--;
  sendAs("when filtered");
  return 1;
}

static OrthancPluginErrorCode OnChange(OrthancPluginChangeType type, OrthancPluginResourceType level, const char* id) {
  OrthancPluginMemoryBuffer b;
  static const char peer[] = "[\"http://localhost:1/\"]";
  if (type != OrthancPluginChangeType_UpdatedModalities) return 0;
  depth++;
  OrthancPluginErrorCode code = OrthancPluginRestApiPutAfterPlugins(context, &b, "/peers/nested", peer, sizeof(peer) - 1);
  if (code == 0) OrthancPluginFreeMemoryBuffer(context, &b);
  note("change", code ? code : getFrom("/nested-plugin/leaf"));
  depth--;
  return 0;
}

static void OnMetrics(void) { sendAs("for metrics"); }

/* ---- a job that uploads ---- */

static void* jobBody;
static uint32_t jobBytes;

static void JobFinalize(void* job) {}
static float JobProgress(void* job) { return 0; }
static const char* JobContent(void* job) { return "{}"; }
static const char* JobSerialized(void* job) { return NULL; }
static OrthancPluginJobStepStatus JobStep(void* job) {
  depth++;
  note("job", postTo("/instances", jobBody, jobBytes));
  depth--;
  sendAs("in a job");
  return OrthancPluginJobStepStatus_Success;
}
static OrthancPluginErrorCode JobStop(void* job, OrthancPluginJobStopReason reason) { return 0; }
static OrthancPluginErrorCode JobReset(void* job) { return 0; }

/* ---- routes ---- */

static OrthancPluginErrorCode Leaf(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  OrthancPluginAnswerBuffer(context, output, "leaf", 4, "text/plain");
  return 0;
}

/* The lines of the body are the kind of callback, the path, and the body. */
static OrthancPluginErrorCode SetRequest(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char lines[500];
  snprintf(lines, sizeof(lines), "%.*s", (int) request->bodySize, (const char*) request->body);
  requestBody[0] = 0;
  sscanf(lines, "%19[^\n]\n%199[^\n]\n%199[^\n]", requester, requestUri, requestBody);
  return Leaf(output, url, request);
}

/* Uploads what the request brings. */
static OrthancPluginErrorCode Upload(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  depth++;
  note("upload", postTo("/instances", request->body, request->bodySize));
  depth--;
  return Leaf(output, url, request);
}

/* Sends what the request brings to the rest of the path. */
static OrthancPluginErrorCode PassOn(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  OrthancPluginErrorCode code = postTo(request->groups[0], request->body, request->bodySize);
  return code == 0 ? Leaf(output, url, request) : code;
}

static OrthancPluginErrorCode SubmitUpload(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  jobBytes = request->bodySize;
  jobBody = malloc(jobBytes);
  memcpy(jobBody, request->body, jobBytes);
  OrthancPluginJob* job = OrthancPluginCreateJob(context, &jobBytes, JobFinalize, "uploads", JobProgress, JobContent, JobSerialized, JobStep, JobStop, JobReset);
  char* id = OrthancPluginSubmitJob(context, job, 0);
  OrthancPluginAnswerBuffer(context, output, id, (uint32_t) strlen(id), "text/plain");
  OrthancPluginFreeString(context, id);
  return 0;
}

/* Waits for a job of Orthanc, which stores instances on another thread. */
static OrthancPluginErrorCode Anonymize(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char uri[200];
  static const char body[] = "{\"Synchronous\":true}";
  snprintf(uri, sizeof(uri), "/studies/%s/anonymize", request->groups[0]);
  depth++;
  note("anonymize", postTo(uri, body, sizeof(body) - 1));
  depth--;
  return Leaf(output, url, request);
}

/* Calls itself until the stack of callbacks ends it. */
static OrthancPluginErrorCode Descend(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  char uri[200];
  int levels = atoi(request->groups[0]);
  snprintf(uri, sizeof(uri), "/nested-plugin/descend/%d", levels - 1);
  depth++;
  OrthancPluginErrorCode code = levels <= 0 ? 0 : getFrom(uri);
  depth--;
  return code == 0 ? Leaf(output, url, request) : code;
}

/* A request to a server that asks this plugin, which cannot answer while this callback waits. */
static OrthancPluginErrorCode Cycle(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  OrthancPluginMemoryBuffer b;
  char address[200];
  snprintf(address, sizeof(address), "%.*s/leaf", (int) request->bodySize, (const char*) request->body);
  OrthancPluginErrorCode code = OrthancPluginHttpGet(context, &b, address, NULL, NULL);
  if (code != 0) return code;
  OrthancPluginFreeMemoryBuffer(context, &b);
  return Leaf(output, url, request);
}

static OrthancPluginErrorCode Events(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  OrthancPluginAnswerBuffer(context, output, events, (uint32_t) strlen(events), "text/plain");
  events[0] = 0;
  return 0;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given) {
  context = given;
  OrthancPluginRegisterOnStoredInstanceCallback(context, OnStored);
  OrthancPluginRegisterIncomingDicomInstanceFilter(context, Filter);
  OrthancPluginRegisterOnChangeCallback(context, OnChange);
  OrthancPluginRegisterRefreshMetricsCallback(context, OnMetrics);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/leaf", Leaf);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/request", SetRequest);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/pass-on(/.*)", PassOn);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/upload", Upload);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/job", SubmitUpload);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/anonymize/(.*)", Anonymize);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/descend/(.*)", Descend);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/cycle", Cycle);
  OrthancPluginRegisterRestCallbackNoLock(context, "/nested-plugin/events", Events);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "nested-plugin"; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return "1"; }
