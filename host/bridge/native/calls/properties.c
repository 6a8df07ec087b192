#include "call.h"

#include <stdlib.h>
#include <string.h>

/*
 * Description, root URI and script for Orthanc Explorer: Orthanc keeps one of each for the native plugin, so those of all
 * guests become one.
 */

#define MAX_PROPERTIES 768
#define MAX_PROPERTY_BYTES ((size_t) 1 << 20)

typedef struct
{
  unsigned plugin, property;
  char* text;
} Property;

static pthread_mutex_t propertyLock = PTHREAD_MUTEX_INITIALIZER;
static Property properties[MAX_PROPERTIES];
static unsigned propertyCount;

static int keep_property(unsigned plugin, unsigned property, const char* text)
{
  unsigned at = 0;
  while (at < propertyCount && (properties[at].plugin != plugin || properties[at].property != property)) at++;
  char* copy = at < MAX_PROPERTIES ? strdup(text) : NULL;
  if (copy == NULL) return 0;
  if (at == propertyCount) propertyCount++;
  else free(properties[at].text);
  properties[at] = (Property){ plugin, property, copy };
  return 1;
}

/* There can be only one root URI: that of the first plugin. */
static char* join_properties(unsigned property)
{
  size_t size = 1;
  for (unsigned i = 0; i < propertyCount; i++) size += strlen(properties[i].text) + 1;
  char* text = calloc(size, 1);
  char* end = text;
  for (unsigned i = 0; text != NULL && i < propertyCount; i++) {
    if (properties[i].property != property) continue;
    if (end != text && property == _OrthancPluginProperty_RootUri) break;
    if (end != text) *end++ = '\n';
    end = stpcpy(end, properties[i].text);
  }
  return text;
}

OrthancPluginErrorCode set_property(unsigned plugin, const _OrthancPluginSetPluginProperty* given)
{
  if (given->value == NULL || given->property < _OrthancPluginProperty_Description || given->property > _OrthancPluginProperty_OrthancExplorer)
    return OrthancPluginErrorCode_ParameterOutOfRange;
  if (strlen(given->value) > MAX_PROPERTY_BYTES) return OrthancPluginErrorCode_NotEnoughMemory;
  pthread_mutex_lock(&propertyLock);
  char* text = keep_property(plugin, (unsigned) given->property, given->value) ? join_properties((unsigned) given->property) : NULL;
  pthread_mutex_unlock(&propertyLock);
  if (text == NULL) return OrthancPluginErrorCode_NotEnoughMemory;
  const _OrthancPluginSetPluginProperty joined = { OrthancPluginGetName(), given->property, text };
  const OrthancPluginErrorCode code = invoke(_OrthancPluginService_SetPluginProperty, &joined);
  free(text);
  return code;
}
