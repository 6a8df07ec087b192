#include "call.h"

#include <stdlib.h>
#include <string.h>

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
  if ((field->flags & FIELD_PARSED) != 0 && is_deep(bytes, (size_t) size)) {
    log_error("Service %d was refused: its DICOM or JSON " WHAT_IS_DEEP, call->service->number);
    return OrthancPluginErrorCode_BadFileFormat;
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
  switch (use_handle(call->caller->identity, handle, field->width, (field->flags & FIELD_ENDS) != 0, object)) {
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

Function (*callback_function)(unsigned id, unsigned slot);

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

OrthancPluginErrorCode read_call(Call* call, Reader* in, unsigned slot)
{
  const Field* fields = fields_of(call->service);
  OrthancPluginErrorCode code = OrthancPluginErrorCode_Success;
  for (unsigned i = 0; i < call->service->count && code == OrthancPluginErrorCode_Success; i++)
    code = read_field(call, &fields[i], in, slot);
  if (code == OrthancPluginErrorCode_Success && !is_finished(in)) code = OrthancPluginErrorCode_NetworkProtocol;
  for (unsigned i = 0; i < call->ownerCount; i++) call->owners[i]->target = call->target;
  return code;
}

void begin_call(Call* call, const Caller* caller, const Service* service)
{
  memset(call, 0, sizeof *call);
  call->caller = caller;
  call->service = service;
  call->target.slot = -1;
}

void end_call(Call* call, int ownersStay)
{
  for (unsigned i = 0; i < call->listCount; i++) free(call->lists[i]);
  for (unsigned i = 0; i < call->objectCount; i++) release_handle(&call->objects[i]);
  for (unsigned i = 0; i < call->ownerCount && !ownersStay; i++) free_owner(call->owners[i]);
}
