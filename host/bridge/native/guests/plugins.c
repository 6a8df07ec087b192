#include "guests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PLUGINS 256

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

static Slot slots[SLOT_COUNT];
static unsigned slotCount;
unsigned generation;

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
    if (service != NULL && (rule == RIGHT_ALLOWED || rule == RIGHT_JUDGED)) allowed[place_of(service)] = (uint8_t) rule;
  }
  return 1;
}

/* ---- a new list ---- */

void leave_out_plugins(void)
{
  for (unsigned i = 0; i < pluginCount; i++) plugins[i]->isPresent = 0;
}

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

Plugin* renew_plugin(const char* name, unsigned number, uint64_t timeoutMs)
{
  Plugin* plugin = find_plugin(name);
  if (plugin == NULL) return NULL;
  plugin->isPresent = 1;
  plugin->number = number;
  plugin->timeoutMs = timeoutMs;
  return plugin;
}

static int find_slot_of(const char* key)
{
  for (unsigned i = 0; i < slotCount; i++)
    if (strcmp(slots[i].key, key) == 0) return (int) i;
  return -1;
}

int set_slot(const Target* target, int isChunked, const char* path, int* isNew)
{
  char* key;
  if (asprintf(&key, "%d %p %s", isChunked, (void*) target->plugin, path) < 0) return -1;
  pthread_mutex_lock(&lock);
  int slot = find_slot_of(key);
  *isNew = slot < 0 && slotCount < SLOT_COUNT;
  if (*isNew) {
    slot = (int) slotCount++;
    slots[slot].key = key;
  }
  if (slot >= 0) {
    slots[slot].target = *target;
    slots[slot].target.slot = slot;
    slots[slot].isPresent = 1;
    slots[slot].isChunked = isChunked;
    slots[slot].generation = target->generation;
  }
  pthread_mutex_unlock(&lock);
  if (!*isNew) free(key);
  return slot;
}

void set_registrations(Target* targets, unsigned count)
{
  free(registrations);
  registrations = targets;
  registrationCount = count;
  generation++;
  for (unsigned i = 0; i < slotCount; i++) slots[i].isPresent = slots[i].generation == generation;
}
