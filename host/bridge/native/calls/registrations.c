#include "call.h"

#include <string.h>

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
  if (code == OrthancPluginErrorCode_Success) code = invoke(native_number(service), call.parameters.bytes);
  end_call(&call, code == OrthancPluginErrorCode_Success);
  return code;
}
