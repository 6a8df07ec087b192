/* Generated from abi/ by abi/emit. Do not edit; run "npm run abi". */
static OrthancPluginErrorCode on_ChunkedClientRequestNext(void* request);

static const void* on_ChunkedClientRequestGetChunkData(void* request);

static uint32_t on_ChunkedClientRequestGetChunkSize(void* request);

static OrthancPluginErrorCode on_OnChangeCallback(OrthancPluginChangeType changeType, OrthancPluginResourceType resourceType, const char* resourceId);

static const char* on_JobGetContent(void* job);

static const char* on_JobGetSerialized(void* job);

static OrthancPluginErrorCode on_JobStop(void* job, OrthancPluginJobStopReason reason);

static OrthancPluginErrorCode on_RestCallback(unsigned slot, OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  if (!find_slot(slot, request->method, &plugin)) return OrthancPluginErrorCode_UnknownResource;
  if (request->bodySize > plugin.plugin->bodyBytes) return refuse_body(plugin.plugin, output);
  Callback k;
  begin_callback(&k, CALLBACK_RestCallback, &plugin);
  put_number(&k.out, give_handle(&k, CLASS_RestOutput, output));
  put_text(&k.out, url);
  put_request(&k.out, request);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static int32_t on_IncomingHttpRequestFilter(OrthancPluginHttpMethod method, const char* uri, const char* ip, uint32_t headersCount, const char* const* headersKeys, const char* const* headersValues)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingHttpRequestFilter, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingHttpRequestFilter, &plugin);
    put_number(&k.out, (uint64_t) method);
    put_text(&k.out, uri);
    put_text(&k.out, ip);
    put_texts(&k.out, headersKeys, headersCount);
    put_texts(&k.out, headersValues, headersCount);
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : 0;
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static int32_t on_IncomingHttpRequestFilter2(OrthancPluginHttpMethod method, const char* uri, const char* ip, uint32_t headersCount, const char* const* headersKeys, const char* const* headersValues, uint32_t getArgumentsCount, const char* const* getArgumentsKeys, const char* const* getArgumentsValues)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingHttpRequestFilter2, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingHttpRequestFilter2, &plugin);
    put_number(&k.out, (uint64_t) method);
    put_text(&k.out, uri);
    put_text(&k.out, ip);
    put_texts(&k.out, headersKeys, headersCount);
    put_texts(&k.out, headersValues, headersCount);
    put_texts(&k.out, getArgumentsKeys, getArgumentsCount);
    put_texts(&k.out, getArgumentsValues, getArgumentsCount);
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : 0;
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_ServerChunkedRequestReaderFactory(unsigned slot, OrthancPluginServerChunkedRequestReader** reader, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  if (!find_slot(slot, request->method, &plugin)) return OrthancPluginErrorCode_UnknownResource;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderFactory, &plugin);
  put_text(&k.out, url);
  put_request(&k.out, request);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *reader = (OrthancPluginServerChunkedRequestReader*) make_owner(&k, get_number(&k.in));
    if (*reader == NULL) returned = OrthancPluginErrorCode_Plugin;
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ServerChunkedRequestReaderAddChunk(OrthancPluginServerChunkedRequestReader* reader, const void* data, uint32_t size)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) reader;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderAddChunk, &owner->target);
  put_number(&k.out, owner->value);
  put_bytes(&k.out, data, (uint64_t) size);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ServerChunkedRequestReaderExecute(OrthancPluginServerChunkedRequestReader* reader, OrthancPluginRestOutput* output)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) reader;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderExecute, &owner->target);
  put_number(&k.out, owner->value);
  put_number(&k.out, give_handle(&k, CLASS_RestOutput, output));
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static void on_ServerChunkedRequestReaderFinalize(OrthancPluginServerChunkedRequestReader* reader)
{
  Owner* owner = (Owner*) reader;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderFinalize, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static OrthancPluginErrorCode on_ChunkedClientAnswerAddHeader(void* answer, const char* key, const char* value)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) answer;
  Callback k;
  begin_callback(&k, CALLBACK_ChunkedClientAnswerAddHeader, &owner->target);
  put_number(&k.out, owner->value);
  put_text(&k.out, key);
  put_text(&k.out, value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ChunkedClientAnswerAddChunk(void* answer, const void* data, uint32_t size)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) answer;
  Callback k;
  begin_callback(&k, CALLBACK_ChunkedClientAnswerAddChunk, &owner->target);
  put_number(&k.out, owner->value);
  put_bytes(&k.out, data, (uint64_t) size);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static uint8_t on_ChunkedClientRequestIsDone(void* request)
{
  uint8_t returned = 1;
  Owner* owner = (Owner*) request;
  Callback k;
  begin_callback(&k, CALLBACK_ChunkedClientRequestIsDone, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? (uint8_t) get_number(&k.in) : 1;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_OnStoredInstanceCallback(const OrthancPluginDicomInstance* instance, const char* instanceId)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Success;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_OnStoredInstanceCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_OnStoredInstanceCallback, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_DicomInstance, instance));
    put_text(&k.out, instanceId);
    const OrthancPluginErrorCode one = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) returned = one;
    end_callback(&k);
  }
  return returned;
}

static int32_t on_IncomingDicomInstanceFilter(const OrthancPluginDicomInstance* instance)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingDicomInstanceFilter, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingDicomInstanceFilter, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_DicomInstance, instance));
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : -1;
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static int32_t on_IncomingCStoreInstanceFilter(uint16_t* dimseStatus, const OrthancPluginDicomInstance* instance)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingCStoreInstanceFilter, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingCStoreInstanceFilter, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_DicomInstance, instance));
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : -1;
    if (returned >= 0) {
      *dimseStatus = (uint16_t) get_number(&k.in);
      if (k.in.isBad) returned = (lose_callback(&k), -1);
    }
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static OrthancPluginReceivedInstanceAction on_ReceivedInstanceCallback(OrthancPluginMemoryBuffer64* modifiedDicomBuffer, const void* receivedDicomBuffer, uint64_t receivedDicomBufferSize, OrthancPluginInstanceOrigin origin)
{
  OrthancPluginReceivedInstanceAction returned = OrthancPluginReceivedInstanceAction_KeepAsIs;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_ReceivedInstanceCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_ReceivedInstanceCallback, &plugin);
    put_bytes(&k.out, receivedDicomBuffer, (uint64_t) receivedDicomBufferSize);
    put_number(&k.out, (uint64_t) origin);
    returned = run_callback(&k) ? (OrthancPluginReceivedInstanceAction) get_choice(&k.in, 3, OrthancPluginReceivedInstanceAction_Discard) : OrthancPluginReceivedInstanceAction_Discard;
    if (returned == OrthancPluginReceivedInstanceAction_Modify) {
      take_buffer64(&k, modifiedDicomBuffer);
      if (k.in.isBad) returned = (lose_callback(&k), OrthancPluginReceivedInstanceAction_Discard);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_DecodeImageCallback(OrthancPluginImage** target, const void* dicom, const uint32_t size, uint32_t frameIndex)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_DecodeImageCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_DecodeImageCallback, &plugin);
    put_bytes(&k.out, dicom, (uint64_t) size);
    put_number(&k.out, (uint64_t) frameIndex);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      *target = (OrthancPluginImage*) take_handle(&k, CLASS_Image);
      if (*target == NULL) returned = OrthancPluginErrorCode_Plugin;
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(returned != OrthancPluginErrorCode_Success)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_TranscoderCallback(OrthancPluginMemoryBuffer* transcoded, const void* buffer, uint64_t size, const char* const* allowedSyntaxes, uint32_t countSyntaxes, uint8_t allowNewSopInstanceUid)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_TranscoderCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_TranscoderCallback, &plugin);
    put_bytes(&k.out, buffer, (uint64_t) size);
    put_texts(&k.out, allowedSyntaxes, countSyntaxes);
    put_number(&k.out, (uint64_t) allowNewSopInstanceUid);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_buffer(&k, transcoded);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(returned != OrthancPluginErrorCode_Success)) break;
  }
  return returned;
}

static void on_DicomWebBinaryCallback(OrthancPluginDicomWebNode* node, OrthancPluginDicomWebSetBinaryNode setter, uint32_t levelDepth, const uint16_t* levelTagGroup, const uint16_t* levelTagElement, const uint32_t* levelIndex, uint16_t tagGroup, uint16_t tagElement, OrthancPluginValueRepresentation vr)
{
  if (innermost == NULL) return;
  Callback k;
  begin_callback(&k, CALLBACK_DicomWebBinaryCallback, innermost);
  put_number(&k.out, give_handle(&k, CLASS_DicomWebNode, node));
  put_number(&k.out, give_function(&k, FUNCTION_DicomWebSetBinaryNode, (Function) setter));
  put_number(&k.out, (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagGroup, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagElement, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelIndex, 4 * (uint64_t) levelDepth);
  put_number(&k.out, (uint64_t) tagGroup);
  put_number(&k.out, (uint64_t) tagElement);
  put_number(&k.out, (uint64_t) vr);
  run_callback(&k);
  end_callback(&k);
}

static void on_DicomWebBinaryCallback2(OrthancPluginDicomWebNode* node, OrthancPluginDicomWebSetBinaryNode setter, uint32_t levelDepth, const uint16_t* levelTagGroup, const uint16_t* levelTagElement, const uint32_t* levelIndex, uint16_t tagGroup, uint16_t tagElement, OrthancPluginValueRepresentation vr, void* payload)
{
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_DicomWebBinaryCallback2, &owner->target);
  put_number(&k.out, give_handle(&k, CLASS_DicomWebNode, node));
  put_number(&k.out, give_function(&k, FUNCTION_DicomWebSetBinaryNode, (Function) setter));
  put_number(&k.out, (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagGroup, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagElement, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelIndex, 4 * (uint64_t) levelDepth);
  put_number(&k.out, (uint64_t) tagGroup);
  put_number(&k.out, (uint64_t) tagElement);
  put_number(&k.out, (uint64_t) vr);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
}

static OrthancPluginErrorCode on_WorklistCallback(OrthancPluginWorklistAnswers* answers, const OrthancPluginWorklistQuery* query, const char* issuerAet, const char* calledAet)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_WorklistCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_WorklistCallback, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_WorklistAnswers, answers));
    put_number(&k.out, give_handle(&k, CLASS_WorklistQuery, query));
    put_text(&k.out, issuerAet);
    put_text(&k.out, calledAet);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_FindCallback(OrthancPluginFindAnswers* answers, const OrthancPluginFindQuery* query, const char* issuerAet, const char* calledAet)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_FindCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_FindCallback, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_FindAnswers, answers));
    put_number(&k.out, give_handle(&k, CLASS_FindQuery, query));
    put_text(&k.out, issuerAet);
    put_text(&k.out, calledAet);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static void* on_MoveCallback(OrthancPluginResourceType resourceType, const char* patientId, const char* accessionNumber, const char* studyInstanceUid, const char* seriesInstanceUid, const char* sopInstanceUid, const char* originatorAet, const char* sourceAet, const char* targetAet, uint16_t originatorId)
{
  void* returned = NULL;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_MoveCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_MoveCallback, &plugin);
    put_number(&k.out, (uint64_t) resourceType);
    put_text(&k.out, patientId);
    put_text(&k.out, accessionNumber);
    put_text(&k.out, studyInstanceUid);
    put_text(&k.out, seriesInstanceUid);
    put_text(&k.out, sopInstanceUid);
    put_text(&k.out, originatorAet);
    put_text(&k.out, sourceAet);
    put_text(&k.out, targetAet);
    put_number(&k.out, (uint64_t) originatorId);
    returned = run_callback(&k) ? make_owner(&k, get_number(&k.in)) : NULL;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static uint32_t on_GetMoveSize(void* moveDriver)
{
  uint32_t returned = 0;
  Owner* owner = (Owner*) moveDriver;
  Callback k;
  begin_callback(&k, CALLBACK_GetMoveSize, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? (uint32_t) get_number(&k.in) : 0;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ApplyMove(void* moveDriver)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) moveDriver;
  Callback k;
  begin_callback(&k, CALLBACK_ApplyMove, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static void on_FreeMove(void* moveDriver)
{
  Owner* owner = (Owner*) moveDriver;
  Callback k;
  begin_callback(&k, CALLBACK_FreeMove, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static OrthancPluginErrorCode on_StorageCommitmentFactory(void** handler, const char* jobId, const char* transactionUid, const char* const* sopClassUids, const char* const* sopInstanceUids, uint32_t countInstances, const char* remoteAet, const char* calledAet)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageCommitmentFactory, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageCommitmentFactory, &plugin);
    put_text(&k.out, jobId);
    put_text(&k.out, transactionUid);
    put_texts(&k.out, sopClassUids, countInstances);
    put_texts(&k.out, sopInstanceUids, countInstances);
    put_text(&k.out, remoteAet);
    put_text(&k.out, calledAet);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      *handler = (void*) make_owner(&k, get_number(&k.in));
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(returned != OrthancPluginErrorCode_Success || *handler == NULL)) break;
  }
  return returned;
}

static void on_StorageCommitmentDestructor(void* handler)
{
  Owner* owner = (Owner*) handler;
  Callback k;
  begin_callback(&k, CALLBACK_StorageCommitmentDestructor, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static OrthancPluginErrorCode on_StorageCommitmentLookup(OrthancPluginStorageCommitmentFailureReason* target, void* handler, const char* sopClassUid, const char* sopInstanceUid)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) handler;
  Callback k;
  begin_callback(&k, CALLBACK_StorageCommitmentLookup, &owner->target);
  put_number(&k.out, owner->value);
  put_text(&k.out, sopClassUid);
  put_text(&k.out, sopInstanceUid);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *target = (OrthancPluginStorageCommitmentFailureReason) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_StorageCreate(const char* uuid, const void* content, int64_t size, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageCreate, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageCreate, &plugin);
    put_text(&k.out, uuid);
    put_bytes(&k.out, content, (uint64_t) size);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageRead(void** content, int64_t* size, const char* uuid, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageRead, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageRead, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_allocated(&k, content, size);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageReadWhole(OrthancPluginMemoryBuffer64* target, const char* uuid, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageReadWhole, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageReadWhole, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_buffer64(&k, target);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageReadRange(OrthancPluginMemoryBuffer64* target, const char* uuid, OrthancPluginContentType type, uint64_t rangeStart)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageReadRange, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageReadRange, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    put_number(&k.out, (uint64_t) rangeStart);
    put_number(&k.out, (uint64_t) target->size);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_filled(&k, target);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageRemove(const char* uuid, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageRemove, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageRemove, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static void on_JobFinalize(void* job)
{
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobFinalize, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static float on_JobGetProgress(void* job)
{
  float returned = 0;
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobGetProgress, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_fraction(&k.in) : 0;
  end_callback(&k);
  return returned;
}

static OrthancPluginJobStepStatus on_JobStep(void* job)
{
  OrthancPluginJobStepStatus returned = OrthancPluginJobStepStatus_Failure;
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobStep, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? (OrthancPluginJobStepStatus) get_choice(&k.in, 3, OrthancPluginJobStepStatus_Failure) : OrthancPluginJobStepStatus_Failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_JobReset(void* job)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobReset, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginJob* on_JobsUnserializer(const char* jobType, const char* serialized)
{
  OrthancPluginJob* returned = NULL;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_JobsUnserializer, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_JobsUnserializer, &plugin);
    put_text(&k.out, jobType);
    put_text(&k.out, serialized);
    returned = run_callback(&k) ? (OrthancPluginJob*) take_handle(&k, CLASS_Job) : NULL;
    end_callback(&k);
    if (!(returned == NULL)) break;
  }
  return returned;
}

static void on_RefreshMetricsCallback(void)
{
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_RefreshMetricsCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_RefreshMetricsCallback, &plugin);
    run_callback(&k);
    end_callback(&k);
  }
}

static OrthancPluginErrorCode on_WebDavIsExistingFolderCallback(uint8_t* isExisting, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavIsExistingFolderCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isExisting = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavListFolderCallback(uint8_t* isExisting, OrthancPluginWebDavCollection* collection, OrthancPluginWebDavAddFile addFile, OrthancPluginWebDavAddFolder addFolder, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavListFolderCallback, &owner->target);
  put_number(&k.out, give_handle(&k, CLASS_WebDavCollection, collection));
  put_number(&k.out, give_function(&k, FUNCTION_WebDavAddFile, (Function) addFile));
  put_number(&k.out, give_function(&k, FUNCTION_WebDavAddFolder, (Function) addFolder));
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isExisting = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavRetrieveFileCallback(OrthancPluginWebDavCollection* collection, OrthancPluginWebDavRetrieveFile retrieveFile, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavRetrieveFileCallback, &owner->target);
  put_number(&k.out, give_handle(&k, CLASS_WebDavCollection, collection));
  put_number(&k.out, give_function(&k, FUNCTION_WebDavRetrieveFile, (Function) retrieveFile));
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavStoreFileCallback(uint8_t* isReadOnly, uint32_t pathSize, const char* const* pathItems, const void* data, uint64_t size, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavStoreFileCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_bytes(&k.out, data, (uint64_t) size);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isReadOnly = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavCreateFolderCallback(uint8_t* isReadOnly, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavCreateFolderCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isReadOnly = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavDeleteItemCallback(uint8_t* isReadOnly, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavDeleteItemCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isReadOnly = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

#define SLOT(n) static OrthancPluginErrorCode slot_RestCallback_##n(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) { return on_RestCallback(n, output, url, request); }
SLOT(0) SLOT(1) SLOT(2) SLOT(3) SLOT(4) SLOT(5) SLOT(6) SLOT(7)
SLOT(8) SLOT(9) SLOT(10) SLOT(11) SLOT(12) SLOT(13) SLOT(14) SLOT(15)
SLOT(16) SLOT(17) SLOT(18) SLOT(19) SLOT(20) SLOT(21) SLOT(22) SLOT(23)
SLOT(24) SLOT(25) SLOT(26) SLOT(27) SLOT(28) SLOT(29) SLOT(30) SLOT(31)
SLOT(32) SLOT(33) SLOT(34) SLOT(35) SLOT(36) SLOT(37) SLOT(38) SLOT(39)
SLOT(40) SLOT(41) SLOT(42) SLOT(43) SLOT(44) SLOT(45) SLOT(46) SLOT(47)
SLOT(48) SLOT(49) SLOT(50) SLOT(51) SLOT(52) SLOT(53) SLOT(54) SLOT(55)
SLOT(56) SLOT(57) SLOT(58) SLOT(59) SLOT(60) SLOT(61) SLOT(62) SLOT(63)
SLOT(64) SLOT(65) SLOT(66) SLOT(67) SLOT(68) SLOT(69) SLOT(70) SLOT(71)
SLOT(72) SLOT(73) SLOT(74) SLOT(75) SLOT(76) SLOT(77) SLOT(78) SLOT(79)
SLOT(80) SLOT(81) SLOT(82) SLOT(83) SLOT(84) SLOT(85) SLOT(86) SLOT(87)
SLOT(88) SLOT(89) SLOT(90) SLOT(91) SLOT(92) SLOT(93) SLOT(94) SLOT(95)
SLOT(96) SLOT(97) SLOT(98) SLOT(99) SLOT(100) SLOT(101) SLOT(102) SLOT(103)
SLOT(104) SLOT(105) SLOT(106) SLOT(107) SLOT(108) SLOT(109) SLOT(110) SLOT(111)
SLOT(112) SLOT(113) SLOT(114) SLOT(115) SLOT(116) SLOT(117) SLOT(118) SLOT(119)
SLOT(120) SLOT(121) SLOT(122) SLOT(123) SLOT(124) SLOT(125) SLOT(126) SLOT(127)
SLOT(128) SLOT(129) SLOT(130) SLOT(131) SLOT(132) SLOT(133) SLOT(134) SLOT(135)
SLOT(136) SLOT(137) SLOT(138) SLOT(139) SLOT(140) SLOT(141) SLOT(142) SLOT(143)
SLOT(144) SLOT(145) SLOT(146) SLOT(147) SLOT(148) SLOT(149) SLOT(150) SLOT(151)
SLOT(152) SLOT(153) SLOT(154) SLOT(155) SLOT(156) SLOT(157) SLOT(158) SLOT(159)
SLOT(160) SLOT(161) SLOT(162) SLOT(163) SLOT(164) SLOT(165) SLOT(166) SLOT(167)
SLOT(168) SLOT(169) SLOT(170) SLOT(171) SLOT(172) SLOT(173) SLOT(174) SLOT(175)
SLOT(176) SLOT(177) SLOT(178) SLOT(179) SLOT(180) SLOT(181) SLOT(182) SLOT(183)
SLOT(184) SLOT(185) SLOT(186) SLOT(187) SLOT(188) SLOT(189) SLOT(190) SLOT(191)
SLOT(192) SLOT(193) SLOT(194) SLOT(195) SLOT(196) SLOT(197) SLOT(198) SLOT(199)
SLOT(200) SLOT(201) SLOT(202) SLOT(203) SLOT(204) SLOT(205) SLOT(206) SLOT(207)
SLOT(208) SLOT(209) SLOT(210) SLOT(211) SLOT(212) SLOT(213) SLOT(214) SLOT(215)
SLOT(216) SLOT(217) SLOT(218) SLOT(219) SLOT(220) SLOT(221) SLOT(222) SLOT(223)
SLOT(224) SLOT(225) SLOT(226) SLOT(227) SLOT(228) SLOT(229) SLOT(230) SLOT(231)
SLOT(232) SLOT(233) SLOT(234) SLOT(235) SLOT(236) SLOT(237) SLOT(238) SLOT(239)
SLOT(240) SLOT(241) SLOT(242) SLOT(243) SLOT(244) SLOT(245) SLOT(246) SLOT(247)
SLOT(248) SLOT(249) SLOT(250) SLOT(251) SLOT(252) SLOT(253) SLOT(254) SLOT(255)
#undef SLOT
static const Function slots_RestCallback[SLOT_COUNT] = {
(Function) slot_RestCallback_0, (Function) slot_RestCallback_1, (Function) slot_RestCallback_2, (Function) slot_RestCallback_3, (Function) slot_RestCallback_4, (Function) slot_RestCallback_5, (Function) slot_RestCallback_6, (Function) slot_RestCallback_7,
(Function) slot_RestCallback_8, (Function) slot_RestCallback_9, (Function) slot_RestCallback_10, (Function) slot_RestCallback_11, (Function) slot_RestCallback_12, (Function) slot_RestCallback_13, (Function) slot_RestCallback_14, (Function) slot_RestCallback_15,
(Function) slot_RestCallback_16, (Function) slot_RestCallback_17, (Function) slot_RestCallback_18, (Function) slot_RestCallback_19, (Function) slot_RestCallback_20, (Function) slot_RestCallback_21, (Function) slot_RestCallback_22, (Function) slot_RestCallback_23,
(Function) slot_RestCallback_24, (Function) slot_RestCallback_25, (Function) slot_RestCallback_26, (Function) slot_RestCallback_27, (Function) slot_RestCallback_28, (Function) slot_RestCallback_29, (Function) slot_RestCallback_30, (Function) slot_RestCallback_31,
(Function) slot_RestCallback_32, (Function) slot_RestCallback_33, (Function) slot_RestCallback_34, (Function) slot_RestCallback_35, (Function) slot_RestCallback_36, (Function) slot_RestCallback_37, (Function) slot_RestCallback_38, (Function) slot_RestCallback_39,
(Function) slot_RestCallback_40, (Function) slot_RestCallback_41, (Function) slot_RestCallback_42, (Function) slot_RestCallback_43, (Function) slot_RestCallback_44, (Function) slot_RestCallback_45, (Function) slot_RestCallback_46, (Function) slot_RestCallback_47,
(Function) slot_RestCallback_48, (Function) slot_RestCallback_49, (Function) slot_RestCallback_50, (Function) slot_RestCallback_51, (Function) slot_RestCallback_52, (Function) slot_RestCallback_53, (Function) slot_RestCallback_54, (Function) slot_RestCallback_55,
(Function) slot_RestCallback_56, (Function) slot_RestCallback_57, (Function) slot_RestCallback_58, (Function) slot_RestCallback_59, (Function) slot_RestCallback_60, (Function) slot_RestCallback_61, (Function) slot_RestCallback_62, (Function) slot_RestCallback_63,
(Function) slot_RestCallback_64, (Function) slot_RestCallback_65, (Function) slot_RestCallback_66, (Function) slot_RestCallback_67, (Function) slot_RestCallback_68, (Function) slot_RestCallback_69, (Function) slot_RestCallback_70, (Function) slot_RestCallback_71,
(Function) slot_RestCallback_72, (Function) slot_RestCallback_73, (Function) slot_RestCallback_74, (Function) slot_RestCallback_75, (Function) slot_RestCallback_76, (Function) slot_RestCallback_77, (Function) slot_RestCallback_78, (Function) slot_RestCallback_79,
(Function) slot_RestCallback_80, (Function) slot_RestCallback_81, (Function) slot_RestCallback_82, (Function) slot_RestCallback_83, (Function) slot_RestCallback_84, (Function) slot_RestCallback_85, (Function) slot_RestCallback_86, (Function) slot_RestCallback_87,
(Function) slot_RestCallback_88, (Function) slot_RestCallback_89, (Function) slot_RestCallback_90, (Function) slot_RestCallback_91, (Function) slot_RestCallback_92, (Function) slot_RestCallback_93, (Function) slot_RestCallback_94, (Function) slot_RestCallback_95,
(Function) slot_RestCallback_96, (Function) slot_RestCallback_97, (Function) slot_RestCallback_98, (Function) slot_RestCallback_99, (Function) slot_RestCallback_100, (Function) slot_RestCallback_101, (Function) slot_RestCallback_102, (Function) slot_RestCallback_103,
(Function) slot_RestCallback_104, (Function) slot_RestCallback_105, (Function) slot_RestCallback_106, (Function) slot_RestCallback_107, (Function) slot_RestCallback_108, (Function) slot_RestCallback_109, (Function) slot_RestCallback_110, (Function) slot_RestCallback_111,
(Function) slot_RestCallback_112, (Function) slot_RestCallback_113, (Function) slot_RestCallback_114, (Function) slot_RestCallback_115, (Function) slot_RestCallback_116, (Function) slot_RestCallback_117, (Function) slot_RestCallback_118, (Function) slot_RestCallback_119,
(Function) slot_RestCallback_120, (Function) slot_RestCallback_121, (Function) slot_RestCallback_122, (Function) slot_RestCallback_123, (Function) slot_RestCallback_124, (Function) slot_RestCallback_125, (Function) slot_RestCallback_126, (Function) slot_RestCallback_127,
(Function) slot_RestCallback_128, (Function) slot_RestCallback_129, (Function) slot_RestCallback_130, (Function) slot_RestCallback_131, (Function) slot_RestCallback_132, (Function) slot_RestCallback_133, (Function) slot_RestCallback_134, (Function) slot_RestCallback_135,
(Function) slot_RestCallback_136, (Function) slot_RestCallback_137, (Function) slot_RestCallback_138, (Function) slot_RestCallback_139, (Function) slot_RestCallback_140, (Function) slot_RestCallback_141, (Function) slot_RestCallback_142, (Function) slot_RestCallback_143,
(Function) slot_RestCallback_144, (Function) slot_RestCallback_145, (Function) slot_RestCallback_146, (Function) slot_RestCallback_147, (Function) slot_RestCallback_148, (Function) slot_RestCallback_149, (Function) slot_RestCallback_150, (Function) slot_RestCallback_151,
(Function) slot_RestCallback_152, (Function) slot_RestCallback_153, (Function) slot_RestCallback_154, (Function) slot_RestCallback_155, (Function) slot_RestCallback_156, (Function) slot_RestCallback_157, (Function) slot_RestCallback_158, (Function) slot_RestCallback_159,
(Function) slot_RestCallback_160, (Function) slot_RestCallback_161, (Function) slot_RestCallback_162, (Function) slot_RestCallback_163, (Function) slot_RestCallback_164, (Function) slot_RestCallback_165, (Function) slot_RestCallback_166, (Function) slot_RestCallback_167,
(Function) slot_RestCallback_168, (Function) slot_RestCallback_169, (Function) slot_RestCallback_170, (Function) slot_RestCallback_171, (Function) slot_RestCallback_172, (Function) slot_RestCallback_173, (Function) slot_RestCallback_174, (Function) slot_RestCallback_175,
(Function) slot_RestCallback_176, (Function) slot_RestCallback_177, (Function) slot_RestCallback_178, (Function) slot_RestCallback_179, (Function) slot_RestCallback_180, (Function) slot_RestCallback_181, (Function) slot_RestCallback_182, (Function) slot_RestCallback_183,
(Function) slot_RestCallback_184, (Function) slot_RestCallback_185, (Function) slot_RestCallback_186, (Function) slot_RestCallback_187, (Function) slot_RestCallback_188, (Function) slot_RestCallback_189, (Function) slot_RestCallback_190, (Function) slot_RestCallback_191,
(Function) slot_RestCallback_192, (Function) slot_RestCallback_193, (Function) slot_RestCallback_194, (Function) slot_RestCallback_195, (Function) slot_RestCallback_196, (Function) slot_RestCallback_197, (Function) slot_RestCallback_198, (Function) slot_RestCallback_199,
(Function) slot_RestCallback_200, (Function) slot_RestCallback_201, (Function) slot_RestCallback_202, (Function) slot_RestCallback_203, (Function) slot_RestCallback_204, (Function) slot_RestCallback_205, (Function) slot_RestCallback_206, (Function) slot_RestCallback_207,
(Function) slot_RestCallback_208, (Function) slot_RestCallback_209, (Function) slot_RestCallback_210, (Function) slot_RestCallback_211, (Function) slot_RestCallback_212, (Function) slot_RestCallback_213, (Function) slot_RestCallback_214, (Function) slot_RestCallback_215,
(Function) slot_RestCallback_216, (Function) slot_RestCallback_217, (Function) slot_RestCallback_218, (Function) slot_RestCallback_219, (Function) slot_RestCallback_220, (Function) slot_RestCallback_221, (Function) slot_RestCallback_222, (Function) slot_RestCallback_223,
(Function) slot_RestCallback_224, (Function) slot_RestCallback_225, (Function) slot_RestCallback_226, (Function) slot_RestCallback_227, (Function) slot_RestCallback_228, (Function) slot_RestCallback_229, (Function) slot_RestCallback_230, (Function) slot_RestCallback_231,
(Function) slot_RestCallback_232, (Function) slot_RestCallback_233, (Function) slot_RestCallback_234, (Function) slot_RestCallback_235, (Function) slot_RestCallback_236, (Function) slot_RestCallback_237, (Function) slot_RestCallback_238, (Function) slot_RestCallback_239,
(Function) slot_RestCallback_240, (Function) slot_RestCallback_241, (Function) slot_RestCallback_242, (Function) slot_RestCallback_243, (Function) slot_RestCallback_244, (Function) slot_RestCallback_245, (Function) slot_RestCallback_246, (Function) slot_RestCallback_247,
(Function) slot_RestCallback_248, (Function) slot_RestCallback_249, (Function) slot_RestCallback_250, (Function) slot_RestCallback_251, (Function) slot_RestCallback_252, (Function) slot_RestCallback_253, (Function) slot_RestCallback_254, (Function) slot_RestCallback_255,
};

#define SLOT(n) static OrthancPluginErrorCode slot_ServerChunkedRequestReaderFactory_##n(OrthancPluginServerChunkedRequestReader** reader, const char* url, const OrthancPluginHttpRequest* request) { return on_ServerChunkedRequestReaderFactory(n, reader, url, request); }
SLOT(0) SLOT(1) SLOT(2) SLOT(3) SLOT(4) SLOT(5) SLOT(6) SLOT(7)
SLOT(8) SLOT(9) SLOT(10) SLOT(11) SLOT(12) SLOT(13) SLOT(14) SLOT(15)
SLOT(16) SLOT(17) SLOT(18) SLOT(19) SLOT(20) SLOT(21) SLOT(22) SLOT(23)
SLOT(24) SLOT(25) SLOT(26) SLOT(27) SLOT(28) SLOT(29) SLOT(30) SLOT(31)
SLOT(32) SLOT(33) SLOT(34) SLOT(35) SLOT(36) SLOT(37) SLOT(38) SLOT(39)
SLOT(40) SLOT(41) SLOT(42) SLOT(43) SLOT(44) SLOT(45) SLOT(46) SLOT(47)
SLOT(48) SLOT(49) SLOT(50) SLOT(51) SLOT(52) SLOT(53) SLOT(54) SLOT(55)
SLOT(56) SLOT(57) SLOT(58) SLOT(59) SLOT(60) SLOT(61) SLOT(62) SLOT(63)
SLOT(64) SLOT(65) SLOT(66) SLOT(67) SLOT(68) SLOT(69) SLOT(70) SLOT(71)
SLOT(72) SLOT(73) SLOT(74) SLOT(75) SLOT(76) SLOT(77) SLOT(78) SLOT(79)
SLOT(80) SLOT(81) SLOT(82) SLOT(83) SLOT(84) SLOT(85) SLOT(86) SLOT(87)
SLOT(88) SLOT(89) SLOT(90) SLOT(91) SLOT(92) SLOT(93) SLOT(94) SLOT(95)
SLOT(96) SLOT(97) SLOT(98) SLOT(99) SLOT(100) SLOT(101) SLOT(102) SLOT(103)
SLOT(104) SLOT(105) SLOT(106) SLOT(107) SLOT(108) SLOT(109) SLOT(110) SLOT(111)
SLOT(112) SLOT(113) SLOT(114) SLOT(115) SLOT(116) SLOT(117) SLOT(118) SLOT(119)
SLOT(120) SLOT(121) SLOT(122) SLOT(123) SLOT(124) SLOT(125) SLOT(126) SLOT(127)
SLOT(128) SLOT(129) SLOT(130) SLOT(131) SLOT(132) SLOT(133) SLOT(134) SLOT(135)
SLOT(136) SLOT(137) SLOT(138) SLOT(139) SLOT(140) SLOT(141) SLOT(142) SLOT(143)
SLOT(144) SLOT(145) SLOT(146) SLOT(147) SLOT(148) SLOT(149) SLOT(150) SLOT(151)
SLOT(152) SLOT(153) SLOT(154) SLOT(155) SLOT(156) SLOT(157) SLOT(158) SLOT(159)
SLOT(160) SLOT(161) SLOT(162) SLOT(163) SLOT(164) SLOT(165) SLOT(166) SLOT(167)
SLOT(168) SLOT(169) SLOT(170) SLOT(171) SLOT(172) SLOT(173) SLOT(174) SLOT(175)
SLOT(176) SLOT(177) SLOT(178) SLOT(179) SLOT(180) SLOT(181) SLOT(182) SLOT(183)
SLOT(184) SLOT(185) SLOT(186) SLOT(187) SLOT(188) SLOT(189) SLOT(190) SLOT(191)
SLOT(192) SLOT(193) SLOT(194) SLOT(195) SLOT(196) SLOT(197) SLOT(198) SLOT(199)
SLOT(200) SLOT(201) SLOT(202) SLOT(203) SLOT(204) SLOT(205) SLOT(206) SLOT(207)
SLOT(208) SLOT(209) SLOT(210) SLOT(211) SLOT(212) SLOT(213) SLOT(214) SLOT(215)
SLOT(216) SLOT(217) SLOT(218) SLOT(219) SLOT(220) SLOT(221) SLOT(222) SLOT(223)
SLOT(224) SLOT(225) SLOT(226) SLOT(227) SLOT(228) SLOT(229) SLOT(230) SLOT(231)
SLOT(232) SLOT(233) SLOT(234) SLOT(235) SLOT(236) SLOT(237) SLOT(238) SLOT(239)
SLOT(240) SLOT(241) SLOT(242) SLOT(243) SLOT(244) SLOT(245) SLOT(246) SLOT(247)
SLOT(248) SLOT(249) SLOT(250) SLOT(251) SLOT(252) SLOT(253) SLOT(254) SLOT(255)
#undef SLOT
static const Function slots_ServerChunkedRequestReaderFactory[SLOT_COUNT] = {
(Function) slot_ServerChunkedRequestReaderFactory_0, (Function) slot_ServerChunkedRequestReaderFactory_1, (Function) slot_ServerChunkedRequestReaderFactory_2, (Function) slot_ServerChunkedRequestReaderFactory_3, (Function) slot_ServerChunkedRequestReaderFactory_4, (Function) slot_ServerChunkedRequestReaderFactory_5, (Function) slot_ServerChunkedRequestReaderFactory_6, (Function) slot_ServerChunkedRequestReaderFactory_7,
(Function) slot_ServerChunkedRequestReaderFactory_8, (Function) slot_ServerChunkedRequestReaderFactory_9, (Function) slot_ServerChunkedRequestReaderFactory_10, (Function) slot_ServerChunkedRequestReaderFactory_11, (Function) slot_ServerChunkedRequestReaderFactory_12, (Function) slot_ServerChunkedRequestReaderFactory_13, (Function) slot_ServerChunkedRequestReaderFactory_14, (Function) slot_ServerChunkedRequestReaderFactory_15,
(Function) slot_ServerChunkedRequestReaderFactory_16, (Function) slot_ServerChunkedRequestReaderFactory_17, (Function) slot_ServerChunkedRequestReaderFactory_18, (Function) slot_ServerChunkedRequestReaderFactory_19, (Function) slot_ServerChunkedRequestReaderFactory_20, (Function) slot_ServerChunkedRequestReaderFactory_21, (Function) slot_ServerChunkedRequestReaderFactory_22, (Function) slot_ServerChunkedRequestReaderFactory_23,
(Function) slot_ServerChunkedRequestReaderFactory_24, (Function) slot_ServerChunkedRequestReaderFactory_25, (Function) slot_ServerChunkedRequestReaderFactory_26, (Function) slot_ServerChunkedRequestReaderFactory_27, (Function) slot_ServerChunkedRequestReaderFactory_28, (Function) slot_ServerChunkedRequestReaderFactory_29, (Function) slot_ServerChunkedRequestReaderFactory_30, (Function) slot_ServerChunkedRequestReaderFactory_31,
(Function) slot_ServerChunkedRequestReaderFactory_32, (Function) slot_ServerChunkedRequestReaderFactory_33, (Function) slot_ServerChunkedRequestReaderFactory_34, (Function) slot_ServerChunkedRequestReaderFactory_35, (Function) slot_ServerChunkedRequestReaderFactory_36, (Function) slot_ServerChunkedRequestReaderFactory_37, (Function) slot_ServerChunkedRequestReaderFactory_38, (Function) slot_ServerChunkedRequestReaderFactory_39,
(Function) slot_ServerChunkedRequestReaderFactory_40, (Function) slot_ServerChunkedRequestReaderFactory_41, (Function) slot_ServerChunkedRequestReaderFactory_42, (Function) slot_ServerChunkedRequestReaderFactory_43, (Function) slot_ServerChunkedRequestReaderFactory_44, (Function) slot_ServerChunkedRequestReaderFactory_45, (Function) slot_ServerChunkedRequestReaderFactory_46, (Function) slot_ServerChunkedRequestReaderFactory_47,
(Function) slot_ServerChunkedRequestReaderFactory_48, (Function) slot_ServerChunkedRequestReaderFactory_49, (Function) slot_ServerChunkedRequestReaderFactory_50, (Function) slot_ServerChunkedRequestReaderFactory_51, (Function) slot_ServerChunkedRequestReaderFactory_52, (Function) slot_ServerChunkedRequestReaderFactory_53, (Function) slot_ServerChunkedRequestReaderFactory_54, (Function) slot_ServerChunkedRequestReaderFactory_55,
(Function) slot_ServerChunkedRequestReaderFactory_56, (Function) slot_ServerChunkedRequestReaderFactory_57, (Function) slot_ServerChunkedRequestReaderFactory_58, (Function) slot_ServerChunkedRequestReaderFactory_59, (Function) slot_ServerChunkedRequestReaderFactory_60, (Function) slot_ServerChunkedRequestReaderFactory_61, (Function) slot_ServerChunkedRequestReaderFactory_62, (Function) slot_ServerChunkedRequestReaderFactory_63,
(Function) slot_ServerChunkedRequestReaderFactory_64, (Function) slot_ServerChunkedRequestReaderFactory_65, (Function) slot_ServerChunkedRequestReaderFactory_66, (Function) slot_ServerChunkedRequestReaderFactory_67, (Function) slot_ServerChunkedRequestReaderFactory_68, (Function) slot_ServerChunkedRequestReaderFactory_69, (Function) slot_ServerChunkedRequestReaderFactory_70, (Function) slot_ServerChunkedRequestReaderFactory_71,
(Function) slot_ServerChunkedRequestReaderFactory_72, (Function) slot_ServerChunkedRequestReaderFactory_73, (Function) slot_ServerChunkedRequestReaderFactory_74, (Function) slot_ServerChunkedRequestReaderFactory_75, (Function) slot_ServerChunkedRequestReaderFactory_76, (Function) slot_ServerChunkedRequestReaderFactory_77, (Function) slot_ServerChunkedRequestReaderFactory_78, (Function) slot_ServerChunkedRequestReaderFactory_79,
(Function) slot_ServerChunkedRequestReaderFactory_80, (Function) slot_ServerChunkedRequestReaderFactory_81, (Function) slot_ServerChunkedRequestReaderFactory_82, (Function) slot_ServerChunkedRequestReaderFactory_83, (Function) slot_ServerChunkedRequestReaderFactory_84, (Function) slot_ServerChunkedRequestReaderFactory_85, (Function) slot_ServerChunkedRequestReaderFactory_86, (Function) slot_ServerChunkedRequestReaderFactory_87,
(Function) slot_ServerChunkedRequestReaderFactory_88, (Function) slot_ServerChunkedRequestReaderFactory_89, (Function) slot_ServerChunkedRequestReaderFactory_90, (Function) slot_ServerChunkedRequestReaderFactory_91, (Function) slot_ServerChunkedRequestReaderFactory_92, (Function) slot_ServerChunkedRequestReaderFactory_93, (Function) slot_ServerChunkedRequestReaderFactory_94, (Function) slot_ServerChunkedRequestReaderFactory_95,
(Function) slot_ServerChunkedRequestReaderFactory_96, (Function) slot_ServerChunkedRequestReaderFactory_97, (Function) slot_ServerChunkedRequestReaderFactory_98, (Function) slot_ServerChunkedRequestReaderFactory_99, (Function) slot_ServerChunkedRequestReaderFactory_100, (Function) slot_ServerChunkedRequestReaderFactory_101, (Function) slot_ServerChunkedRequestReaderFactory_102, (Function) slot_ServerChunkedRequestReaderFactory_103,
(Function) slot_ServerChunkedRequestReaderFactory_104, (Function) slot_ServerChunkedRequestReaderFactory_105, (Function) slot_ServerChunkedRequestReaderFactory_106, (Function) slot_ServerChunkedRequestReaderFactory_107, (Function) slot_ServerChunkedRequestReaderFactory_108, (Function) slot_ServerChunkedRequestReaderFactory_109, (Function) slot_ServerChunkedRequestReaderFactory_110, (Function) slot_ServerChunkedRequestReaderFactory_111,
(Function) slot_ServerChunkedRequestReaderFactory_112, (Function) slot_ServerChunkedRequestReaderFactory_113, (Function) slot_ServerChunkedRequestReaderFactory_114, (Function) slot_ServerChunkedRequestReaderFactory_115, (Function) slot_ServerChunkedRequestReaderFactory_116, (Function) slot_ServerChunkedRequestReaderFactory_117, (Function) slot_ServerChunkedRequestReaderFactory_118, (Function) slot_ServerChunkedRequestReaderFactory_119,
(Function) slot_ServerChunkedRequestReaderFactory_120, (Function) slot_ServerChunkedRequestReaderFactory_121, (Function) slot_ServerChunkedRequestReaderFactory_122, (Function) slot_ServerChunkedRequestReaderFactory_123, (Function) slot_ServerChunkedRequestReaderFactory_124, (Function) slot_ServerChunkedRequestReaderFactory_125, (Function) slot_ServerChunkedRequestReaderFactory_126, (Function) slot_ServerChunkedRequestReaderFactory_127,
(Function) slot_ServerChunkedRequestReaderFactory_128, (Function) slot_ServerChunkedRequestReaderFactory_129, (Function) slot_ServerChunkedRequestReaderFactory_130, (Function) slot_ServerChunkedRequestReaderFactory_131, (Function) slot_ServerChunkedRequestReaderFactory_132, (Function) slot_ServerChunkedRequestReaderFactory_133, (Function) slot_ServerChunkedRequestReaderFactory_134, (Function) slot_ServerChunkedRequestReaderFactory_135,
(Function) slot_ServerChunkedRequestReaderFactory_136, (Function) slot_ServerChunkedRequestReaderFactory_137, (Function) slot_ServerChunkedRequestReaderFactory_138, (Function) slot_ServerChunkedRequestReaderFactory_139, (Function) slot_ServerChunkedRequestReaderFactory_140, (Function) slot_ServerChunkedRequestReaderFactory_141, (Function) slot_ServerChunkedRequestReaderFactory_142, (Function) slot_ServerChunkedRequestReaderFactory_143,
(Function) slot_ServerChunkedRequestReaderFactory_144, (Function) slot_ServerChunkedRequestReaderFactory_145, (Function) slot_ServerChunkedRequestReaderFactory_146, (Function) slot_ServerChunkedRequestReaderFactory_147, (Function) slot_ServerChunkedRequestReaderFactory_148, (Function) slot_ServerChunkedRequestReaderFactory_149, (Function) slot_ServerChunkedRequestReaderFactory_150, (Function) slot_ServerChunkedRequestReaderFactory_151,
(Function) slot_ServerChunkedRequestReaderFactory_152, (Function) slot_ServerChunkedRequestReaderFactory_153, (Function) slot_ServerChunkedRequestReaderFactory_154, (Function) slot_ServerChunkedRequestReaderFactory_155, (Function) slot_ServerChunkedRequestReaderFactory_156, (Function) slot_ServerChunkedRequestReaderFactory_157, (Function) slot_ServerChunkedRequestReaderFactory_158, (Function) slot_ServerChunkedRequestReaderFactory_159,
(Function) slot_ServerChunkedRequestReaderFactory_160, (Function) slot_ServerChunkedRequestReaderFactory_161, (Function) slot_ServerChunkedRequestReaderFactory_162, (Function) slot_ServerChunkedRequestReaderFactory_163, (Function) slot_ServerChunkedRequestReaderFactory_164, (Function) slot_ServerChunkedRequestReaderFactory_165, (Function) slot_ServerChunkedRequestReaderFactory_166, (Function) slot_ServerChunkedRequestReaderFactory_167,
(Function) slot_ServerChunkedRequestReaderFactory_168, (Function) slot_ServerChunkedRequestReaderFactory_169, (Function) slot_ServerChunkedRequestReaderFactory_170, (Function) slot_ServerChunkedRequestReaderFactory_171, (Function) slot_ServerChunkedRequestReaderFactory_172, (Function) slot_ServerChunkedRequestReaderFactory_173, (Function) slot_ServerChunkedRequestReaderFactory_174, (Function) slot_ServerChunkedRequestReaderFactory_175,
(Function) slot_ServerChunkedRequestReaderFactory_176, (Function) slot_ServerChunkedRequestReaderFactory_177, (Function) slot_ServerChunkedRequestReaderFactory_178, (Function) slot_ServerChunkedRequestReaderFactory_179, (Function) slot_ServerChunkedRequestReaderFactory_180, (Function) slot_ServerChunkedRequestReaderFactory_181, (Function) slot_ServerChunkedRequestReaderFactory_182, (Function) slot_ServerChunkedRequestReaderFactory_183,
(Function) slot_ServerChunkedRequestReaderFactory_184, (Function) slot_ServerChunkedRequestReaderFactory_185, (Function) slot_ServerChunkedRequestReaderFactory_186, (Function) slot_ServerChunkedRequestReaderFactory_187, (Function) slot_ServerChunkedRequestReaderFactory_188, (Function) slot_ServerChunkedRequestReaderFactory_189, (Function) slot_ServerChunkedRequestReaderFactory_190, (Function) slot_ServerChunkedRequestReaderFactory_191,
(Function) slot_ServerChunkedRequestReaderFactory_192, (Function) slot_ServerChunkedRequestReaderFactory_193, (Function) slot_ServerChunkedRequestReaderFactory_194, (Function) slot_ServerChunkedRequestReaderFactory_195, (Function) slot_ServerChunkedRequestReaderFactory_196, (Function) slot_ServerChunkedRequestReaderFactory_197, (Function) slot_ServerChunkedRequestReaderFactory_198, (Function) slot_ServerChunkedRequestReaderFactory_199,
(Function) slot_ServerChunkedRequestReaderFactory_200, (Function) slot_ServerChunkedRequestReaderFactory_201, (Function) slot_ServerChunkedRequestReaderFactory_202, (Function) slot_ServerChunkedRequestReaderFactory_203, (Function) slot_ServerChunkedRequestReaderFactory_204, (Function) slot_ServerChunkedRequestReaderFactory_205, (Function) slot_ServerChunkedRequestReaderFactory_206, (Function) slot_ServerChunkedRequestReaderFactory_207,
(Function) slot_ServerChunkedRequestReaderFactory_208, (Function) slot_ServerChunkedRequestReaderFactory_209, (Function) slot_ServerChunkedRequestReaderFactory_210, (Function) slot_ServerChunkedRequestReaderFactory_211, (Function) slot_ServerChunkedRequestReaderFactory_212, (Function) slot_ServerChunkedRequestReaderFactory_213, (Function) slot_ServerChunkedRequestReaderFactory_214, (Function) slot_ServerChunkedRequestReaderFactory_215,
(Function) slot_ServerChunkedRequestReaderFactory_216, (Function) slot_ServerChunkedRequestReaderFactory_217, (Function) slot_ServerChunkedRequestReaderFactory_218, (Function) slot_ServerChunkedRequestReaderFactory_219, (Function) slot_ServerChunkedRequestReaderFactory_220, (Function) slot_ServerChunkedRequestReaderFactory_221, (Function) slot_ServerChunkedRequestReaderFactory_222, (Function) slot_ServerChunkedRequestReaderFactory_223,
(Function) slot_ServerChunkedRequestReaderFactory_224, (Function) slot_ServerChunkedRequestReaderFactory_225, (Function) slot_ServerChunkedRequestReaderFactory_226, (Function) slot_ServerChunkedRequestReaderFactory_227, (Function) slot_ServerChunkedRequestReaderFactory_228, (Function) slot_ServerChunkedRequestReaderFactory_229, (Function) slot_ServerChunkedRequestReaderFactory_230, (Function) slot_ServerChunkedRequestReaderFactory_231,
(Function) slot_ServerChunkedRequestReaderFactory_232, (Function) slot_ServerChunkedRequestReaderFactory_233, (Function) slot_ServerChunkedRequestReaderFactory_234, (Function) slot_ServerChunkedRequestReaderFactory_235, (Function) slot_ServerChunkedRequestReaderFactory_236, (Function) slot_ServerChunkedRequestReaderFactory_237, (Function) slot_ServerChunkedRequestReaderFactory_238, (Function) slot_ServerChunkedRequestReaderFactory_239,
(Function) slot_ServerChunkedRequestReaderFactory_240, (Function) slot_ServerChunkedRequestReaderFactory_241, (Function) slot_ServerChunkedRequestReaderFactory_242, (Function) slot_ServerChunkedRequestReaderFactory_243, (Function) slot_ServerChunkedRequestReaderFactory_244, (Function) slot_ServerChunkedRequestReaderFactory_245, (Function) slot_ServerChunkedRequestReaderFactory_246, (Function) slot_ServerChunkedRequestReaderFactory_247,
(Function) slot_ServerChunkedRequestReaderFactory_248, (Function) slot_ServerChunkedRequestReaderFactory_249, (Function) slot_ServerChunkedRequestReaderFactory_250, (Function) slot_ServerChunkedRequestReaderFactory_251, (Function) slot_ServerChunkedRequestReaderFactory_252, (Function) slot_ServerChunkedRequestReaderFactory_253, (Function) slot_ServerChunkedRequestReaderFactory_254, (Function) slot_ServerChunkedRequestReaderFactory_255,
};

Function find_callback(unsigned id, unsigned slot)
{
  switch (id) {
  case CALLBACK_RestCallback: return slots_RestCallback[slot];
  case CALLBACK_IncomingHttpRequestFilter: return (Function) on_IncomingHttpRequestFilter;
  case CALLBACK_IncomingHttpRequestFilter2: return (Function) on_IncomingHttpRequestFilter2;
  case CALLBACK_ServerChunkedRequestReaderFactory: return slots_ServerChunkedRequestReaderFactory[slot];
  case CALLBACK_ServerChunkedRequestReaderAddChunk: return (Function) on_ServerChunkedRequestReaderAddChunk;
  case CALLBACK_ServerChunkedRequestReaderExecute: return (Function) on_ServerChunkedRequestReaderExecute;
  case CALLBACK_ServerChunkedRequestReaderFinalize: return (Function) on_ServerChunkedRequestReaderFinalize;
  case CALLBACK_ChunkedClientAnswerAddHeader: return (Function) on_ChunkedClientAnswerAddHeader;
  case CALLBACK_ChunkedClientAnswerAddChunk: return (Function) on_ChunkedClientAnswerAddChunk;
  case CALLBACK_ChunkedClientRequestIsDone: return (Function) on_ChunkedClientRequestIsDone;
  case CALLBACK_ChunkedClientRequestNext: return (Function) on_ChunkedClientRequestNext;
  case CALLBACK_ChunkedClientRequestGetChunkData: return (Function) on_ChunkedClientRequestGetChunkData;
  case CALLBACK_ChunkedClientRequestGetChunkSize: return (Function) on_ChunkedClientRequestGetChunkSize;
  case CALLBACK_OnStoredInstanceCallback: return (Function) on_OnStoredInstanceCallback;
  case CALLBACK_OnChangeCallback: return (Function) on_OnChangeCallback;
  case CALLBACK_IncomingDicomInstanceFilter: return (Function) on_IncomingDicomInstanceFilter;
  case CALLBACK_IncomingCStoreInstanceFilter: return (Function) on_IncomingCStoreInstanceFilter;
  case CALLBACK_ReceivedInstanceCallback: return (Function) on_ReceivedInstanceCallback;
  case CALLBACK_DecodeImageCallback: return (Function) on_DecodeImageCallback;
  case CALLBACK_TranscoderCallback: return (Function) on_TranscoderCallback;
  case CALLBACK_DicomWebBinaryCallback: return (Function) on_DicomWebBinaryCallback;
  case CALLBACK_DicomWebBinaryCallback2: return (Function) on_DicomWebBinaryCallback2;
  case CALLBACK_WorklistCallback: return (Function) on_WorklistCallback;
  case CALLBACK_FindCallback: return (Function) on_FindCallback;
  case CALLBACK_MoveCallback: return (Function) on_MoveCallback;
  case CALLBACK_GetMoveSize: return (Function) on_GetMoveSize;
  case CALLBACK_ApplyMove: return (Function) on_ApplyMove;
  case CALLBACK_FreeMove: return (Function) on_FreeMove;
  case CALLBACK_StorageCommitmentFactory: return (Function) on_StorageCommitmentFactory;
  case CALLBACK_StorageCommitmentDestructor: return (Function) on_StorageCommitmentDestructor;
  case CALLBACK_StorageCommitmentLookup: return (Function) on_StorageCommitmentLookup;
  case CALLBACK_StorageCreate: return (Function) on_StorageCreate;
  case CALLBACK_StorageRead: return (Function) on_StorageRead;
  case CALLBACK_StorageReadWhole: return (Function) on_StorageReadWhole;
  case CALLBACK_StorageReadRange: return (Function) on_StorageReadRange;
  case CALLBACK_StorageRemove: return (Function) on_StorageRemove;
  case CALLBACK_JobFinalize: return (Function) on_JobFinalize;
  case CALLBACK_JobGetProgress: return (Function) on_JobGetProgress;
  case CALLBACK_JobGetContent: return (Function) on_JobGetContent;
  case CALLBACK_JobGetContent2: return (Function) on_JobGetContent;
  case CALLBACK_JobGetSerialized: return (Function) on_JobGetSerialized;
  case CALLBACK_JobGetSerialized2: return (Function) on_JobGetSerialized;
  case CALLBACK_JobStep: return (Function) on_JobStep;
  case CALLBACK_JobStop: return (Function) on_JobStop;
  case CALLBACK_JobReset: return (Function) on_JobReset;
  case CALLBACK_JobsUnserializer: return (Function) on_JobsUnserializer;
  case CALLBACK_RefreshMetricsCallback: return (Function) on_RefreshMetricsCallback;
  case CALLBACK_WebDavIsExistingFolderCallback: return (Function) on_WebDavIsExistingFolderCallback;
  case CALLBACK_WebDavListFolderCallback: return (Function) on_WebDavListFolderCallback;
  case CALLBACK_WebDavRetrieveFileCallback: return (Function) on_WebDavRetrieveFileCallback;
  case CALLBACK_WebDavStoreFileCallback: return (Function) on_WebDavStoreFileCallback;
  case CALLBACK_WebDavCreateFolderCallback: return (Function) on_WebDavCreateFolderCallback;
  case CALLBACK_WebDavDeleteItemCallback: return (Function) on_WebDavDeleteItemCallback;
  case CALLBACK_Free: return (Function) free;
  default: return NULL;
  }
}
