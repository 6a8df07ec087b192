#include "call.h"

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

OrthancPluginErrorCode carry_out_function(const Caller* caller, unsigned number, const uint8_t* payload, size_t size)
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

int is_function(unsigned number)
{
  return number >= FUNCTION_DicomWebSetBinaryNode && number <= FUNCTION_WebDavRetrieveFile;
}
