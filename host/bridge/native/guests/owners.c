#include "guests.h"

#include <stdlib.h>

Owner* add_owner(const Target* target, uint64_t value)
{
  Owner* owner = calloc(1, sizeof *owner);
  if (owner == NULL) return NULL;
  owner->target = *target;
  owner->value = value;
  return owner;
}

void free_owner(Owner* owner)
{
  if (owner == NULL) return;
  free(owner->texts[0]);
  free(owner->texts[1]);
  free(owner);
}
