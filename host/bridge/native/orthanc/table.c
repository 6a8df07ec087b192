#include "orthanc.h"

#include <stdlib.h>
#include <strings.h>

#include "table.h"

const Service* find_service(unsigned number)
{
  unsigned low = 0, high = SERVICE_COUNT;
  while (low < high) {
    const unsigned middle = (low + high) / 2;
    if ((unsigned) services[middle].number == number) return &services[middle];
    if ((unsigned) services[middle].number < number) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

unsigned place_of(const Service* service) { return (unsigned) (service - services); }

const Field* fields_of(const Service* service) { return fields + service->first; }

int native_number(const Service* service)
{
  switch (service->number) {
  /* Its struct is like that of the older one. */
  case _OrthancPluginService_CreateJob2: return _OrthancPluginService_CreateJob;
  /* Calls of one instance never run at once, so Orthanc's lock would only make plugins wait for each other. */
  case _OrthancPluginService_RegisterRestCallback: return _OrthancPluginService_RegisterRestCallbackNoLock;
  default: return service->number;
  }
}

int is_job(const Service* service) { return native_number(service) == _OrthancPluginService_CreateJob; }

int is_framing_header(const char* name)
{
  for (size_t i = 0; i < sizeof framingHeaders / sizeof *framingHeaders; i++)
    if (strcasecmp(name, framingHeaders[i]) == 0) return 1;
  return 0;
}

unsigned held_by(unsigned callback) { return heldBy[callback]; }

int freeing_service(unsigned class) { return freeingServices[class]; }
