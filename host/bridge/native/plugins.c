#include "native.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PLUGINS 256
#define MAX_REGISTRATIONS 4096

typedef struct
{
  char* key; /* plugin, path, and whether it is chunked */
  int isPresent, isChunked;
  unsigned generation; /* that it was in last */
  Target target;
} Slot;

/* Records of plugins stay, as callbacks that wait refer to them. */
static Plugin* plugins[MAX_PLUGINS];
static unsigned pluginCount;
static Target* registrations;
static unsigned registrationCount;
static Target* pending; /* that take the place of the others at once, so that no filter is missing in between */
static unsigned pendingCount;
static Slot slots[SLOT_COUNT];
static unsigned slotCount;
static uint64_t drainMs = 5000;

/* Types of callbacks that Orthanc calls. It has no way to take one back. */
static uint8_t* isRegistered; /* by place in the table of services */

enum { SERVICE_REST = 1000, SERVICE_REST_NO_LOCK = 1004, SERVICE_CHUNKED = 1012, SERVICE_WEB_DAV = 1019, SERVICE_CHANGE = 1003 };

uint64_t drain_ms(void) { return drainMs; }

Plugin* plugin_of_number(unsigned number)
{
  for (unsigned i = 0; i < pluginCount; i++)
    if (plugins[i]->isPresent && plugins[i]->number == number) return plugins[i];
  return NULL;
}

int next_target(unsigned callback, unsigned* at, Target* target)
{
  pthread_mutex_lock(&lock);
  int isFound = 0;
  while (!isFound && *at < registrationCount) {
    const Target* one = &registrations[(*at)++];
    if (one->functions[callback] == 0) continue;
    *target = *one;
    isFound = 1;
  }
  pthread_mutex_unlock(&lock);
  return isFound;
}

/* The functions of a chunked route are of one type for two methods each. */
static int select_method(Target* target, unsigned slot, OrthancPluginHttpMethod method)
{
  *target = slots[slot].target;
  target->method = method;
  if (slots[slot].isChunked) {
    const uint32_t handler = method >= 1 && method <= 4 ? target->handlers[method] : 0;
    target->functions[CALLBACK_RestCallback] = target->functions[CALLBACK_ServerChunkedRequestReaderFactory] = handler;
    return slots[slot].isPresent && handler != 0;
  }
  return slots[slot].isPresent;
}

int find_slot(unsigned slot, OrthancPluginHttpMethod method, Target* target)
{
  pthread_mutex_lock(&lock);
  const int isFound = select_method(target, slot, method);
  pthread_mutex_unlock(&lock);
  return isFound;
}

int renew_target(unsigned callback, Target* target)
{
  if (target->front != 0 || target->generation == generation) return 1;
  if (target->slot >= 0) return select_method(target, (unsigned) target->slot, (OrthancPluginHttpMethod) target->method);
  for (unsigned i = 0; i < registrationCount; i++) {
    if (registrations[i].plugin != target->plugin || registrations[i].functions[callback] == 0) continue;
    *target = registrations[i];
    return 1;
  }
  return 0;
}

int read_allowed(const void* pairs, uint64_t size, uint8_t allowed[SERVICE_COUNT])
{
  const uint8_t* bytes = pairs;
  memset(allowed, 0, SERVICE_COUNT);
  if (size % 4 != 0) return 0;
  for (uint64_t i = 0; i < size; i += 4) {
    const Service* service = find_service(bytes[i] | (unsigned) bytes[i + 1] << 8);
    const unsigned rule = bytes[i + 2] | (unsigned) bytes[i + 3] << 8;
    /* The supervisor may know newer services than this table. */
    if (service != NULL && rule <= 2) allowed[place_of(service)] = (uint8_t) rule;
  }
  return 1;
}

/* The record of a plugin of that name, which another one in the list may have, too; with the lock. */
static Plugin* find_plugin(const char* name)
{
  for (unsigned i = 0; i < pluginCount; i++)
    if (!plugins[i]->isPresent && strcmp(plugins[i]->name, name) == 0) return plugins[i];
  if (pluginCount == MAX_PLUGINS) return NULL;
  Plugin* plugin = calloc(1, sizeof *plugin);
  char* copy = strdup(name);
  if (plugin == NULL || copy == NULL) {
    free(plugin);
    free(copy);
    return NULL;
  }
  plugin->name = copy;
  plugins[pluginCount++] = plugin;
  return plugin;
}

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
  if (in->isBad || service == NULL || payload == NULL || !is_registration(service->number)) return "a registration that is not one of the SDK";
  if (*count == MAX_REGISTRATIONS) return "more than 4096 registrations";
  all[(*count)++] = (Registration){ service, plugin, payload, size };
  return NULL;
}

/* Reads the list of plugins, which takes the place of the former one; with the lock. */
static const char* take_plugins(Reader* in, Registration* all, unsigned* count)
{
  drainMs = get_number(in);
  const uint64_t number = get_number(in);
  for (unsigned i = 0; i < pluginCount; i++) plugins[i]->isPresent = 0;
  for (unsigned i = 0; i < number && !in->isBad; i++) {
    const char* name = get_text(in);
    const uint64_t timeoutMs = get_number(in);
    const uint64_t isReentrant = get_number(in);
    uint64_t size;
    const void* pairs = get_bytes(in, &size);
    const uint64_t own = get_number(in);
    if (in->isBad || name == NULL) break;
    Plugin* plugin = find_plugin(name);
    if (plugin == NULL) return "more plugins than are possible (256)";
    if (!read_allowed(pairs, size, plugin->allowed)) return "a list of services that is not complete";
    plugin->isPresent = 1;
    plugin->number = i;
    plugin->timeoutMs = timeoutMs;
    plugin->isReentrant = isReentrant != 0;
    for (uint64_t j = 0; j < own && !in->isBad; j++) {
      const char* reason = take_registration(all, count, plugin, in);
      if (reason != NULL) return reason;
    }
  }
  return is_finished(in) ? NULL : "a frame PLUGINS that is not complete";
}

/* The slot of a route, which it keeps as long as Orthanc runs; -1 if there is none left. With the lock. */
static int find_route(const Registration* one, const char* path, int* isNew)
{
  const size_t room = strlen(path) + 32;
  char* key = malloc(room);
  if (key == NULL) return -1;
  snprintf(key, room, "%d %p %s", one->service->number == SERVICE_CHUNKED, (void*) one->plugin, path);
  *isNew = 0;
  for (unsigned i = 0; i < slotCount; i++) {
    if (strcmp(slots[i].key, key) != 0) continue;
    free(key);
    return (int) i;
  }
  if (slotCount == SLOT_COUNT) {
    free(key);
    return -1;
  }
  *isNew = 1;
  slots[slotCount].key = key;
  return (int) slotCount++;
}

/* Orthanc takes only one of these. */
static int is_single(int number)
{
  return number == 1002 || number == 1005 || number == 1008 || number == 1009 || number == 1016 || number == 1018;
}

/* After the start Orthanc accepts these without any effect. */
static int is_late(int number)
{
  return is_single(number) ? number != 1018 : number == SERVICE_WEB_DAV;
}

static void apply_route(const Registration* one, const Target* target, const char* path)
{
  int isNew;
  pthread_mutex_lock(&lock);
  const int slot = path == NULL ? -1 : find_route(one, path, &isNew);
  if (slot >= 0) {
    slots[slot].target = *target;
    slots[slot].target.slot = slot;
    slots[slot].isPresent = 1;
    slots[slot].isChunked = one->service->number == SERVICE_CHUNKED;
    slots[slot].generation = target->generation;
  }
  pthread_mutex_unlock(&lock);
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
  for (unsigned i = 0; is_single(number) && i < pendingCount; i++) {
    if (!shares_callback(&pending[i], target)) continue;
    log_error("Plugin '%s': service %d is registered by plugin '%s' already, Orthanc has only one", one->plugin->name, number, pending[i].plugin->name);
    return;
  }
  pending[pendingCount++] = *target;
  const int isNew = !isRegistered[place] || (number == SERVICE_WEB_DAV && !isStarted);
  if (number == SERVICE_CHANGE || !isNew) return; /* the native plugin has an OnChange of its own */
  if (isStarted && is_late(number)) {
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
  if (one->service->flags & SERVICE_NOT_CARRIED) log_warning("Plugin '%s': service %d is not possible here", one->plugin->name, number);
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
  free(registrations);
  registrations = pending;
  registrationCount = pendingCount;
  generation++;
  for (unsigned i = 0; i < slotCount; i++) slots[i].isPresent = slots[i].generation == generation;
  assign_plugins();
  isUp = 1;
  wake_waiting();
  pthread_mutex_unlock(&lock);
  return NULL;
}
