#include "call.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* An image, or a buffer, that a guest makes Orthanc create. */
#define MAX_CREATED_BYTES ((uint64_t) 256 << 20)

/* ---- before a call ---- */

/* Whether a job has a type and all of its functions: of others Orthanc finalizes some and not others. */
static int is_job_complete(const Call* call)
{
  const _OrthancPluginCreateJob* parameters = (const void*) call->parameters.bytes;
  const Field* fields = fields_of(call->service);
  int isComplete = parameters->type != NULL;
  for (unsigned i = 0; i < call->service->count; i++)
    if (fields[i].op == VALUE_CALLBACK) isComplete &= call->target.functions[fields[i].other] != 0;
  return isComplete;
}

/* The names that say how long an answer is are Orthanc's. */
static int frames_answer(const Call* call)
{
  if (call->service->number != _OrthancPluginService_SetHttpHeader) return 0;
  const _OrthancPluginSetHttpHeader* parameters = (const void*) call->parameters.bytes;
  return is_framing_header(parameters->key);
}

/* Orthanc unpacks what it gets as an upload, whose depth is not known. */
static int is_packed(const char* uri, const void* body, uint32_t size)
{
  static const char instances[] = "/instances";
  const size_t length = strlen(instances);
  if (strncmp(uri, instances, length) != 0 || strchr("/?", uri[length]) == NULL) return 0;
  return size >= 2 && (memcmp(body, "PK", 2) == 0 || memcmp(body, "\x1f\x8b", 2) == 0);
}

static int uploads_packed(const Call* call)
{
  const _OrthancPluginRestApiPostPut* post = (const void*) call->parameters.bytes;
  const _OrthancPluginCallRestApi* any = (const void*) call->parameters.bytes;
  switch (call->service->number) {
  case _OrthancPluginService_RestApiPost:
  case _OrthancPluginService_RestApiPostAfterPlugins: return is_packed(post->uri, post->body, post->bodySize);
  case _OrthancPluginService_CallRestApi: return is_packed(any->uri, any->body, any->bodySize);
  default: return 0;
  }
}

OrthancPluginErrorCode check_arguments(const Call* call)
{
  if (uploads_packed(call)) {
    log_error("Service %d was refused: an archive or a compressed file was uploaded, which cannot be checked. Upload the DICOM files in it", call->service->number);
    return OrthancPluginErrorCode_NotImplemented;
  }
  if (frames_answer(call)) return OrthancPluginErrorCode_ParameterOutOfRange;
  if (is_job(call->service) && !is_job_complete(call)) return OrthancPluginErrorCode_NullPointer;
  return OrthancPluginErrorCode_Success;
}

/* ---- sizes and indices ---- */

/* How long Orthanc makes the buffer for uncompressed bytes: it believes what stands before or after them. */
static uint64_t uncompressed_bytes(const _OrthancPluginBufferCompression* p)
{
  const int isGzip = p->compression == OrthancPluginCompressionType_Gzip;
  const size_t length = isGzip ? 4 : 8;
  const uint8_t* from = p->source;
  uint64_t size = 0;
  if (!p->uncompress || p->size < length) return 0;
  memcpy(&size, isGzip ? from + p->size - length : from, length);
  return size;
}

/* Orthanc reads whatever argument it is asked for. */
static uint32_t count_arguments(void)
{
  uint32_t count = 0;
  const _OrthancPluginReturnSingleValue parameters = { .resultUint32 = &count };
  return invoke(_OrthancPluginService_GetCommandLineArgumentsCount, &parameters) == OrthancPluginErrorCode_Success ? count : 0;
}

OrthancPluginErrorCode check_values(Call* call, void** memory)
{
  const void* parameters = call->parameters.bytes;
  switch (call->service->number) {
  case _OrthancPluginService_CompressImage: {
    const _OrthancPluginCompressImage* p = parameters;
    return has_rows(p->pixelFormat, p->width, p->height, p->pitch, call->pixelBytes) ? 0 : OrthancPluginErrorCode_ParameterOutOfRange;
  }
  case _OrthancPluginService_CompressAndAnswerImage: {
    const _OrthancPluginCompressAndAnswerImage* p = parameters;
    return has_rows(p->pixelFormat, p->width, p->height, p->pitch, call->pixelBytes) ? 0 : OrthancPluginErrorCode_ParameterOutOfRange;
  }
  case _OrthancPluginService_CreateImage: {
    const _OrthancPluginCreateImage* p = parameters;
    const uint64_t row = p->width * pixel_bytes(p->format);
    if (pixel_bytes(p->format) == 0) return OrthancPluginErrorCode_ParameterOutOfRange;
    return row == 0 || p->height <= MAX_CREATED_BYTES / row ? 0 : OrthancPluginErrorCode_NotEnoughMemory;
  }
  case _OrthancPluginService_CreateImageAccessor: {
    _OrthancPluginCreateImage* p = (_OrthancPluginCreateImage*) call->parameters.bytes;
    const uint64_t size = (uint64_t) p->pitch * p->height;
    if (call->pixels == NULL || !has_rows(p->format, p->width, p->height, p->pitch, call->pixelBytes)) return OrthancPluginErrorCode_ParameterOutOfRange;
    if (size > MAX_CREATED_BYTES) return OrthancPluginErrorCode_NotEnoughMemory;
    *memory = calloc(1, (size_t) size + 1);
    if (*memory == NULL) return OrthancPluginErrorCode_NotEnoughMemory;
    memcpy(*memory, call->pixels, (size_t) (call->pixelBytes < size ? call->pixelBytes : size));
    p->buffer = *memory;
    return OrthancPluginErrorCode_Success;
  }
  case _OrthancPluginService_GetCommandLineArgument: {
    const _OrthancPluginGlobalProperty* p = parameters;
    return p->property >= 0 && (uint32_t) p->property < count_arguments() ? OrthancPluginErrorCode_Success : OrthancPluginErrorCode_ParameterOutOfRange;
  }
  case _OrthancPluginService_BufferCompression:
    return uncompressed_bytes(parameters) <= MAX_CREATED_BYTES ? OrthancPluginErrorCode_Success : OrthancPluginErrorCode_NotEnoughMemory;
  default: return OrthancPluginErrorCode_Success;
  }
}

/* ---- after a call ---- */

OrthancPluginErrorCode check_file(const Call* call)
{
  const _OrthancPluginWriteFile* p = (const void*) call->parameters.bytes;
  struct stat file;
  const int isCut = call->service->number == _OrthancPluginService_WriteFile && stat(p->path, &file) == 0 &&
    S_ISREG(file.st_mode) && file.st_size < (off_t) p->size;
  return isCut ? OrthancPluginErrorCode_CannotWriteFile : OrthancPluginErrorCode_Success;
}
