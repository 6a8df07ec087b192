#include "native.h"

#include <stdlib.h>
#include <string.h>

/* A call of the SDK: the struct that Orthanc gets, and all that lives as long as the call. */

#define MAX_RESULTS 4
#define MAX_LISTS 2
#define MAX_OBJECTS 3
#define MAX_OWNERS 2
/* An image, or a buffer, that a guest makes Orthanc create. */
#define MAX_CREATED_BYTES ((uint64_t) 256 << 20)

typedef union
{
  uint64_t number;
  char* text;
  const char* constText;
  void* pointer;
  OrthancPluginMemoryBuffer buffer;
  OrthancPluginMemoryBuffer64 buffer64;
  OrthancPluginDictionaryEntry entry;
} Result;

typedef struct
{
  const Caller* caller;
  const Service* service;
  union { uint64_t align; uint8_t bytes[PARAMETER_BYTES]; } parameters;
  const void* direct; /* in place of a struct */
  Result results[MAX_RESULTS];
  unsigned resultCount;
  const char** lists[MAX_LISTS];
  unsigned listCount;
  Object objects[MAX_OBJECTS];
  unsigned objectCount;
  Owner* owners[MAX_OWNERS];
  unsigned ownerCount;
  Target target; /* functions that the call passes */
  int hasFunctions;
  int isInvoked; /* Orthanc was called */
  const void* pixels; /* bytes without a field for their length */
  uint64_t pixelBytes;
} Call;

OrthancPluginErrorCode invoke(int number, const void* parameters)
{
  return context->InvokeService(context, (_OrthancPluginService) number, parameters);
}

int is_registration(int number)
{
  return (number >= 1000 && number < 2000) || number == _OrthancPluginService_RegisterJobsUnserializer || number == 5007;
}

/* Services that free their object, by class. */
static int freeing_service(unsigned class)
{
  switch (class) {
  case CLASS_DicomInstance: return _OrthancPluginService_FreeDicomInstance;
  case CLASS_Image: return _OrthancPluginService_FreeImage;
  case CLASS_Peers: return _OrthancPluginService_FreePeers;
  case CLASS_Job: return _OrthancPluginService_FreeJob;
  case CLASS_FindMatcher: return _OrthancPluginService_FreeFindMatcher;
  default: return 0;
  }
}

/* The structs of all services that free have the object as their only member. */
void free_object(const Object* object)
{
  const int number = freeing_service(object->class);
  if (number != 0) invoke(number, &object->pointer);
}

static int ends_handle(const Service* service, unsigned class)
{
  return service->number == freeing_service(class) || service->number == _OrthancPluginService_SubmitJob;
}

/* ---- images ---- */

static uint64_t pixel_bytes(uint32_t format)
{
  switch (format) {
  case OrthancPluginPixelFormat_Grayscale8: return 1;
  case OrthancPluginPixelFormat_Grayscale16:
  case OrthancPluginPixelFormat_SignedGrayscale16: return 2;
  case OrthancPluginPixelFormat_RGB24: return 3;
  case OrthancPluginPixelFormat_RGBA32:
  case OrthancPluginPixelFormat_BGRA32:
  case OrthancPluginPixelFormat_Grayscale32:
  case OrthancPluginPixelFormat_Float32: return 4;
  case OrthancPluginPixelFormat_RGB48: return 6;
  case OrthancPluginPixelFormat_Grayscale64: return 8;
  default: return 0;
  }
}

/* Whether the bytes have all rows of an image: Orthanc reads them without asking for their length. */
static int has_rows(uint32_t format, uint32_t width, uint32_t height, uint32_t pitch, uint64_t bytes)
{
  const uint64_t row = width * pixel_bytes(format);
  if (row == 0 || height == 0) return pixel_bytes(format) != 0;
  return pitch >= row && (uint64_t) pitch * (height - 1) + row <= bytes;
}

static uint32_t image_info(int service, const void* image)
{
  uint32_t value = 0;
  _OrthancPluginGetImageInfo parameters = { .image = image, .resultUint32 = &value };
  return invoke(service, &parameters) == OrthancPluginErrorCode_Success ? value : 0;
}

static void* image_pixels(const void* image, uint64_t* bytes)
{
  void* pixels = NULL;
  _OrthancPluginGetImageInfo parameters = { .image = image, .resultBuffer = &pixels };
  *bytes = (uint64_t) image_info(_OrthancPluginService_GetImagePitch, image) * image_info(_OrthancPluginService_GetImageHeight, image);
  if (invoke(_OrthancPluginService_GetImageBuffer, &parameters) != OrthancPluginErrorCode_Success || pixels == NULL) *bytes = 0;
  return pixels;
}

void* copy_image(const void* image)
{
  uint64_t fromBytes, toBytes;
  OrthancPluginImage* copy = NULL;
  OrthancPluginPixelFormat format = OrthancPluginPixelFormat_Unknown;
  const _OrthancPluginGetImageInfo ask = { .image = image, .resultPixelFormat = &format };
  invoke(_OrthancPluginService_GetImagePixelFormat, &ask);
  const uint32_t width = image_info(_OrthancPluginService_GetImageWidth, image);
  const uint32_t height = image_info(_OrthancPluginService_GetImageHeight, image);
  const _OrthancPluginCreateImage create = { .target = &copy, .format = format, .width = width, .height = height };
  if (invoke(_OrthancPluginService_CreateImage, &create) != OrthancPluginErrorCode_Success || copy == NULL) return NULL;
  const uint8_t* from = image_pixels(image, &fromBytes);
  uint8_t* to = image_pixels(copy, &toBytes);
  const uint64_t row = width * pixel_bytes(format);
  for (uint32_t y = 0; y < height && row > 0 && fromBytes > 0 && toBytes > 0; y++)
    memcpy(to + toBytes / height * y, from + fromBytes / height * y, (size_t) row);
  return copy;
}

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

/* Sets `memory` to the copy of the pixels that an image is created over. */
static OrthancPluginErrorCode check_values(Call* call, void** memory)
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

/* ---- arguments ---- */

/* Whether a text can stand in a header line. */
static int is_line(const char* text)
{
  return text == NULL || strpbrk(text, "\r\n") == NULL;
}

static void put_member(Call* call, unsigned offset, const void* value, size_t size)
{
  memcpy(call->parameters.bytes + offset, value, size);
}

static OrthancPluginErrorCode read_text(Call* call, const Field* field, Reader* in)
{
  const char* text = get_text(in);
  if (in->isBad) return OrthancPluginErrorCode_NetworkProtocol;
  if (text == NULL && (field->flags & FIELD_REQUIRED) != 0) return OrthancPluginErrorCode_ParameterOutOfRange;
  if ((field->flags & FIELD_LINE) != 0 && !is_line(text)) return OrthancPluginErrorCode_ParameterOutOfRange;
  if (call->service->size == 0) call->direct = text;
  else put_member(call, field->offset, &text, sizeof text);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode read_bytes(Call* call, const Field* field, Reader* in)
{
  uint64_t size;
  const void* bytes = get_bytes(in, &size);
  if (in->isBad) return OrthancPluginErrorCode_NetworkProtocol;
  if (field->width > 0) put_member(call, field->other, &size, field->width);
  else {
    call->pixels = bytes;
    call->pixelBytes = size;
  }
  if (bytes == NULL) bytes = ""; /* Orthanc does not expect NULL everywhere */
  put_member(call, field->offset, &bytes, sizeof bytes);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode read_texts(Call* call, const Field* field, Reader* in)
{
  uint32_t count, before;
  const char** texts = call->listCount < MAX_LISTS ? get_texts(in, &count) : NULL;
  if (texts == NULL) return OrthancPluginErrorCode_NetworkProtocol;
  call->lists[call->listCount++] = texts;
  if (in->isBad) return OrthancPluginErrorCode_NetworkProtocol;
  for (uint32_t i = 0; i < count; i++)
    if ((field->flags & FIELD_LINE) != 0 && !is_line(texts[i])) return OrthancPluginErrorCode_ParameterOutOfRange;
  /* Keys and values share their count. */
  memcpy(&before, call->parameters.bytes + field->other, sizeof before);
  if (call->listCount > 1 && before != count) return OrthancPluginErrorCode_ParameterOutOfRange;
  put_member(call, field->offset, &texts, sizeof texts);
  put_member(call, field->other, &count, sizeof count);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode read_handle(Call* call, const Field* field, Reader* in)
{
  const uint64_t handle = get_number(in);
  if (in->isBad) return OrthancPluginErrorCode_NetworkProtocol;
  if (handle == 0) return (field->flags & FIELD_REQUIRED) != 0 ? OrthancPluginErrorCode_ParameterOutOfRange : OrthancPluginErrorCode_Success;
  if (call->objectCount == MAX_OBJECTS) return OrthancPluginErrorCode_InternalError;
  Object* object = &call->objects[call->objectCount];
  switch (use_handle(call->caller->identity, handle, field->width, ends_handle(call->service, field->width), object)) {
  case HANDLE_UNKNOWN: return OrthancPluginErrorCode_ParameterOutOfRange;
  case HANDLE_BUSY: return OrthancPluginErrorCode_BadSequenceOfCalls;
  case HANDLE_FOUND: break;
  }
  call->objectCount++;
  put_member(call, field->offset, &object->pointer, sizeof object->pointer);
  return OrthancPluginErrorCode_Success;
}

/* Orthanc calls functions of registrations without asking whether they are NULL, but for the methods of a chunked route and for reading a range. */
static int is_always_passed(const Call* call, const Field* field)
{
  const int isMethod = field->other == CALLBACK_RestCallback || field->other == CALLBACK_ServerChunkedRequestReaderFactory;
  if (field->other == CALLBACK_StorageReadRange) return 0;
  return call->caller == NULL && !(isMethod && call->service->number == _OrthancPluginService_RegisterChunkedRestCallback);
}

static OrthancPluginErrorCode read_function(Call* call, const Field* field, Reader* in, unsigned slot)
{
  const uint64_t index = get_number(in);
  if (in->isBad) return OrthancPluginErrorCode_NetworkProtocol;
  if (index == 0 && !is_always_passed(call, field)) return OrthancPluginErrorCode_Success;
  const Function function = callback_function(field->other, slot);
  if (function == NULL || index > UINT32_MAX) return OrthancPluginErrorCode_NotImplemented;
  call->target.functions[field->other] = (uint32_t) index;
  call->hasFunctions = 1;
  put_member(call, field->offset, &function, sizeof function);
  return OrthancPluginErrorCode_Success;
}

static OrthancPluginErrorCode read_payload(Call* call, const Field* field, Reader* in)
{
  const uint64_t value = get_number(in);
  if (in->isBad) return OrthancPluginErrorCode_NetworkProtocol;
  if (call->ownerCount == MAX_OWNERS) return OrthancPluginErrorCode_InternalError;
  Owner* owner = add_owner(&call->target, value);
  if (owner == NULL) return OrthancPluginErrorCode_NotEnoughMemory;
  call->owners[call->ownerCount++] = owner;
  put_member(call, field->offset, &owner, sizeof owner);
  return OrthancPluginErrorCode_Success;
}

/* Orthanc makes whole numbers of metrics, and ends on a value that has none. */
static int is_roundable(uint64_t bits)
{
  float value;
  memcpy(&value, &bits, sizeof value);
  return value > -9e18f && value < 9e18f;
}

static OrthancPluginErrorCode read_field(Call* call, const Field* field, Reader* in, unsigned slot)
{
  switch (field->op) {
  case VALUE_NUMBER:
  case VALUE_FLOAT: {
    const uint64_t value = get_number(in);
    if (in->isBad) return OrthancPluginErrorCode_NetworkProtocol;
    if (field->op == VALUE_FLOAT && !is_roundable(value)) return OrthancPluginErrorCode_ParameterOutOfRange;
    put_member(call, field->offset, &value, field->width); /* both sides are little-endian */
    return OrthancPluginErrorCode_Success;
  }
  case VALUE_TEXT: return read_text(call, field, in);
  case VALUE_BYTES: return read_bytes(call, field, in);
  case VALUE_TEXTS: return read_texts(call, field, in);
  case VALUE_HANDLE: return read_handle(call, field, in);
  case VALUE_CALLBACK: return read_function(call, field, in, slot);
  case VALUE_PAYLOAD: return read_payload(call, field, in);
  default: {
    if (call->resultCount == MAX_RESULTS) return OrthancPluginErrorCode_InternalError;
    void* result = &call->results[call->resultCount++];
    put_member(call, field->offset, &result, sizeof result);
    return OrthancPluginErrorCode_Success;
  }
  }
}

static OrthancPluginErrorCode read_call(Call* call, Reader* in, unsigned slot)
{
  const Field* fields = fields_of(call->service);
  OrthancPluginErrorCode code = OrthancPluginErrorCode_Success;
  for (unsigned i = 0; i < call->service->count && code == OrthancPluginErrorCode_Success; i++)
    code = read_field(call, &fields[i], in, slot);
  if (code == OrthancPluginErrorCode_Success && !is_finished(in)) code = OrthancPluginErrorCode_NetworkProtocol;
  for (unsigned i = 0; i < call->ownerCount; i++) call->owners[i]->target = call->target;
  return code;
}

static void begin_call(Call* call, const Caller* caller, const Service* service)
{
  memset(call, 0, sizeof *call);
  call->caller = caller;
  call->service = service;
  call->target.slot = -1;
}

static void end_call(Call* call, int ownersStay)
{
  for (unsigned i = 0; i < call->listCount; i++) free(call->lists[i]);
  for (unsigned i = 0; i < call->objectCount; i++) release_handle(&call->objects[i]);
  for (unsigned i = 0; i < call->ownerCount && !ownersStay; i++) free_owner(call->owners[i]);
}

/* ---- results ---- */

static uint64_t object_bytes(unsigned class, void* pointer)
{
  uint64_t bytes = 0;
  int64_t size = 0;
  const _OrthancPluginAccessDicomInstance parameters = { .instance = pointer, .resultInt64 = &size };
  if (class == CLASS_Image) image_pixels(pointer, &bytes);
  else if (class == CLASS_DicomInstance && invoke(_OrthancPluginService_GetInstanceSize, &parameters) == OrthancPluginErrorCode_Success && size > 0)
    bytes = (uint64_t) size;
  return bytes;
}

static void put_object(Call* call, Writer* out, unsigned class, void* pointer, void** memory)
{
  const Object object = { pointer, { NULL, NULL }, 0, (uint8_t) class, 0 };
  const uint64_t handle = pointer == NULL ? 0 : keep_object(call->caller->identity, class, pointer, *memory, object_bytes(class, pointer));
  if (handle != 0) *memory = NULL;
  else if (pointer != NULL) {
    free_object(&object);
    log_error("A plugin holds more objects of Orthanc than are possible (1024 of together 512 MiB)");
  }
  put_number(out, handle);
}

static void put_instance(Call* call, Writer* out, const void* bytes)
{
  int64_t size = 0;
  _OrthancPluginAccessDicomInstance parameters;
  memcpy(&parameters, call->parameters.bytes, sizeof parameters);
  parameters.resultString = NULL;
  parameters.resultInt64 = &size;
  if (invoke(_OrthancPluginService_GetInstanceSize, &parameters) != OrthancPluginErrorCode_Success || size < 0) size = 0;
  put_bytes(out, bytes, (uint64_t) size);
}

static void put_pixels(Call* call, Writer* out)
{
  uint64_t bytes;
  const void* pixels = image_pixels(((const _OrthancPluginGetImageInfo*) (const void*) call->parameters.bytes)->image, &bytes);
  put_bytes(out, pixels, bytes);
}

static void put_result(Call* call, const Field* field, Result* result, Writer* out, void** memory)
{
  switch (field->op) {
  case RESULT_NUMBER: {
    uint64_t value = 0;
    memcpy(&value, &result->number, field->width);
    put_number(out, value);
    break;
  }
  case RESULT_TEXT:
    put_text(out, result->text);
    if (result->text != NULL) context->Free(result->text);
    break;
  case RESULT_CONST_TEXT: put_text(out, result->constText); break;
  case RESULT_BUFFER:
    put_bytes(out, result->buffer.data, result->buffer.size);
    if (result->buffer.data != NULL) context->Free(result->buffer.data);
    break;
  case RESULT_BUFFER64:
    put_bytes(out, result->buffer64.data, result->buffer64.size);
    if (result->buffer64.data != NULL) context->Free(result->buffer64.data);
    break;
  case RESULT_HANDLE: put_object(call, out, field->width, result->pointer, memory); break;
  case RESULT_ENTRY:
    put_number(out, result->entry.group);
    put_number(out, result->entry.element);
    put_number(out, (uint64_t) result->entry.vr);
    put_number(out, result->entry.minMultiplicity);
    put_number(out, result->entry.maxMultiplicity);
    break;
  case RESULT_DATA: put_instance(call, out, result->constText); break;
  case RESULT_PIXELS: put_pixels(call, out); break;
  default: break;
  }
}

/* Orthanc sets only one of the two results of this service. */
static void complete_font(Call* call)
{
  _OrthancPluginGetFontInfo* parameters = (_OrthancPluginGetFontInfo*) call->parameters.bytes;
  if (call->service->number != _OrthancPluginService_GetFontInfo) return;
  parameters->name = NULL;
  invoke(_OrthancPluginService_GetFontInfo, parameters);
}

/* Orthanc does not clear the memory of a new image, and a guest must not see what was there. */
static void clear_image(const Call* call)
{
  uint64_t bytes;
  if (call->service->number != _OrthancPluginService_CreateImage || call->results[0].pointer == NULL) return;
  void* pixels = image_pixels(call->results[0].pointer, &bytes);
  if (bytes > 0) memset(pixels, 0, (size_t) bytes);
}

static void put_results(Call* call, Writer* out, void** memory)
{
  const Field* fields = fields_of(call->service);
  unsigned at = 0;
  complete_font(call);
  clear_image(call);
  for (unsigned i = 0; i < call->service->count; i++)
    if (fields[i].op >= RESULT_NUMBER) put_result(call, &fields[i], &call->results[at++], out, memory);
}

/* ---- carrying out ---- */

/* Jobs of both versions are made by the older service: callbacks.c says why. Their structs are alike. */
static int native_number(int number)
{
  if (number == _OrthancPluginService_CreateJob2) return _OrthancPluginService_CreateJob;
  /* Calls of one instance never run at once, so Orthanc's lock would only make plugins wait for each other. */
  return number == _OrthancPluginService_RegisterRestCallback ? _OrthancPluginService_RegisterRestCallbackNoLock : number;
}

static int is_job(const Service* service)
{
  return native_number(service->number) == _OrthancPluginService_CreateJob;
}

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

static OrthancPluginErrorCode run_call(Call* call, Writer* out)
{
  const Target* outer = innermost;
  void* memory = NULL;
  OrthancPluginErrorCode code = check_values(call, &memory);
  if (code == OrthancPluginErrorCode_Success) {
    innermost = &call->target;
    call->isInvoked = 1;
    code = invoke(native_number(call->service->number), call->service->size == 0 ? call->direct : call->parameters.bytes);
    innermost = outer;
  }
  if (code == OrthancPluginErrorCode_Success) put_results(call, out, &memory);
  free(memory);
  for (unsigned i = 0; i < call->objectCount; i++) {
    if (!ends_handle(call->service, call->objects[i].class)) continue;
    if (code != OrthancPluginErrorCode_Success) continue;
    finish_handle(&call->objects[i]);
    call->objects[i--] = call->objects[--call->objectCount];
  }
  return code;
}

/* The names that say how long an answer is are Orthanc's. */
static int frames_answer(const Call* call)
{
  if (call->service->number != _OrthancPluginService_SetHttpHeader) return 0;
  const _OrthancPluginSetHttpHeader* parameters = (const void*) call->parameters.bytes;
  return is_framing_header(parameters->key);
}

static int is_among(int number, const int* numbers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (numbers[i] == number) return 1;
  return 0;
}

/*
 * What a thread may call that holds the lock of Orthanc's database. Orthanc waits for ever where a call needs the database, or another
 * lock whose owner waits for it.
 */
static int is_without_locks(int number)
{
  static const int numbers[] = {
    _OrthancPluginService_LogInfo, _OrthancPluginService_LogWarning, _OrthancPluginService_LogError,
    _OrthancPluginService_BufferCompression, _OrthancPluginService_ReadFile, _OrthancPluginService_WriteFile,
    _OrthancPluginService_GetErrorDescription, _OrthancPluginService_ComputeMd5, _OrthancPluginService_ComputeSha1,
    _OrthancPluginService_GenerateUuid, _OrthancPluginService_AutodetectMimeType
  };
  return is_among(number, numbers, sizeof numbers / sizeof *numbers);
}

/*
 * What a thread may call besides that holds the lock of Orthanc's cache of instances: conversions, parsed files, images. All else may need
 * instances, or Orthanc's lock of its plugins, which another thread holds (in ReceivedInstance) while it waits for instances.
 */
static int is_without_instances(int number)
{
  static const int numbers[] = {
    _OrthancPluginService_DicomBufferToJson, _OrthancPluginService_CreateDicom, _OrthancPluginService_CreateDicom2,
    _OrthancPluginService_EncodeDicomWebJson, _OrthancPluginService_EncodeDicomWebJson2,
    _OrthancPluginService_EncodeDicomWebXml, _OrthancPluginService_EncodeDicomWebXml2, _OrthancPluginService_LookupDictionary,
    _OrthancPluginService_GetTagName, _OrthancPluginService_SetMetricsValue, _OrthancPluginService_SetMetricsIntegerValue
  };
  return is_among(number, numbers, sizeof numbers / sizeof *numbers) ||
    (number >= 4000 && number <= _OrthancPluginService_GetInstanceDicomWebXml) || (number >= 6000 && number < 7000);
}

static int is_permitted_now(int number)
{
  if ((held & (HELD_INSTANCES | HELD_DATABASE)) == 0 || is_without_locks(number)) return 1;
  return (held & HELD_DATABASE) == 0 && is_without_instances(number);
}

static OrthancPluginErrorCode permit(const Caller* caller, const Service* service, const uint8_t* payload, size_t size)
{
  if ((service->flags & SERVICE_NOT_CARRIED) != 0) return OrthancPluginErrorCode_NotImplemented;
  if (is_registration(service->number)) return OrthancPluginErrorCode_BadSequenceOfCalls;
  if (!is_permitted_now(service->number)) {
    log_error("Service %d cannot be called in this callback: Orthanc has locked what it needs", service->number);
    return OrthancPluginErrorCode_BadSequenceOfCalls;
  }
  pthread_mutex_lock(&lock);
  const int rule = caller->allowed[place_of(service)];
  pthread_mutex_unlock(&lock);
  if (rule == 0) return OrthancPluginErrorCode_ForbiddenAccess;
  return rule == 1 ? 0 : judge(caller->number, (unsigned) service->number, payload, size, caller->deadline);
}

static OrthancPluginErrorCode carry_out_service(const Caller* caller, const Service* service, const uint8_t* payload, size_t size, Writer* out)
{
  OrthancPluginErrorCode code = permit(caller, service, payload, size);
  if (code != OrthancPluginErrorCode_Success) return code;
  switch (repeat_definition(service->number, payload, size, out)) {
  case DEFINITION_KNOWN: return OrthancPluginErrorCode_Success;
  case DEFINITION_FULL: return OrthancPluginErrorCode_NotEnoughMemory;
  case DEFINITION_NEW: break;
  }
  const size_t at = out->size;
  Call call;
  Reader in;
  begin_call(&call, caller, service);
  begin_reader(&in, payload, size);
  call.target.plugin = caller->plugin;
  call.target.front = caller->front;
  code = read_call(&call, &in, 0);
  if (code == OrthancPluginErrorCode_Success && call.hasFunctions && caller->plugin == NULL) code = OrthancPluginErrorCode_BadSequenceOfCalls;
  if (code == OrthancPluginErrorCode_Success && frames_answer(&call)) code = OrthancPluginErrorCode_ParameterOutOfRange;
  if (code == OrthancPluginErrorCode_Success && is_job(service) && !is_job_complete(&call)) code = OrthancPluginErrorCode_NullPointer;
  if (code == OrthancPluginErrorCode_Success) {
    code = service->number == _OrthancPluginService_SetPluginProperty
      ? set_property(caller->number, (const void*) call.parameters.bytes) : run_call(&call, out);
  }
  if (code == OrthancPluginErrorCode_Success) keep_definition(service->number, payload, size, out, at);
  /* Orthanc finalizes a job that it cannot create. */
  end_call(&call, call.isInvoked && is_job(service));
  return code;
}

/* A function that Orthanc passed to the callback of `object`. */
static OrthancPluginErrorCode call_function(unsigned number, const Object* object, Reader* in)
{
  uint64_t size = 0, mode;
  const char* name;
  const char* type;
  const char* date;
  const void* bytes;
  switch (number) {
  case FUNCTION_DicomWebSetBinaryNode:
    mode = get_number(in);
    name = get_text(in);
    if (!is_finished(in)) return OrthancPluginErrorCode_NetworkProtocol;
    if (mode > 2 || (mode == OrthancPluginDicomWebBinaryMode_BulkDataUri && name == NULL)) return OrthancPluginErrorCode_ParameterOutOfRange;
    ((OrthancPluginDicomWebSetBinaryNode) object->functions[0])(object->pointer, (OrthancPluginDicomWebBinaryMode) mode, name);
    return OrthancPluginErrorCode_Success;
  case FUNCTION_WebDavAddFile:
    name = get_text(in);
    size = get_number(in);
    type = get_text(in);
    date = get_text(in);
    if (!is_finished(in)) return OrthancPluginErrorCode_NetworkProtocol;
    if (name == NULL || type == NULL || date == NULL) return OrthancPluginErrorCode_ParameterOutOfRange;
    return ((OrthancPluginWebDavAddFile) object->functions[0])(object->pointer, name, size, type, date);
  case FUNCTION_WebDavAddFolder:
    name = get_text(in);
    date = get_text(in);
    if (!is_finished(in)) return OrthancPluginErrorCode_NetworkProtocol;
    if (name == NULL || date == NULL) return OrthancPluginErrorCode_ParameterOutOfRange;
    return ((OrthancPluginWebDavAddFolder) object->functions[1])(object->pointer, name, date);
  default:
    bytes = get_bytes(in, &size);
    type = get_text(in);
    date = get_text(in);
    if (!is_finished(in)) return OrthancPluginErrorCode_NetworkProtocol;
    if (type == NULL || date == NULL) return OrthancPluginErrorCode_ParameterOutOfRange;
    return ((OrthancPluginWebDavRetrieveFile) object->functions[0])(object->pointer, bytes == NULL ? "" : bytes, size, type, date);
  }
}

/* The callbacks of a folder receive either two functions (list) or one (retrieve). */
static int has_function(unsigned number, const Object* object)
{
  if (number == FUNCTION_WebDavAddFile) return object->functions[0] != NULL && object->functions[1] != NULL;
  if (number == FUNCTION_WebDavAddFolder) return object->functions[1] != NULL;
  return object->functions[0] != NULL && object->functions[1] == NULL;
}

static OrthancPluginErrorCode carry_out_function(const Caller* caller, unsigned number, const uint8_t* payload, size_t size)
{
  Reader in;
  Object object;
  begin_reader(&in, payload, size);
  const unsigned class = number == FUNCTION_DicomWebSetBinaryNode ? CLASS_DicomWebNode : CLASS_WebDavCollection;
  const uint64_t handle = get_number(&in);
  if (in.isBad || use_handle(caller->identity, handle, class, 0, &object) != HANDLE_FOUND) return OrthancPluginErrorCode_ParameterOutOfRange;
  const OrthancPluginErrorCode code = has_function(number, &object) ? call_function(number, &object, &in) : OrthancPluginErrorCode_ParameterOutOfRange;
  release_handle(&object);
  return code;
}

OrthancPluginErrorCode carry_out(const Caller* caller, unsigned number, const uint8_t* payload, size_t size, Writer* result)
{
  const size_t at = result->size;
  const Service* service = find_service(number);
  put_number(result, 0);
  const OrthancPluginErrorCode code =
    number >= FUNCTION_DicomWebSetBinaryNode && number <= FUNCTION_WebDavRetrieveFile ? carry_out_function(caller, number, payload, size)
    : service == NULL ? OrthancPluginErrorCode_UnknownPluginService
    : carry_out_service(caller, service, payload, size, result);
  const OrthancPluginErrorCode final = code == OrthancPluginErrorCode_Success && result->isFull ? OrthancPluginErrorCode_NotEnoughMemory : code;
  if (final == OrthancPluginErrorCode_Success) return final;
  result->size = at;
  result->isFull = 0;
  put_number(result, (uint64_t) (int64_t) final);
  return final;
}

/* ---- registrations ---- */

/* Orthanc calls what was registered without asking whether it is NULL, but for the methods of a chunked route and ranges of files. */
static int may_be_null(const Service* service, unsigned callback, unsigned at, const Target* target)
{
  if (service->number != _OrthancPluginService_RegisterChunkedRestCallback) return callback == CALLBACK_StorageReadRange;
  return at < 4 || (target->handlers[OrthancPluginHttpMethod_Post] == 0 && target->handlers[OrthancPluginHttpMethod_Put] == 0);
}

int read_registration(const Service* service, Reader* in, Target* target, const char** path)
{
  /* In the order of the handlers of a chunked route. */
  static const unsigned methods[] = { OrthancPluginHttpMethod_Get, OrthancPluginHttpMethod_Post, OrthancPluginHttpMethod_Delete, OrthancPluginHttpMethod_Put };
  const Field* fields = fields_of(service);
  unsigned at = 0;
  memset(target, 0, sizeof *target);
  target->slot = -1;
  *path = NULL;
  for (unsigned i = 0; i < service->count; i++) {
    if (fields[i].op == VALUE_TEXT) *path = get_text(in);
    else if (fields[i].op == VALUE_CALLBACK) {
      const uint32_t function = (uint32_t) get_number(in);
      if (function == 0 && !may_be_null(service, fields[i].other, at, target)) return 0;
      if (function != 0) target->functions[fields[i].other] = function;
      if (at < 4) target->handlers[methods[at]] = function;
      at++;
    } else get_number(in);
  }
  return is_finished(in);
}

OrthancPluginErrorCode register_service(const Service* service, Reader* in, unsigned slot, const Target* target)
{
  Call call;
  begin_call(&call, NULL, service);
  OrthancPluginErrorCode code = read_call(&call, in, slot);
  for (unsigned i = 0; i < call.ownerCount; i++) call.owners[i]->target = *target;
  if (code == OrthancPluginErrorCode_Success) code = invoke(native_number(service->number), call.parameters.bytes);
  end_call(&call, code == OrthancPluginErrorCode_Success);
  return code;
}
