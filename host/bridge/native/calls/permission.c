#include "call.h"

/* Orthanc would wait for ever where a call needs a lock that this thread holds. */
static int is_permitted_now(const Service* service)
{
  if ((held & HELD_DATABASE) != 0) return (service->flags & SERVICE_UNDER_DATABASE) != 0;
  return (held & HELD_INSTANCES) == 0 || (service->flags & SERVICE_UNDER_INSTANCES) != 0;
}

OrthancPluginErrorCode permit(const Caller* caller, const Service* service, const uint8_t* payload, size_t size)
{
  if ((service->flags & SERVICE_REFUSED) != 0) return OrthancPluginErrorCode_NotImplemented;
  if ((service->flags & SERVICE_REGISTERS) != 0) return OrthancPluginErrorCode_BadSequenceOfCalls;
  if (!is_permitted_now(service)) {
    log_error("Service %d cannot be called in this callback: Orthanc has locked what it needs", service->number);
    return OrthancPluginErrorCode_BadSequenceOfCalls;
  }
  pthread_mutex_lock(&lock);
  const int rule = caller->allowed[place_of(service)];
  pthread_mutex_unlock(&lock);
  if (rule == 0) return OrthancPluginErrorCode_ForbiddenAccess;
  return rule == RIGHT_ALLOWED ? OrthancPluginErrorCode_Success : judge(caller->number, (unsigned) service->number, payload, size, caller->deadline);
}
