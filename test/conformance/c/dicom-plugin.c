/* Decodes, transcodes, moves, commits and queries, and has jobs that outlive Orthanc. GET /dicom-plugin/events shows what was called. */
#include "counted-services.h"
#include <stdlib.h>
#include <unistd.h>

static OrthancPluginContext* context;
static char events[32768];

static void note(const char* format, const char* a, int b) {
  size_t used = strlen(events);
  if (used < sizeof(events) - 300) snprintf(events + used, 300, format, a == NULL ? "NULL" : a, b);
}

static int contains(const void* bytes, uint64_t size, const char* word) {
  size_t length = strlen(word);
  for (uint64_t i = 0; i + length <= size; i++)
    if (memcmp((const char*) bytes + i, word, length) == 0) return 1;
  return 0;
}

/* ---- pixels ---- */

static OrthancPluginErrorCode Decode(OrthancPluginImage** target, const void* dicom, const uint32_t size, uint32_t frame) {
  if (!contains(dicom, size, "DECODED")) return OrthancPluginErrorCode_NotImplemented;
  note("decode %s %d\n", "", (int) size);
  OrthancPluginImage* image = OrthancPluginCreateImage(context, OrthancPluginPixelFormat_Grayscale8, 7, 5);
  unsigned char* pixels = OrthancPluginGetImageBuffer(context, image);
  uint32_t pitch = OrthancPluginGetImagePitch(context, image);
  for (uint32_t y = 0; y < 5; y++)
    for (uint32_t x = 0; x < 7; x++) pixels[y * pitch + x] = (unsigned char) (y * 40 + x * 5);
  *target = image;
  return 0;
}

static int isTranscoding;
static OrthancPluginErrorCode Transcode(OrthancPluginMemoryBuffer* transcoded, const void* buffer, uint64_t size, const char* const* syntaxes, uint32_t count, uint8_t allowsNewUid) {
  if (isTranscoding || !contains(buffer, size, "TRANSCODED")) return OrthancPluginErrorCode_NotImplemented;
  note("transcode %s %d\n", syntaxes[0], (int) count * 10 + allowsNewUid);
  /* Orthanc asks all transcoders, this one as well. */
  isTranscoding = 1;
  OrthancPluginDicomInstance* instance = OrthancPluginTranscodeDicomInstance(context, buffer, (uint32_t) size, syntaxes[0]);
  isTranscoding = 0;
  OrthancPluginErrorCode code = instance == NULL ? OrthancPluginErrorCode_NotImplemented : OrthancPluginSerializeDicomInstance(context, transcoded, instance);
  if (instance != NULL) OrthancPluginFreeDicomInstance(context, instance);
  return code;
}

/* ---- DICOM's own services ---- */

typedef struct { int size, applied; } Move;

static void* StartMove(OrthancPluginResourceType level, const char* patient, const char* accession, const char* study, const char* series, const char* instance, const char* originator, const char* source, const char* target, uint16_t id) {
  char line[200];
  snprintf(line, sizeof(line), "%s %s %s %s from %s to %s", patient ? patient : "-", study ? study : "-", series ? series : "-", instance ? instance : "-", originator, target);
  note("move %s %d\n", line, level);
  if (study != NULL && strcmp(study, "1.2.999") == 0) return NULL;
  Move* move = calloc(1, sizeof(Move));
  move->size = 3;
  return move;
}
static uint32_t MoveSize(void* move) { return (uint32_t) ((Move*) move)->size; }
static OrthancPluginErrorCode ApplyMove(void* move) { note("apply %s %d\n", "", ++((Move*) move)->applied); return 0; }
static void FreeMove(void* move) { note("free move %s %d\n", "", ((Move*) move)->applied); free(move); }

static int commitments;
static OrthancPluginErrorCode StartCommitment(void** handler, const char* job, const char* transaction, const char* const* classes, const char* const* instances, uint32_t count, const char* remote, const char* called) {
  note("commitment %s %d\n", instances[0], (int) count);
  *handler = &commitments;
  commitments++;
  return 0;
}
static void EndCommitment(void* handler) { --*(int*) handler; note("commitment ends %s %d\n", "", commitments); }
static OrthancPluginErrorCode LookUp(OrthancPluginStorageCommitmentFailureReason* target, void* handler, const char* class, const char* instance) {
  note("look up %s %d\n", instance, *(int*) handler);
  *target = strcmp(instance, "1.2.3") == 0 ? OrthancPluginStorageCommitmentFailureReason_Success : OrthancPluginStorageCommitmentFailureReason_ResourceLimitation;
  return 0;
}

static OrthancPluginErrorCode Worklist(OrthancPluginWorklistAnswers* answers, const OrthancPluginWorklistQuery* query, const char* issuer, const char* called) {
  return OrthancPluginWorklistMarkIncomplete(context, answers);
}
static OrthancPluginErrorCode Find(OrthancPluginFindAnswers* answers, const OrthancPluginFindQuery* query, const char* issuer, const char* called) {
  OrthancPluginMemoryBuffer made;
  if (OrthancPluginCreateDicom(context, &made, "{\"PatientID\":\"FOUND\",\"StudyInstanceUID\":\"1.2.3\"}", NULL, 0)) return OrthancPluginErrorCode_Plugin;
  OrthancPluginFindAddAnswer(context, answers, made.data, made.size);
  OrthancPluginFreeMemoryBuffer(context, &made);
  return OrthancPluginFindMarkIncomplete(context, answers);
}

/* ---- jobs: "lasting" ends when it is released, "failing" succeeds when it is submitted again ---- */

typedef struct { int steps, hasFailed; char content[64], serialized[64]; const char* type; } Job;
static int isReleased;

static void JobFinalize(void* job) { free(job); }
static float JobProgress(void* job) { return 0.5f; }
static const char* JobContent(void* given) { Job* job = given; snprintf(job->content, sizeof(job->content), "{\"type\":\"%s\"}", job->type); return job->content; }
static const char* JobSerialized(void* given) { Job* job = given; snprintf(job->serialized, sizeof(job->serialized), "{\"steps\":%d}", job->steps > 0); return job->serialized; }
static OrthancPluginJobStepStatus JobStep(void* given) {
  Job* job = given;
  job->steps++;
  if (strcmp(job->type, "lasting") == 0) {
    usleep(5000);
    return isReleased ? OrthancPluginJobStepStatus_Success : OrthancPluginJobStepStatus_Continue;
  }
  if (job->hasFailed) return OrthancPluginJobStepStatus_Success;
  job->hasFailed = 1;
  return OrthancPluginJobStepStatus_Failure;
}
static OrthancPluginErrorCode JobStop(void* given, OrthancPluginJobStopReason reason) { note("job stops: %s %d\n", ((Job*) given)->type, reason); return 0; }
static OrthancPluginErrorCode JobReset(void* given) { note("job is reset: %s %d\n", ((Job*) given)->type, 0); return 0; }
static OrthancPluginJob* NewJob(const char* type) {
  Job* job = calloc(1, sizeof(Job));
  job->type = type;
  return OrthancPluginCreateJob(context, job, JobFinalize, type, JobProgress, JobContent, JobSerialized, JobStep, JobStop, JobReset);
}
static OrthancPluginJob* Unserialize(const char* type, const char* text) {
  if (strcmp(type, "lasting") != 0) return NULL;
  note("unserialize %s %d\n", text, 0);
  return NewJob("lasting");
}

static OrthancPluginErrorCode Submit(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  OrthancPluginJob* job = NewJob(strcmp(request->groups[0], "lasting") == 0 ? "lasting" : "failing");
  char* id = OrthancPluginSubmitJob(context, job, 0);
  OrthancPluginAnswerBuffer(context, output, id, (uint32_t) strlen(id), "text/plain");
  OrthancPluginFreeString(context, id);
  return 0;
}
static OrthancPluginErrorCode Release(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  isReleased = 1;
  OrthancPluginAnswerBuffer(context, output, "released", 8, "text/plain");
  return 0;
}
static OrthancPluginErrorCode Events(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) {
  OrthancPluginAnswerBuffer(context, output, events, (uint32_t) strlen(events), "text/plain");
  return 0;
}

ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* given) {
  context = CountServices(given);
  OrthancPluginRegisterDecodeImageCallback(context, Decode);
  OrthancPluginRegisterTranscoderCallback(context, Transcode);
  OrthancPluginRegisterMoveCallback(context, StartMove, MoveSize, ApplyMove, FreeMove);
  OrthancPluginRegisterStorageCommitmentScpCallback(context, StartCommitment, EndCommitment, LookUp);
  OrthancPluginRegisterWorklistCallback(context, Worklist);
  OrthancPluginRegisterFindCallback(context, Find);
  OrthancPluginRegisterJobsUnserializer(context, Unserialize);
  OrthancPluginRegisterRestCallback(context, "/dicom-plugin/events", Events);
  OrthancPluginRegisterRestCallback(context, "/dicom-plugin/submit/(.*)", Submit);
  OrthancPluginRegisterRestCallback(context, "/dicom-plugin/release", Release);
  OrthancPluginRegisterRestCallback(context, "/dicom-plugin/services", AnswerServices);
  return 0;
}

ORTHANC_PLUGINS_API void OrthancPluginFinalize(void) {}
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void) { return "dicom-plugin"; }
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void) { return "1"; }
