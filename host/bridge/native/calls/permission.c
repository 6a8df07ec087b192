#include "call.h"

static int is_among(int number, const int* numbers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (numbers[i] == number) return 1;
  return 0;
}

/*
 * What a thread may call that holds the lock of Orthanc's database. Orthanc waits for ever where a call needs the database, or another
 * lock whose owner waits for it.
 */
static int is_without_locks(int number)
{
  static const int numbers[] = {
    _OrthancPluginService_LogInfo, _OrthancPluginService_LogWarning, _OrthancPluginService_LogError,
    _OrthancPluginService_BufferCompression, _OrthancPluginService_ReadFile, _OrthancPluginService_WriteFile,
    _OrthancPluginService_GetErrorDescription, _OrthancPluginService_ComputeMd5, _OrthancPluginService_ComputeSha1,
    _OrthancPluginService_GenerateUuid, _OrthancPluginService_AutodetectMimeType
  };
  return is_among(number, numbers, sizeof numbers / sizeof *numbers);
}

/*
 * What a thread may call besides that holds the lock of Orthanc's cache of instances: conversions, parsed files, images. All else may need
 * instances, or Orthanc's lock of its plugins, which another thread holds (in ReceivedInstance) while it waits for instances.
 */
static int is_without_instances(int number)
{
  static const int numbers[] = {
    _OrthancPluginService_DicomBufferToJson, _OrthancPluginService_CreateDicom, _OrthancPluginService_CreateDicom2,
    _OrthancPluginService_EncodeDicomWebJson, _OrthancPluginService_EncodeDicomWebJson2,
    _OrthancPluginService_EncodeDicomWebXml, _OrthancPluginService_EncodeDicomWebXml2, _OrthancPluginService_LookupDictionary,
    _OrthancPluginService_GetTagName, _OrthancPluginService_SetMetricsValue, _OrthancPluginService_SetMetricsIntegerValue
  };
  return is_among(number, numbers, sizeof numbers / sizeof *numbers) ||
    (number >= 4000 && number <= _OrthancPluginService_GetInstanceDicomWebXml) || (number >= 6000 && number < 7000);
}

static int is_permitted_now(int number)
{
  if ((held & (HELD_INSTANCES | HELD_DATABASE)) == 0 || is_without_locks(number)) return 1;
  return (held & HELD_DATABASE) == 0 && is_without_instances(number);
}

OrthancPluginErrorCode permit(const Caller* caller, const Service* service, const uint8_t* payload, size_t size)
{
  if ((service->flags & SERVICE_NOT_CARRIED) != 0) return OrthancPluginErrorCode_NotImplemented;
  if (is_registration(service->number)) return OrthancPluginErrorCode_BadSequenceOfCalls;
  if (!is_permitted_now(service->number)) {
    log_error("Service %d cannot be called in this callback: Orthanc has locked what it needs", service->number);
    return OrthancPluginErrorCode_BadSequenceOfCalls;
  }
  pthread_mutex_lock(&lock);
  const int rule = caller->allowed[place_of(service)];
  pthread_mutex_unlock(&lock);
  if (rule == 0) return OrthancPluginErrorCode_ForbiddenAccess;
  return rule == 1 ? 0 : judge(caller->number, (unsigned) service->number, payload, size, caller->deadline);
}
