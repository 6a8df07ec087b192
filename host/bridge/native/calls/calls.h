/* Calls of the SDK that guests make, carried out by the thread of the callback. */
#pragma once

#include "../guests/guests.h"

extern _Thread_local const Target* innermost; /* of a call that was given a function without a payload */

/* On whose behalf a call is carried out. */
typedef struct
{
  uint64_t identity; /* of its handles */
  uint64_t front; /* of its objects */
  unsigned number;
  const uint8_t* allowed; /* with the lock */
  uint64_t deadline;
  Plugin* plugin; /* NULL in OrthancPluginInitialize */
} Caller;

/* Carries a call out and writes its error code and results. */
OrthancPluginErrorCode carry_out(const Caller* caller, unsigned number, const uint8_t* payload, size_t size, Writer* result);
/* Registers with Orthanc what a plugin registered. */
OrthancPluginErrorCode register_service(const Service* service, Reader* in, unsigned slot, const Target* target);
/* Reads the functions of a registration, and the path of its route. */
int read_registration(const Service* service, Reader* in, Target* target, const char** path);

/* Finds the function that Orthanc calls for a type of callback; ../callbacks/, which has them, is set here before the first call. */
extern Function (*callback_function)(unsigned id, unsigned slot);
