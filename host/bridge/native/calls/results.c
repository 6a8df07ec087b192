#include "call.h"

#include <string.h>

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
  const Object object = { .pointer = pointer, .class = (uint8_t) class };
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

void put_results(Call* call, Writer* out, void** memory)
{
  const Field* fields = fields_of(call->service);
  unsigned at = 0;
  complete_font(call);
  clear_image(call);
  for (unsigned i = 0; i < call->service->count; i++)
    if (fields[i].op >= RESULT_NUMBER) put_result(call, &fields[i], &call->results[at++], out, memory);
}
