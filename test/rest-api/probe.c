/* A plugin whose route calls what its request asks for: POST /probe with the name of a function, then one argument a
   line ("-" is NULL, in a body "|" is a line break); it answers what came of it. It is compiled for the host and for the
   real server, to compare them. */
#include <orthanc/OrthancCPlugin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME "probe"

static OrthancPluginContext* context = NULL;
static char initialized[256] = "";

#define MOST_LINES 16
#define MOST_TEXT (4 << 20)

typedef struct
{
  char* lines[MOST_LINES];
  unsigned count;
} Words;

static void split(Words* words, char* text)
{
  words->count = 0;
  while (words->count < MOST_LINES)
  {
    char* end = strchr(text, '\n');
    if (end != NULL) *end = '\0';
    words->lines[words->count++] = text;
    if (end == NULL) return;
    text = end + 1;
  }
}

static const char* word(const Words* words, unsigned i)
{
  return i < words->count && strcmp(words->lines[i], "-") != 0 ? words->lines[i] : NULL;
}

static const char* text(const Words* words, unsigned i)
{
  const char* found = word(words, i);
  return found == NULL ? "" : found;
}

typedef struct
{
  OrthancPluginErrorCode code;
  OrthancPluginMemoryBuffer body;
  OrthancPluginMemoryBuffer headers;
  uint16_t status;
  char* string;
} Outcome;

static uint32_t headersOf(const Words* words, unsigned i, const char** names, const char** values)
{
  uint32_t count = 0;
  for (; word(words, i) != NULL && word(words, i + 1) != NULL; i += 2)
  {
    names[count] = word(words, i);
    values[count++] = word(words, i + 1);
  }
  return count;
}

static const char* bodyOf(const Words* words, unsigned i)
{
  char* bar = i < words->count ? words->lines[i] : "";
  while ((bar = strchr(bar, '|')) != NULL) *bar = '\n';
  return text(words, i);
}

static int callRest(Outcome* outcome, const Words* words)
{
  const char* name = text(words, 0);
  const char* uri = text(words, 1);
  const char* body = bodyOf(words, 2);
  uint32_t size = (uint32_t) strlen(body);
  if (strcmp(name, "RestApiGet") == 0)
    outcome->code = OrthancPluginRestApiGet(context, &outcome->body, uri);
  else if (strcmp(name, "RestApiGetAfterPlugins") == 0)
    outcome->code = OrthancPluginRestApiGetAfterPlugins(context, &outcome->body, uri);
  else if (strcmp(name, "RestApiPost") == 0)
    outcome->code = OrthancPluginRestApiPost(context, &outcome->body, uri, body, size);
  else if (strcmp(name, "RestApiPostAfterPlugins") == 0)
    outcome->code = OrthancPluginRestApiPostAfterPlugins(context, &outcome->body, uri, body, size);
  else if (strcmp(name, "RestApiPut") == 0)
    outcome->code = OrthancPluginRestApiPut(context, &outcome->body, uri, body, size);
  else if (strcmp(name, "RestApiPutAfterPlugins") == 0)
    outcome->code = OrthancPluginRestApiPutAfterPlugins(context, &outcome->body, uri, body, size);
  else if (strcmp(name, "RestApiDelete") == 0)
    outcome->code = OrthancPluginRestApiDelete(context, uri);
  else if (strcmp(name, "RestApiDeleteAfterPlugins") == 0)
    outcome->code = OrthancPluginRestApiDeleteAfterPlugins(context, uri);
  else if (strcmp(name, "GetDicomForInstance") == 0)
    outcome->code = OrthancPluginGetDicomForInstance(context, &outcome->body, uri);
  else if (strcmp(name, "RestApiGet2") == 0)
  {
    const char* names[MOST_LINES];
    const char* values[MOST_LINES];
    uint32_t count = headersOf(words, 3, names, values);
    outcome->code = OrthancPluginRestApiGet2(
      context, &outcome->body, uri, count, names, values, atoi(text(words, 2)));
  }
  else
    return 0;
  return 1;
}

/* CallRestApi, method, URI, body, after plugins, outputs that are wanted ("bhs"), headers… */
static int callAny(Outcome* outcome, const Words* words)
{
  const char* names[MOST_LINES];
  const char* values[MOST_LINES];
  uint32_t count;
  const char* body = text(words, 3);
  const char* wanted = text(words, 5);
  if (strcmp(text(words, 0), "CallRestApi") != 0) return 0;
  count = headersOf(words, 6, names, values);
  outcome->code = OrthancPluginCallRestApi(
    context, strchr(wanted, 'b') == NULL ? NULL : &outcome->body,
    strchr(wanted, 'h') == NULL ? NULL : &outcome->headers,
    strchr(wanted, 's') == NULL ? NULL : &outcome->status,
    (OrthancPluginHttpMethod) atoi(text(words, 1)), text(words, 2), count, names, values, body,
    (uint32_t) strlen(body), (uint8_t) atoi(text(words, 4)));
  return 1;
}

static int lookUp(Outcome* outcome, const Words* words)
{
  const char* name = text(words, 0);
  const char* id = text(words, 1);
  if (strcmp(name, "LookupPatient") == 0)
    outcome->string = OrthancPluginLookupPatient(context, id);
  else if (strcmp(name, "LookupStudy") == 0)
    outcome->string = OrthancPluginLookupStudy(context, id);
  else if (strcmp(name, "LookupSeries") == 0)
    outcome->string = OrthancPluginLookupSeries(context, id);
  else if (strcmp(name, "LookupInstance") == 0)
    outcome->string = OrthancPluginLookupInstance(context, id);
  else if (strcmp(name, "LookupStudyWithAccessionNumber") == 0)
    outcome->string = OrthancPluginLookupStudyWithAccessionNumber(context, id);
  else
    return 0;
  return 1;
}

/* HttpGet, URL, user, password; HttpPost and HttpPut: URL, body, user, password; HttpClient: method, URL, body, user,
   password, seconds, outputs that are wanted, headers… */
static int callHttp(Outcome* outcome, const Words* words)
{
  const char* name = text(words, 0);
  const char* url = text(words, 1);
  const char* body = text(words, 2);
  uint32_t size = (uint32_t) strlen(body);
  if (strcmp(name, "HttpGet") == 0)
    outcome->code = OrthancPluginHttpGet(context, &outcome->body, url, word(words, 2), word(words, 3));
  else if (strcmp(name, "HttpDelete") == 0)
    outcome->code = OrthancPluginHttpDelete(context, url, word(words, 2), word(words, 3));
  else if (strcmp(name, "HttpPost") == 0)
    outcome->code = OrthancPluginHttpPost(
      context, &outcome->body, url, body, size, word(words, 3), word(words, 4));
  else if (strcmp(name, "HttpPut") == 0)
    outcome->code = OrthancPluginHttpPut(
      context, &outcome->body, url, body, size, word(words, 3), word(words, 4));
  else if (strcmp(name, "HttpClient") == 0)
  {
    const char* names[MOST_LINES];
    const char* values[MOST_LINES];
    uint32_t count = headersOf(words, 8, names, values);
    const char* content = text(words, 3);
    const char* wanted = text(words, 7);
    outcome->code = OrthancPluginHttpClient(
      context, strchr(wanted, 'b') == NULL ? NULL : &outcome->body,
      strchr(wanted, 'h') == NULL ? NULL : &outcome->headers,
      strchr(wanted, 's') == NULL ? NULL : &outcome->status,
      (OrthancPluginHttpMethod) atoi(url), text(words, 2), count, names, values, content,
      (uint32_t) strlen(content), word(words, 4), word(words, 5), (uint32_t) atoi(text(words, 6)),
      NULL, NULL, NULL, 0);
  }
  else
    return 0;
  return 1;
}

static void run(Outcome* outcome, const Words* words)
{
  memset(outcome, 0, sizeof(*outcome));
  outcome->status = 1;
  outcome->code = OrthancPluginErrorCode_UnknownPluginService;
  if (callRest(outcome, words) || callAny(outcome, words) || callHttp(outcome, words)) return;
  if (lookUp(outcome, words)) outcome->code = OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode probe(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  static char answer[MOST_TEXT + 1024];
  Words words;
  Outcome outcome;
  int length;
  char* copy = malloc(request->bodySize + 1);
  memcpy(copy, request->body, request->bodySize);
  copy[request->bodySize] = '\0';
  split(&words, copy);
  run(&outcome, &words);
  length = snprintf(answer, sizeof(answer), "code %d\nstatus %d\nheaders %.*s\nstring %s\nsize %u\n",
    (int) outcome.code, (int) outcome.status, (int) outcome.headers.size,
    outcome.headers.size == 0 ? "" : (const char*) outcome.headers.data,
    outcome.string == NULL ? "NULL" : outcome.string, (unsigned) outcome.body.size);
  if (outcome.body.size <= MOST_TEXT)
  {
    if (outcome.body.size != 0) memcpy(answer + length, outcome.body.data, outcome.body.size);
    length += (int) outcome.body.size;
  }
  OrthancPluginAnswerBuffer(context, output, answer, (uint32_t) length, "text/plain");
  OrthancPluginFreeMemoryBuffer(context, &outcome.body);
  OrthancPluginFreeMemoryBuffer(context, &outcome.headers);
  OrthancPluginFreeString(context, outcome.string);
  free(copy);
  return OrthancPluginErrorCode_Success;
}

/* What a call from OrthancPluginInitialize gave. */
static OrthancPluginErrorCode first(
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginAnswerBuffer(
    context, output, initialized, (uint32_t) strlen(initialized), "text/plain");
  return OrthancPluginErrorCode_Success;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  OrthancPluginMemoryBuffer system = {NULL, 0};
  OrthancPluginErrorCode code;
  context = given;
  code = OrthancPluginRestApiGet(context, &system, "/system");
  snprintf(initialized, sizeof(initialized), "code %d size %d", (int) code, system.size > 0);
  OrthancPluginFreeMemoryBuffer(context, &system);
  OrthancPluginRegisterRestCallbackNoLock(context, "/" NAME, probe);
  OrthancPluginRegisterRestCallbackNoLock(context, "/" NAME "/first", first);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void)
{
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void)
{
  return NAME;
}

ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void)
{
  return "1.0";
}
