#include "call.h"

#include <stdlib.h>
#include <string.h>

/*
 * Error codes and tags of the dictionary. Orthanc keeps them until it ends, and refuses a tag that it knows. Each instance of a
 * plugin defines its own again, and gets what the first one got.
 */

#define MAX_DEFINITIONS 1024
#define MAX_DEFINITION_BYTES 65536

typedef struct
{
  int number;
  size_t size, resultSize;
  uint8_t* bytes; /* the arguments, and the results after them */
} Definition;

static pthread_mutex_t definitionLock = PTHREAD_MUTEX_INITIALIZER;
static Definition definitions[MAX_DEFINITIONS];
static unsigned definitionCount;

DefinitionResult repeat_definition(const Service* service, const uint8_t* payload, size_t size, Writer* out)
{
  int isKnown = 0;
  if ((service->flags & SERVICE_DEFINES) == 0) return DEFINITION_NEW;
  pthread_mutex_lock(&definitionLock);
  for (unsigned i = 0; i < definitionCount && !isKnown; i++) {
    const Definition* known = &definitions[i];
    isKnown = known->number == service->number && known->size == size && memcmp(known->bytes, payload, size) == 0;
    if (isKnown) put_values(out, known->bytes + size, known->resultSize);
  }
  const int isFull = definitionCount == MAX_DEFINITIONS || size > MAX_DEFINITION_BYTES;
  pthread_mutex_unlock(&definitionLock);
  return isKnown ? DEFINITION_KNOWN : isFull ? DEFINITION_FULL : DEFINITION_NEW;
}

void keep_definition(const Service* service, const uint8_t* payload, size_t size, const Writer* out, size_t at)
{
  if ((service->flags & SERVICE_DEFINES) == 0 || out->isFull) return;
  const size_t resultSize = out->size - at;
  uint8_t* bytes = malloc(size + resultSize + 1);
  if (bytes == NULL) return;
  memcpy(bytes, payload, size);
  memcpy(bytes + size, out->data + at, resultSize);
  pthread_mutex_lock(&definitionLock);
  const int isKept = definitionCount < MAX_DEFINITIONS;
  if (isKept) definitions[definitionCount++] = (Definition){ service->number, size, resultSize, bytes };
  pthread_mutex_unlock(&definitionLock);
  if (!isKept) free(bytes);
}
