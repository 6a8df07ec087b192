#include "call.h"

/* A function that Orthanc passed to the callback of `object`, and its arguments. */
typedef struct
{
  unsigned number;
  const Object* object;
  uint64_t mode, size;
  const char* name;
  const char* type;
  const char* date;
  const void* bytes;
  OrthancPluginErrorCode code;
} FunctionCall;

/* Only a bulk data node without a URI has no text where one can be. */
static OrthancPluginErrorCode read_arguments(FunctionCall* call, Reader* in)
{
  int isComplete = 1;
  switch (call->number) {
  case FUNCTION_DicomWebSetBinaryNode:
    call->mode = get_number(in);
    call->name = get_text(in);
    isComplete = call->mode <= 2 && (call->mode != OrthancPluginDicomWebBinaryMode_BulkDataUri || call->name != NULL);
    break;
  case FUNCTION_WebDavAddFile:
    call->name = get_text(in);
    call->size = get_number(in);
    call->type = get_text(in);
    call->date = get_text(in);
    isComplete = call->name != NULL && call->type != NULL && call->date != NULL;
    break;
  case FUNCTION_WebDavAddFolder:
    call->name = get_text(in);
    call->date = get_text(in);
    isComplete = call->name != NULL && call->date != NULL;
    break;
  default:
    call->bytes = get_bytes(in, &call->size);
    if (call->bytes == NULL) call->bytes = "";
    call->type = get_text(in);
    call->date = get_text(in);
    isComplete = call->type != NULL && call->date != NULL;
  }
  if (!is_finished(in)) return OrthancPluginErrorCode_NetworkProtocol;
  return isComplete ? OrthancPluginErrorCode_Success : OrthancPluginErrorCode_ParameterOutOfRange;
}

static void run_function(void* argument)
{
  FunctionCall* c = argument;
  void* object = c->object->pointer;
  const Function* functions = c->object->functions;
  switch (c->number) {
  case FUNCTION_DicomWebSetBinaryNode:
    ((OrthancPluginDicomWebSetBinaryNode) functions[0])(object, (OrthancPluginDicomWebBinaryMode) c->mode, c->name);
    break;
  case FUNCTION_WebDavAddFile:
    c->code = ((OrthancPluginWebDavAddFile) functions[0])(object, c->name, c->size, c->type, c->date);
    break;
  case FUNCTION_WebDavAddFolder:
    c->code = ((OrthancPluginWebDavAddFolder) functions[1])(object, c->name, c->date);
    break;
  default: c->code = ((OrthancPluginWebDavRetrieveFile) functions[0])(object, c->bytes, c->size, c->type, c->date);
  }
}

static OrthancPluginErrorCode call_function(unsigned number, const Object* object, Reader* in)
{
  FunctionCall call = { .number = number, .object = object };
  OrthancPluginErrorCode code = read_arguments(&call, in);
  if (code == OrthancPluginErrorCode_Success) code = run_guarded(run_function, &call);
  return code == OrthancPluginErrorCode_Success ? call.code : code;
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
