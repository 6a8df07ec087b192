#include "callbacks.h"

#include <stdlib.h>
#include <string.h>

OrthancPluginErrorCode lose_callback(Callback* k)
{
  log_error("Plugin '%s': what a callback (type %u) returned is not complete", k->target.plugin->name, k->id);
  return OrthancPluginErrorCode_NetworkProtocol;
}

OrthancPluginErrorCode get_code(Callback* k)
{
  const OrthancPluginErrorCode code = (OrthancPluginErrorCode) (int32_t) get_number(&k->in);
  if (k->in.isBad) return lose_callback(k);
  return code == OrthancPluginErrorCode_Success ? k->quiet : code;
}

/* An object that the guest created and hands over to Orthanc. */
void* take_handle(Callback* k, unsigned class)
{
  const uint64_t handle = get_number(&k->in);
  Object object;
  /* The front may be closed by now, and its objects freed with it: then the handle is unknown. */
  if (handle == 0 || use_handle(k->owner, handle, class, 1, &object) != HANDLE_FOUND) return NULL;
  void* pointer = object.isBorrowed ? copy_image(object.pointer) : object.pointer;
  if (object.isBorrowed) free_object(&object);
  finish_handle(&object);
  return pointer;
}

static int create_memory(int service, void* parameters)
{
  return invoke(service, parameters) == OrthancPluginErrorCode_Success;
}

/* DICOM, which Orthanc parses. */
static const void* get_file(Callback* k, uint64_t* size)
{
  const void* bytes = get_bytes(&k->in, size);
  if (k->in.isBad || !is_deep(bytes, (size_t) *size)) return bytes;
  log_error("Plugin '%s': what a callback (type %u) returned " WHAT_IS_DEEP, k->target.plugin->name, k->id);
  k->in.isBad = 1;
  return NULL;
}

void take_buffer(Callback* k, OrthancPluginMemoryBuffer* target)
{
  uint64_t size;
  const void* bytes = get_file(k, &size);
  _OrthancPluginCreateMemoryBuffer create = { target, (uint32_t) size };
  if (k->in.isBad || !create_memory(_OrthancPluginService_CreateMemoryBuffer, &create)) k->in.isBad = 1;
  else if (size > 0) memcpy(target->data, bytes, (size_t) size);
}

void take_buffer64(Callback* k, OrthancPluginMemoryBuffer64* target)
{
  uint64_t size;
  const void* bytes = get_file(k, &size);
  _OrthancPluginCreateMemoryBuffer64 create = { target, size };
  if (k->in.isBad || !create_memory(_OrthancPluginService_CreateMemoryBuffer64, &create)) k->in.isBad = 1;
  else if (size > 0) memcpy(target->data, bytes, (size_t) size);
}

/* Memory that Orthanc frees with the function of the registration, `free`. */
void take_allocated(Callback* k, void** content, int64_t* size)
{
  uint64_t length;
  const void* bytes = get_file(k, &length);
  void* copy = k->in.isBad ? NULL : malloc(length == 0 ? 1 : (size_t) length);
  if (copy == NULL) {
    k->in.isBad = 1;
    return;
  }
  if (length > 0) memcpy(copy, bytes, (size_t) length);
  *content = copy;
  *size = (int64_t) length;
}

/* Memory of Orthanc, which has to be filled. */
void take_filled(Callback* k, OrthancPluginMemoryBuffer64* target)
{
  uint64_t length;
  const void* bytes = get_bytes(&k->in, &length);
  if (length != target->size) k->in.isBad = 1;
  if (!k->in.isBad && length > 0) memcpy(target->data, bytes, (size_t) length);
}

/* An object that a callback returns: it lives in the instance that ran it. */
Owner* make_owner(Callback* k, uint64_t value)
{
  if (k->in.isBad || value == 0) return NULL;
  Owner* owner = add_owner(&k->target, value);
  if (owner != NULL) owner->target.front = k->owner;
  return owner;
}
