#include "supervisor.h"

#include <stdlib.h>

#define MAX_REGISTRATIONS 4096

static Target* pending; /* that take the place of the others at once, so that no filter is missing in between */
static unsigned pendingCount;

static _Atomic uint64_t drainMs = 5000;

/* Types of callbacks that Orthanc calls. It has no way to take one back. */
static uint8_t* isRegistered; /* by place in the table of services */

enum { SERVICE_REST = 1000, SERVICE_REST_NO_LOCK = 1004, SERVICE_CHUNKED = 1012, SERVICE_WEB_DAV = 1019, SERVICE_CHANGE = 1003 };

typedef struct
{
  const Service* service;
  Plugin* plugin;
  const uint8_t* payload;
  uint64_t size;
} Registration;

static const char* take_registration(Registration* all, unsigned* count, Plugin* plugin, Reader* in)
{
  const uint64_t number = get_number(in);
  uint64_t size;
  const uint8_t* payload = get_bytes(in, &size);
  const Service* service = find_service((unsigned) number);
  if (in->isBad || service == NULL || payload == NULL || (service->flags & SERVICE_REGISTERS) == 0) return "a registration that is not one of the SDK";
  if (*count == MAX_REGISTRATIONS) return "more than 4096 registrations";
  all[(*count)++] = (Registration){ service, plugin, payload, size };
  return NULL;
}

/* Reads the list of plugins, which takes the place of the former one; with the lock. */
static const char* take_plugins(Reader* in, Registration* all, unsigned* count)
{
  drainMs = get_number(in);
  const uint64_t number = get_number(in);
  leave_out_plugins();
  for (unsigned i = 0; i < number && !in->isBad; i++) {
    const char* name = get_text(in);
    const uint64_t timeoutMs = get_number(in);
    const uint64_t bodyBytes = get_number(in);
    const uint64_t isReentrant = get_number(in);
    uint64_t size;
    const void* pairs = get_bytes(in, &size);
    const uint64_t own = get_number(in);
    if (in->isBad || name == NULL) break;
    Plugin* plugin = renew_plugin(name, i, timeoutMs);
    if (plugin == NULL) return "more plugins than are possible (256)";
    if (!read_allowed(pairs, size, plugin->allowed)) return "a list of services that is not complete";
    plugin->bodyBytes = bodyBytes;
    plugin->isReentrant = isReentrant != 0;
    for (uint64_t j = 0; j < own && !in->isBad; j++) {
      const char* reason = take_registration(all, count, plugin, in);
      if (reason != NULL) return reason;
    }
  }
  return is_finished(in) ? NULL : "a frame PLUGINS that is not complete";
}

static void apply_route(const Registration* one, const Target* target, const char* path)
{
  int isNew;
  const int slot = path == NULL ? -1 : set_slot(target, one->service->number == SERVICE_CHUNKED, path, &isNew);
  if (slot < 0) {
    log_error("Plugin '%s': its route is not registered: at most %d routes are possible", one->plugin->name, SLOT_COUNT);
    return;
  }
  if (!isNew) return;
  Reader in;
  begin_reader(&in, one->payload, one->size);
  const OrthancPluginErrorCode code = register_service(one->service, &in, (unsigned) slot, target);
  if (code != OrthancPluginErrorCode_Success) log_error("Plugin '%s': Orthanc refuses a route (error %d)", one->plugin->name, (int) code);
}

static int shares_callback(const Target* one, const Target* other)
{
  for (unsigned callback = 1; callback < CALLBACK_COUNT; callback++)
    if (one->functions[callback] != 0 && other->functions[callback] != 0) return 1;
  return 0;
}

static void apply_callback(const Registration* one, const Target* target, int isStarted)
{
  const int number = one->service->number;
  const unsigned place = place_of(one->service);
  for (unsigned i = 0; (one->service->flags & SERVICE_SINGLE) != 0 && i < pendingCount; i++) {
    if (!shares_callback(&pending[i], target)) continue;
    log_error("Plugin '%s': service %d is registered by plugin '%s' already, Orthanc has only one", one->plugin->name, number, pending[i].plugin->name);
    return;
  }
  pending[pendingCount++] = *target;
  const int isNew = !isRegistered[place] || (number == SERVICE_WEB_DAV && !isStarted);
  if (number == SERVICE_CHANGE || !isNew) return; /* the native plugin has an OnChange of its own */
  if (isStarted && (one->service->flags & SERVICE_AT_START) != 0) {
    log_warning("Plugin '%s': service %d takes effect when Orthanc starts again", one->plugin->name, number);
    return;
  }
  Reader in;
  begin_reader(&in, one->payload, one->size);
  const OrthancPluginErrorCode code = register_service(one->service, &in, 0, target);
  isRegistered[place] = 1;
  if (code != OrthancPluginErrorCode_Success)
    log_error("Plugin '%s': Orthanc refuses service %d (error %d)", one->plugin->name, number, (int) code);
}

static void apply_registration(const Registration* one, int isStarted)
{
  Target target;
  const char* path;
  Reader in;
  begin_reader(&in, one->payload, one->size);
  if (!read_registration(one->service, &in, &target, &path)) {
    log_error("Plugin '%s': a registration (service %d) is not complete, or its callback is NULL", one->plugin->name, one->service->number);
    return;
  }
  target.plugin = one->plugin;
  target.generation = generation + 1;
  const int number = one->service->number;
  if (one->service->flags & SERVICE_REFUSED) log_warning("Plugin '%s': service %d is not possible here", one->plugin->name, number);
  else if (number == SERVICE_REST || number == SERVICE_REST_NO_LOCK || number == SERVICE_CHUNKED) apply_route(one, &target, path);
  else apply_callback(one, &target, isStarted);
}

const char* apply_plugins(Reader* in)
{
  const int isStarted = generation > 0;
  Registration* all = calloc(MAX_REGISTRATIONS, sizeof *all);
  pending = calloc(MAX_REGISTRATIONS, sizeof *pending);
  pendingCount = 0;
  if (isRegistered == NULL) isRegistered = calloc(SERVICE_COUNT, 1);
  if (all == NULL || pending == NULL || isRegistered == NULL) {
    free(all);
    free(pending);
    return "not enough memory";
  }
  unsigned count = 0;
  pthread_mutex_lock(&lock);
  const char* reason = take_plugins(in, all, &count);
  pthread_mutex_unlock(&lock);
  for (unsigned i = 0; reason == NULL && i < count; i++) apply_registration(&all[i], isStarted);
  free(all);
  if (reason != NULL) {
    free(pending);
    return reason;
  }
  pthread_mutex_lock(&lock);
  set_registrations(pending, pendingCount);
  assign_plugins();
  isUp = 1;
  wake_waiting();
  pthread_mutex_unlock(&lock);
  return NULL;
}

uint64_t drain_ms(void) { return drainMs; }
