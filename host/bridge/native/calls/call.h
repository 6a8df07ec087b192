/* One call: the struct that Orthanc gets, and all that lives as long as the call. */
#pragma once

#include "calls.h"

#define MAX_RESULTS 4
#define MAX_LISTS 2
#define MAX_OBJECTS 3
#define MAX_OWNERS 2

typedef union
{
  uint64_t number;
  char* text;
  const char* constText;
  void* pointer;
  OrthancPluginMemoryBuffer buffer;
  OrthancPluginMemoryBuffer64 buffer64;
  OrthancPluginDictionaryEntry entry;
} Result;

typedef struct
{
  const Caller* caller;
  const Service* service;
  union { uint64_t align; uint8_t bytes[PARAMETER_BYTES]; } parameters;
  const void* direct; /* in place of a struct */
  Result results[MAX_RESULTS];
  unsigned resultCount;
  const char** lists[MAX_LISTS];
  unsigned listCount;
  Object objects[MAX_OBJECTS];
  unsigned objectCount;
  Owner* owners[MAX_OWNERS];
  unsigned ownerCount;
  Target target; /* functions that the call passes */
  int hasFunctions;
  int isInvoked; /* Orthanc was called */
  const void* pixels; /* bytes without a field for their length */
  uint64_t pixelBytes;
} Call;

/* ---- arguments.c ---- */

void begin_call(Call* call, const Caller* caller, const Service* service);
/* Reads all arguments into the struct; `slot` is that of a route that is registered. */
OrthancPluginErrorCode read_call(Call* call, Reader* in, unsigned slot);
/* Frees all but the objects of guests that Orthanc holds now. */
void end_call(Call* call, int ownersStay);

/* ---- checks.c: what Orthanc believes without a check ---- */

OrthancPluginErrorCode check_arguments(const Call* call);
/* Just before the call: sets `memory` to the copy of the pixels that an image is created over. */
OrthancPluginErrorCode check_values(Call* call, void** memory);
/* After a call: where the disk is full, Orthanc writes files without their last 4 KB and does not notice. */
OrthancPluginErrorCode check_file(const Call* call);

/* ---- results.c ---- */

/* `memory` is what a new object lies in; it becomes NULL if its handle owns it. */
void put_results(Call* call, Writer* out, void** memory);

/* ---- permission.c ---- */

/* Whether the caller may call a service at all, now, with these arguments. */
OrthancPluginErrorCode permit(const Caller* caller, const Service* service, const uint8_t* payload, size_t size);

/* ---- functions.c: functions that Orthanc passes to callbacks ---- */

int is_function(unsigned number);
OrthancPluginErrorCode carry_out_function(const Caller* caller, unsigned number, const uint8_t* payload, size_t size);

/* ---- definitions.c ---- */

typedef enum { DEFINITION_NEW, DEFINITION_KNOWN, DEFINITION_FULL } DefinitionResult;

/* Writes the results of an earlier call with the same arguments. What defines nothing is new. */
DefinitionResult repeat_definition(const Service* service, const uint8_t* payload, size_t size, Writer* out);
/* Keeps the results in `out` from `at` on. */
void keep_definition(const Service* service, const uint8_t* payload, size_t size, const Writer* out, size_t at);

/* ---- properties.c ---- */

OrthancPluginErrorCode set_property(unsigned plugin, const _OrthancPluginSetPluginProperty* given);
