/* Generated from abi/ by abi/emit. Do not edit; run "npm run abi". */
#pragma once

enum {
  RegisterFindCallback_FindCallback,
  RegisterIncomingCStoreInstanceFilter_IncomingCStoreInstanceFilter,
  RegisterIncomingHttpRequestFilter_IncomingHttpRequestFilter2,
  RegisterMoveCallback_MoveCallback,
  RegisterMoveCallback2_MoveCallback,
  RegisterMoveCallback2_GetMoveSize,
  RegisterMoveCallback2_ApplyMove,
  RegisterMoveCallback2_FreeMove,
  RegisterOnChangeCallback_OnChangeCallback,
  RegisterOnStoredInstanceCallback_OnStoredInstanceCallback,
  RegisterReceivedInstanceCallback_ReceivedInstanceCallback,
  RegisterStorageArea_StorageCreate,
  RegisterStorageArea_StorageReadWhole,
  RegisterStorageArea_StorageRemove,
  RegisterStorageCommitmentScpCallback_StorageCommitmentFactory,
  RegisterStorageCommitmentScpCallback_StorageCommitmentLookup,
  RegisterWorklistCallback_WorklistCallback,
  SLOT_COUNT
};

static OrthancPluginErrorCode on_RegisterFindCallback_FindCallback(OrthancPluginFindAnswers* answers, const OrthancPluginFindQuery* query, const char* issuerAet, const char* calledAet)
{
  return read_code(RegisterFindCallback_FindCallback, run(RegisterFindCallback_FindCallback, Py_BuildValue("(NNNN)", module_make_borrowed(2, answers), module_make_borrowed(4, query), decode(issuerAet), decode(calledAet)), NULL));
}

static int32_t on_RegisterIncomingCStoreInstanceFilter_IncomingCStoreInstanceFilter(uint16_t* dimseStatus, const OrthancPluginDicomInstance* instance)
{
  return read_dimse_status(RegisterIncomingCStoreInstanceFilter_IncomingCStoreInstanceFilter, run(RegisterIncomingCStoreInstanceFilter_IncomingCStoreInstanceFilter, Py_BuildValue("(N)", module_make_borrowed(0, instance)), NULL), dimseStatus);
}

static int32_t on_RegisterIncomingHttpRequestFilter_IncomingHttpRequestFilter2(OrthancPluginHttpMethod method, const char* uri, const char* ip, uint32_t headersCount, const char* const* headersKeys, const char* const* headersValues, uint32_t getArgumentsCount, const char* const* getArgumentsKeys, const char* const* getArgumentsValues)
{
  PyObject* keywords = Py_BuildValue("{sisNsNsN}", "method", method, "ip", decode(ip), "headers", make_map(headersCount, headersKeys, headersValues), "get", make_map(getArgumentsCount, getArgumentsKeys, getArgumentsValues));
  if (method != OrthancPluginHttpMethod_Get) drop(keywords, "get");
  return read_truth(RegisterIncomingHttpRequestFilter_IncomingHttpRequestFilter2, run(RegisterIncomingHttpRequestFilter_IncomingHttpRequestFilter2, Py_BuildValue("(N)", decode(uri)), keywords));
}

static void* on_RegisterMoveCallback_MoveCallback(OrthancPluginResourceType resourceType, const char* patientId, const char* accessionNumber, const char* studyInstanceUid, const char* seriesInstanceUid, const char* sopInstanceUid, const char* originatorAet, const char* sourceAet, const char* targetAet, uint16_t originatorId)
{
  PyObject* keywords = Py_BuildValue("{sNsNsNsNsNsNsNsNsNsH}", "Level", make_level(resourceType), "PatientID", decode(patientId), "AccessionNumber", decode(accessionNumber), "StudyInstanceUID", decode(studyInstanceUid), "SeriesInstanceUID", decode(seriesInstanceUid), "SOPInstanceUID", decode(sopInstanceUid), "OriginatorAET", decode(originatorAet), "SourceAET", decode(sourceAet), "TargetAET", decode(targetAet), "OriginatorID", originatorId);
  return hold_object(RegisterMoveCallback_MoveCallback, keywords);
}

static void* on_RegisterMoveCallback2_MoveCallback(OrthancPluginResourceType resourceType, const char* patientId, const char* accessionNumber, const char* studyInstanceUid, const char* seriesInstanceUid, const char* sopInstanceUid, const char* originatorAet, const char* sourceAet, const char* targetAet, uint16_t originatorId)
{
  PyObject* keywords = Py_BuildValue("{sNsNsNsNsNsNsNsNsNsH}", "Level", make_level(resourceType), "PatientID", decode(patientId), "AccessionNumber", decode(accessionNumber), "StudyInstanceUID", decode(studyInstanceUid), "SeriesInstanceUID", decode(seriesInstanceUid), "SOPInstanceUID", decode(sopInstanceUid), "OriginatorAET", decode(originatorAet), "SourceAET", decode(sourceAet), "TargetAET", decode(targetAet), "OriginatorID", originatorId);
  return hold_object(RegisterMoveCallback2_MoveCallback, run(RegisterMoveCallback2_MoveCallback, Py_BuildValue("()"), keywords));
}

static uint32_t on_RegisterMoveCallback2_GetMoveSize(void* moveDriver)
{
  return read_size(RegisterMoveCallback2_GetMoveSize, run(RegisterMoveCallback2_GetMoveSize, Py_BuildValue("(O)", object_of(moveDriver)), NULL), moveDriver);
}

static OrthancPluginErrorCode on_RegisterMoveCallback2_ApplyMove(void* moveDriver)
{
  return read_step(RegisterMoveCallback2_ApplyMove, run(RegisterMoveCallback2_ApplyMove, Py_BuildValue("(O)", object_of(moveDriver)), NULL), moveDriver);
}

static void on_RegisterMoveCallback2_FreeMove(void* moveDriver)
{
  read_end(RegisterMoveCallback2_FreeMove, run(RegisterMoveCallback2_FreeMove, Py_BuildValue("(O)", object_of(moveDriver)), NULL), moveDriver);
}

static OrthancPluginErrorCode on_RegisterOnChangeCallback_OnChangeCallback(OrthancPluginChangeType changeType, OrthancPluginResourceType resourceType, const char* resourceId)
{
  return read_code(RegisterOnChangeCallback_OnChangeCallback, run(RegisterOnChangeCallback_OnChangeCallback, Py_BuildValue("(iiN)", changeType, resourceType, decode(resourceId)), NULL));
}

static OrthancPluginErrorCode on_RegisterOnStoredInstanceCallback_OnStoredInstanceCallback(const OrthancPluginDicomInstance* instance, const char* instanceId)
{
  return read_code(RegisterOnStoredInstanceCallback_OnStoredInstanceCallback, run(RegisterOnStoredInstanceCallback_OnStoredInstanceCallback, Py_BuildValue("(NN)", module_make_borrowed(0, instance), decode(instanceId)), NULL));
}

static OrthancPluginReceivedInstanceAction on_RegisterReceivedInstanceCallback_ReceivedInstanceCallback(OrthancPluginMemoryBuffer64* modifiedDicomBuffer, const void* receivedDicomBuffer, uint64_t receivedDicomBufferSize, OrthancPluginInstanceOrigin origin)
{
  return read_action(RegisterReceivedInstanceCallback_ReceivedInstanceCallback, run(RegisterReceivedInstanceCallback_ReceivedInstanceCallback, Py_BuildValue("(y#i)", receivedDicomBuffer, (Py_ssize_t) receivedDicomBufferSize, origin), NULL), modifiedDicomBuffer);
}

static OrthancPluginErrorCode on_RegisterStorageArea_StorageCreate(const char* uuid, const void* content, int64_t size, OrthancPluginContentType type)
{
  return read_code(RegisterStorageArea_StorageCreate, run(RegisterStorageArea_StorageCreate, Py_BuildValue("(Niy#)", decode(uuid), type, content, (Py_ssize_t) size), NULL));
}

static OrthancPluginErrorCode on_RegisterStorageArea_StorageReadWhole(OrthancPluginMemoryBuffer64* target, const char* uuid, OrthancPluginContentType type)
{
  return read_file(RegisterStorageArea_StorageReadWhole, run(RegisterStorageArea_StorageReadWhole, Py_BuildValue("(Ni)", decode(uuid), type), NULL), target);
}

static OrthancPluginErrorCode on_RegisterStorageArea_StorageRemove(const char* uuid, OrthancPluginContentType type)
{
  return read_code(RegisterStorageArea_StorageRemove, run(RegisterStorageArea_StorageRemove, Py_BuildValue("(Ni)", decode(uuid), type), NULL));
}

static OrthancPluginErrorCode on_RegisterStorageCommitmentScpCallback_StorageCommitmentFactory(void** handler, const char* jobId, const char* transactionUid, const char* const* sopClassUids, const char* const* sopInstanceUids, uint32_t countInstances, const char* remoteAet, const char* calledAet)
{
  return read_handler(RegisterStorageCommitmentScpCallback_StorageCommitmentFactory, run(RegisterStorageCommitmentScpCallback_StorageCommitmentFactory, Py_BuildValue("(NNNNNN)", decode(jobId), decode(transactionUid), make_texts(countInstances, sopClassUids), make_texts(countInstances, sopInstanceUids), decode(remoteAet), decode(calledAet)), NULL), handler);
}

static OrthancPluginErrorCode on_RegisterStorageCommitmentScpCallback_StorageCommitmentLookup(OrthancPluginStorageCommitmentFailureReason* target, void* handler, const char* sopClassUid, const char* sopInstanceUid)
{
  return read_reason(RegisterStorageCommitmentScpCallback_StorageCommitmentLookup, run(RegisterStorageCommitmentScpCallback_StorageCommitmentLookup, Py_BuildValue("(NNO)", decode(sopClassUid), decode(sopInstanceUid), object_of(handler)), NULL), target);
}

static OrthancPluginErrorCode on_RegisterWorklistCallback_WorklistCallback(OrthancPluginWorklistAnswers* answers, const OrthancPluginWorklistQuery* query, const char* issuerAet, const char* calledAet)
{
  return read_code(RegisterWorklistCallback_WorklistCallback, run(RegisterWorklistCallback_WorklistCallback, Py_BuildValue("(NNNN)", module_make_borrowed(12, answers), module_make_borrowed(13, query), decode(issuerAet), decode(calledAet)), NULL));
}


static const Registration registrations[] = {
  { "RegisterFindCallback", "Expected a callback function to register one Python C-FIND SCP callback", "Can only register one Python C-FIND SCP callback", "inside Orthanc only", 1008, RegisterFindCallback_FindCallback, 1, { (void*) on_RegisterFindCallback_FindCallback } },
  { "RegisterIncomingCStoreInstanceFilter", "Expected a callback function to register one Python incoming CStore instance filter", "Can only register one Python incoming CStore instance filter", "inside Orthanc only", 1017, RegisterIncomingCStoreInstanceFilter_IncomingCStoreInstanceFilter, 1, { (void*) on_RegisterIncomingCStoreInstanceFilter_IncomingCStoreInstanceFilter } },
  { "RegisterIncomingHttpRequestFilter", "Expected a callback function to register one Python incoming-http-request filter", "Can only register one Python incoming-http-request filter", "inside Orthanc only", 1010, RegisterIncomingHttpRequestFilter_IncomingHttpRequestFilter2, 1, { (void*) on_RegisterIncomingHttpRequestFilter_IncomingHttpRequestFilter2 } },
  { "RegisterMoveCallback", "Expected a callback function to register one Python C-MOVE SCP callback", "Can only register one Python C-MOVE SCP callback", "inside Orthanc only", 1009, RegisterMoveCallback_MoveCallback, 1, { (void*) on_RegisterMoveCallback_MoveCallback, (void*) count_one, (void*) apply_kept, (void*) release_object } },
  { "RegisterMoveCallback2", "Expected 4 callback functions to register Python C-MOVE SCP callback (2)", "Can only register once for Python C-MOVE SCP callback (2)", "inside Orthanc only", 1009, RegisterMoveCallback2_MoveCallback, 4, { (void*) on_RegisterMoveCallback2_MoveCallback, (void*) on_RegisterMoveCallback2_GetMoveSize, (void*) on_RegisterMoveCallback2_ApplyMove, (void*) on_RegisterMoveCallback2_FreeMove } },
  { "RegisterOnChangeCallback", "Expected a callback function to register one Python on-changes callback", "Can only register one Python on-changes callback", "inside Orthanc, or with WebAssembly.Changes.State", 1003, RegisterOnChangeCallback_OnChangeCallback, 1, { (void*) on_RegisterOnChangeCallback_OnChangeCallback } },
  { "RegisterOnStoredInstanceCallback", "Expected a callback function to register one Python on-stored-instance callback", "Can only register one Python on-stored-instance callback", "inside Orthanc only", 1001, RegisterOnStoredInstanceCallback_OnStoredInstanceCallback, 1, { (void*) on_RegisterOnStoredInstanceCallback_OnStoredInstanceCallback } },
  { "RegisterReceivedInstanceCallback", "Expected a callback function to register one Python received instance callback", "Can only register one Python received instance callback", "inside Orthanc only", 1018, RegisterReceivedInstanceCallback_ReceivedInstanceCallback, 1, { (void*) on_RegisterReceivedInstanceCallback_ReceivedInstanceCallback } },
  { "RegisterStorageArea", "Expected three callback functions to register a custom storage area", "Cannot register twice a custom storage area", "inside Orthanc only", 1016, RegisterStorageArea_StorageCreate, 3, { (void*) on_RegisterStorageArea_StorageCreate, (void*) on_RegisterStorageArea_StorageReadWhole, NULL, (void*) on_RegisterStorageArea_StorageRemove } },
  { "RegisterStorageCommitmentScpCallback", "Expected two callback functions to register Python storage commitment SCP & Lookup callback", "Can only register once for Python storage commitment SCP & Lookup callback", "inside Orthanc only", 1013, RegisterStorageCommitmentScpCallback_StorageCommitmentFactory, 2, { (void*) on_RegisterStorageCommitmentScpCallback_StorageCommitmentFactory, (void*) release_object, (void*) on_RegisterStorageCommitmentScpCallback_StorageCommitmentLookup } },
  { "RegisterWorklistCallback", "Expected a callback function to register one Python C-FIND SCP for worklist callback", "Can only register one Python C-FIND SCP for worklist callback", "inside Orthanc only", 1005, RegisterWorklistCallback_WorklistCallback, 1, { (void*) on_RegisterWorklistCallback_WorklistCallback } },
};

REGISTER(0)
REGISTER(1)
REGISTER(2)
REGISTER(3)
REGISTER(4)
REGISTER(5)
REGISTER(6)
REGISTER(7)
REGISTER(8)
REGISTER(9)
REGISTER(10)

static PyMethodDef registration_functions[] = {
  { "RegisterFindCallback", register_0, METH_VARARGS, "Registers a callback that answers C-FIND queries other than for worklists." },
  { "RegisterIncomingCStoreInstanceFilter", register_1, METH_VARARGS, "Registers a callback that decides whether an instance from C-STORE is stored, and with which DIMSE status it is refused." },
  { "RegisterIncomingHttpRequestFilter", register_2, METH_VARARGS, "Registers a callback that accepts or refuses HTTP requests, and also receives their query." },
  { "RegisterMoveCallback", register_3, METH_VARARGS, "Registers callbacks that carry out C-MOVE requests." },
  { "RegisterMoveCallback2", register_4, METH_VARARGS, "Registers callbacks that carry out C-MOVE requests." },
  { "RegisterOnChangeCallback", register_5, METH_VARARGS, "Registers a callback that runs when a resource changes, or the server starts or stops." },
  { "RegisterOnStoredInstanceCallback", register_6, METH_VARARGS, "Registers a callback that runs after an instance is stored." },
  { "RegisterReceivedInstanceCallback", register_7, METH_VARARGS, "Registers a callback that keeps, changes or discards an instance before it is stored." },
  { "RegisterStorageArea", register_8, METH_VARARGS, "Registers where files are kept, read as a whole or in ranges." },
  { "RegisterStorageCommitmentScpCallback", register_9, METH_VARARGS, "Registers a callback that answers storage commitment requests." },
  { "RegisterWorklistCallback", register_10, METH_VARARGS, "Registers a callback that answers modality worklist queries." },
  { NULL, NULL, 0, NULL },
};
