#include "callbacks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The functions that Orthanc calls: generated ones, and those where Orthanc expects more than what a plugin returns.
 */

/* As under `serve`. Orthanc has read the body, but the process of the plugin has less memory. */
static OrthancPluginErrorCode refuse_body(const Plugin* plugin, OrthancPluginRestOutput* output)
{
  char body[400];
  const int size = snprintf(body, sizeof body,
    "{\n\t\"Details\" : \"" BODY_TOO_LARGE_SENTENCE "\",\n\t\"HttpError\" : \"Request Entity Too Large\",\n"
    "\t\"HttpStatus\" : %d,\n\t\"Message\" : \"Bad request\",\n\t\"OrthancError\" : \"Bad request\",\n\t\"OrthancStatus\" : %d\n}\n",
    (unsigned long long) plugin->bodyBytes, BODY_TOO_LARGE_STATUS, OrthancPluginErrorCode_BadRequest);
  const _OrthancPluginSetHttpHeader type = { output, "Content-Type", "application/json" };
  const _OrthancPluginSendHttpStatus answer = { output, BODY_TOO_LARGE_STATUS, body, (uint32_t) size };
  log_warning("Plugin '%s': " BODY_TOO_LARGE_LOG, plugin->name, (unsigned long long) plugin->bodyBytes);
  invoke(_OrthancPluginService_SetHttpHeader, &type);
  return invoke(_OrthancPluginService_SendHttpStatus, &answer);
}

#include "callback-table.h"

/* Runs a callback whose only argument is the object. */
static int run_owned(Callback* k, unsigned id, const Owner* owner)
{
  begin_callback(k, id, &owner->target);
  put_number(&k->out, owner->value);
  return run_callback(k);
}

/* ---- changes ---- */

/* An error of this callback would keep Orthanc from serving. The native plugin has one itself, as it has to know of a stop. */
static OrthancPluginErrorCode on_OnChangeCallback(OrthancPluginChangeType changeType, OrthancPluginResourceType resourceType, const char* resourceId)
{
  Target target;
  /* First, as plugins that do not return from this callback would delay the stop. */
  if (changeType == OrthancPluginChangeType_OrthancStopped) stopsAt = now_ms();
  for (unsigned at = 0; next_target(CALLBACK_OnChangeCallback, &at, &target);) {
    Callback k;
    begin_callback(&k, CALLBACK_OnChangeCallback, &target);
    put_number(&k.out, (uint64_t) changeType);
    put_number(&k.out, (uint64_t) resourceType);
    put_text(&k.out, resourceId);
    const OrthancPluginErrorCode code = run_callback(&k) ? get_code(&k) : OrthancPluginErrorCode_Success;
    if (code != OrthancPluginErrorCode_Success)
      log_error("Plugin '%s': OnChange returned error %d for change %d", target.plugin->name, (int) code, (int) changeType);
    end_callback(&k);
  }
  return OrthancPluginErrorCode_Success;
}

/* ---- jobs ---- */

/* Orthanc adds a member "Type" to what it saves of a job. */
static int is_description(const char* text, int isSaved)
{
  return is_json_object(text) && !(isSaved && find_member(&text, "Type"));
}

/*
 * What a plugin says about its job, as a text that must be a JSON object: Orthanc ends on others. Jobs of both versions are
 * made with the older functions, as Orthanc 1.12.7 asks the newer ones for the wrong text when it saves a job.
 */
static const char* describe_job(Owner* owner, int isSaved, unsigned older, unsigned newer, const char* otherwise)
{
  Callback k;
  const int isNewer = owner->target.functions[newer] != 0;
  const int isDone = run_owned(&k, isNewer ? newer : older, owner);
  const int64_t code = isDone && isNewer ? (int64_t) get_number(&k.in) : 0;
  const int isGood = isDone && code == (isSaved && isNewer ? 1 : 0);
  const char* text = isGood ? get_text(&k.in) : NULL;
  char* copy = text != NULL && is_description(text, isSaved) ? strdup(text) : NULL;
  if (text != NULL && copy == NULL)
    log_error("Plugin '%s': what it says about a job is not a JSON object%s", owner->target.plugin->name, isSaved ? ", or has the member \"Type\", which is Orthanc's" : "");
  end_callback(&k);
  free(owner->texts[isSaved]);
  owner->texts[isSaved] = copy;
  return copy != NULL ? copy : otherwise;
}

static const char* on_JobGetContent(void* job)
{
  return describe_job(job, 0, CALLBACK_JobGetContent, CALLBACK_JobGetContent2, "{}");
}

/* Without a text the job is not saved. */
static const char* on_JobGetSerialized(void* job)
{
  return describe_job(job, 1, CALLBACK_JobGetSerialized, CALLBACK_JobGetSerialized2, NULL);
}

/* An error would end Orthanc. */
static OrthancPluginErrorCode on_JobStop(void* job, OrthancPluginJobStopReason reason)
{
  const Owner* owner = job;
  Callback k;
  begin_callback(&k, CALLBACK_JobStop, &owner->target);
  put_number(&k.out, owner->value);
  put_number(&k.out, (uint64_t) reason);
  run_callback(&k);
  end_callback(&k);
  return OrthancPluginErrorCode_Success;
}

/* ---- the body of a request that a plugin sends in pieces ---- */

/* Orthanc asks for address and size in any order; both are of one copy, which lives until the next piece. */
static void read_chunk(Owner* owner)
{
  Callback k;
  if (owner->hasChunk) return;
  owner->hasChunk = 1;
  owner->chunkBytes = 0;
  const uint32_t size = run_owned(&k, CALLBACK_ChunkedClientRequestGetChunkSize, owner) ? (uint32_t) get_number(&k.in) : 0;
  end_callback(&k);
  if (size == 0) return;
  begin_callback(&k, CALLBACK_ChunkedClientRequestGetChunkData, &owner->target);
  put_number(&k.out, owner->value);
  put_number(&k.out, size);
  uint64_t length = 0;
  const void* bytes = run_callback(&k) ? get_bytes(&k.in, &length) : NULL;
  char* copy = bytes != NULL && length > 0 ? malloc((size_t) length) : NULL;
  if (copy != NULL) {
    memcpy(copy, bytes, (size_t) length);
    owner->chunkBytes = (uint32_t) length;
  }
  end_callback(&k);
  free(owner->texts[0]);
  owner->texts[0] = copy;
}

static const void* on_ChunkedClientRequestGetChunkData(void* request)
{
  Owner* owner = request;
  read_chunk(owner);
  return owner->chunkBytes == 0 ? "" : owner->texts[0];
}

static uint32_t on_ChunkedClientRequestGetChunkSize(void* request)
{
  Owner* owner = request;
  read_chunk(owner);
  return owner->chunkBytes;
}

static OrthancPluginErrorCode on_ChunkedClientRequestNext(void* request)
{
  Owner* owner = request;
  Callback k;
  owner->hasChunk = 0;
  const OrthancPluginErrorCode code = run_owned(&k, CALLBACK_ChunkedClientRequestNext, owner) ? get_code(&k) : k.failure;
  end_callback(&k);
  return code;
}

void register_changes(void)
{
  const _OrthancPluginOnChangeCallback parameters = { on_OnChangeCallback };
  invoke(_OrthancPluginService_RegisterOnChangeCallback, &parameters);
}
