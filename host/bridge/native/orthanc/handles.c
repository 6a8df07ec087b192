#include "orthanc.h"

#include <pthread.h>
#include <stdlib.h>

/* One guest cannot hold more of Orthanc's objects, and not larger ones. */
#define MAX_KEPT 1024
#define MAX_KEPT_BYTES ((uint64_t) 512 << 20)
#define BLOCK 256

typedef struct
{
  uint64_t owner, bytes;
  void* pointer;
  void* memory; /* that the object lies in */
  Function functions[2];
  uint32_t serial, next, uses;
  uint8_t class, isKept; /* class 0: free */
} Entry;

static pthread_mutex_t handleLock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t handleUnused = PTHREAD_COND_INITIALIZER;
static Entry** blocks;
static uint32_t blockCount, entryCount, firstFree; /* entry 0 is not used */

static Entry* entry_at(uint32_t index)
{
  return &blocks[index / BLOCK][index % BLOCK];
}

static Entry* find_entry(uint64_t handle)
{
  const uint32_t index = (uint32_t) handle;
  if (index == 0 || index >= entryCount) return NULL;
  Entry* entry = entry_at(index);
  return entry->class != 0 && entry->serial == handle >> 32 ? entry : NULL;
}

/* Entries never move, and are never freed: Orthanc's own objects are what needs memory. */
static uint32_t new_entry(void)
{
  if (firstFree != 0) {
    const uint32_t index = firstFree;
    firstFree = entry_at(index)->next;
    return index;
  }
  if (entryCount == blockCount * BLOCK) {
    Entry** more = realloc(blocks, (blockCount + 1) * sizeof *blocks);
    if (more == NULL) return 0;
    blocks = more;
    blocks[blockCount] = calloc(BLOCK, sizeof(Entry));
    if (blocks[blockCount] == NULL) return 0;
    blockCount++;
    if (entryCount == 0) entryCount = 1;
  }
  return entryCount++;
}

static void free_entry(Entry* entry, uint32_t index)
{
  free(entry->memory);
  entry->memory = NULL;
  entry->class = 0;
  entry->uses = 0;
  entry->serial++;
  entry->next = firstFree;
  firstFree = index;
}

static uint64_t new_handle(uint64_t owner, unsigned class, void* pointer)
{
  const uint32_t index = new_entry();
  if (index == 0) return 0;
  Entry* entry = entry_at(index);
  *entry = (Entry){ .owner = owner, .pointer = pointer, .serial = entry->serial, .class = (uint8_t) class };
  return (uint64_t) entry->serial << 32 | index;
}

static int may_keep(uint64_t owner, uint64_t bytes)
{
  unsigned count = 0;
  for (uint32_t index = 1; index < entryCount; index++) {
    const Entry* entry = entry_at(index);
    if (entry->class == 0 || !entry->isKept || entry->owner != owner) continue;
    count++;
    bytes += entry->bytes;
  }
  return count < MAX_KEPT && bytes <= MAX_KEPT_BYTES;
}

uint64_t keep_object(uint64_t owner, unsigned class, void* pointer, void* memory, uint64_t bytes)
{
  pthread_mutex_lock(&handleLock);
  const uint64_t handle = may_keep(owner, bytes) ? new_handle(owner, class, pointer) : 0;
  if (handle != 0) {
    Entry* entry = entry_at((uint32_t) handle);
    entry->isKept = 1;
    entry->memory = memory;
    entry->bytes = bytes;
  }
  pthread_mutex_unlock(&handleLock);
  return handle;
}

uint64_t add_handle(uint64_t owner, unsigned class, const void* pointer)
{
  pthread_mutex_lock(&handleLock);
  const uint64_t handle = new_handle(owner, class, (void*) pointer);
  pthread_mutex_unlock(&handleLock);
  return handle;
}

void add_function(uint64_t handle, unsigned at, Function function)
{
  pthread_mutex_lock(&handleLock);
  Entry* entry = find_entry(handle);
  if (entry != NULL) entry->functions[at] = function;
  pthread_mutex_unlock(&handleLock);
}

/* Orthanc only reads these; two calls may do so at once. */
static int is_shared(unsigned class)
{
  return class == CLASS_DicomInstance || class == CLASS_Peers || class == CLASS_WorklistQuery || class == CLASS_FindQuery;
}

HandleResult use_handle(uint64_t owner, uint64_t handle, unsigned class, int isLast, Object* object)
{
  HandleResult result = HANDLE_UNKNOWN;
  pthread_mutex_lock(&handleLock);
  Entry* entry = find_entry(handle);
  if (entry != NULL && entry->class == class && entry->owner == owner && !(isLast && !entry->isKept)) {
    result = entry->uses > 0 && (isLast || !is_shared(class)) ? HANDLE_BUSY : HANDLE_FOUND;
    if (result == HANDLE_FOUND) {
      entry->uses++;
      object->pointer = entry->pointer;
      object->functions[0] = entry->functions[0];
      object->functions[1] = entry->functions[1];
      object->index = (uint32_t) handle;
      object->class = entry->class;
      object->isLast = isLast;
      object->isBorrowed = entry->memory != NULL;
    }
  }
  pthread_mutex_unlock(&handleLock);
  return result;
}

void release_handle(const Object* object)
{
  pthread_mutex_lock(&handleLock);
  entry_at(object->index)->uses--;
  pthread_cond_broadcast(&handleUnused);
  pthread_mutex_unlock(&handleLock);
}

void finish_handle(const Object* object)
{
  pthread_mutex_lock(&handleLock);
  free_entry(entry_at(object->index), object->index);
  pthread_mutex_unlock(&handleLock);
}

/* A nested callback of another thread may still use the object, which Orthanc frees once the caller returns. */
void remove_handle(uint64_t handle)
{
  pthread_mutex_lock(&handleLock);
  Entry* entry = find_entry(handle);
  if (entry != NULL) {
    entry->owner = 0;
    while (entry->uses > 0) pthread_cond_wait(&handleUnused, &handleLock);
    free_entry(entry, (uint32_t) handle);
  }
  pthread_mutex_unlock(&handleLock);
}

void pass_handle(uint64_t handle, uint64_t owner)
{
  pthread_mutex_lock(&handleLock);
  Entry* entry = find_entry(handle);
  if (entry != NULL) entry->owner = owner;
  pthread_mutex_unlock(&handleLock);
}

/* ---- objects that guests have not freed ---- */

/* The structs of all services that free have the object as their only member. */
void free_object(const Object* object)
{
  const int number = freeing_service(object->class);
  if (number != 0) invoke(number, &object->pointer);
}

/* Takes out one kept object of an owner; 0 if it has none. One that is in use ends with its use. */
static int take_kept(uint64_t owner, Object* object)
{
  int isFound = 0;
  pthread_mutex_lock(&handleLock);
  for (uint32_t index = 1; index < entryCount && !isFound; index++) {
    Entry* entry = entry_at(index);
    if (entry->class == 0 || !entry->isKept || entry->owner != owner || entry->uses > 0) continue;
    isFound = 1;
    entry->uses++;
    object->pointer = entry->pointer;
    object->class = entry->class;
    object->index = index;
  }
  pthread_mutex_unlock(&handleLock);
  return isFound;
}

void free_kept(uint64_t owner)
{
  Object object;
  while (take_kept(owner, &object)) {
    free_object(&object);
    finish_handle(&object);
  }
}
