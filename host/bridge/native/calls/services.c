#include "call.h"

#include <stdlib.h>

_Thread_local const Target* innermost;

/* Those that ended with the call. */
static void end_objects(Call* call)
{
  for (unsigned i = 0; i < call->objectCount;) {
    if (call->objects[i].isLast) {
      finish_handle(&call->objects[i]);
      call->objects[i] = call->objects[--call->objectCount];
    } else i++;
  }
}

static OrthancPluginErrorCode run_call(Call* call, Writer* out)
{
  const Target* outer = innermost;
  void* memory = NULL;
  OrthancPluginErrorCode code = check_values(call, &memory);
  if (code == OrthancPluginErrorCode_Success) {
    innermost = &call->target;
    call->isInvoked = 1;
    code = invoke_guarded(native_number(call->service), call->service->size == 0 ? call->direct : call->parameters.bytes);
    innermost = outer;
    if (code == OrthancPluginErrorCode_Success) code = check_file(call);
  }
  if (code == OrthancPluginErrorCode_Success) put_results(call, out, &memory);
  free(memory);
  if (code == OrthancPluginErrorCode_Success) end_objects(call);
  return code;
}

static OrthancPluginErrorCode carry_out_service(const Caller* caller, const Service* service, const uint8_t* payload, size_t size, Writer* out)
{
  OrthancPluginErrorCode code = permit(caller, service, payload, size);
  if (code != OrthancPluginErrorCode_Success) return code;
  switch (repeat_definition(service, payload, size, out)) {
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
  if (code == OrthancPluginErrorCode_Success) code = check_arguments(&call);
  if (code == OrthancPluginErrorCode_Success) {
    code = service->number == _OrthancPluginService_SetPluginProperty
      ? set_property(caller->number, (const void*) call.parameters.bytes) : run_call(&call, out);
  }
  if (code == OrthancPluginErrorCode_Success) keep_definition(service, payload, size, out, at);
  /* Orthanc finalizes a job that it cannot create. */
  end_call(&call, call.isInvoked && is_job(service));
  return code;
}

OrthancPluginErrorCode carry_out(const Caller* caller, unsigned number, const uint8_t* payload, size_t size, Writer* result)
{
  const size_t at = result->size;
  const Service* service = find_service(number);
  put_number(result, 0);
  const OrthancPluginErrorCode code =
    is_function(number) ? carry_out_function(caller, number, payload, size)
    : service == NULL ? OrthancPluginErrorCode_UnknownPluginService
    : carry_out_service(caller, service, payload, size, result);
  const OrthancPluginErrorCode final = code == OrthancPluginErrorCode_Success && result->isFull ? OrthancPluginErrorCode_NotEnoughMemory : code;
  if (final == OrthancPluginErrorCode_Success) return final;
  result->size = at;
  result->isFull = 0;
  put_number(result, (uint64_t) (int64_t) final);
  return final;
}
