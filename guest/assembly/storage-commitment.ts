import {
  OrthancPluginRegisterStorageCommitmentScpCallback,
  StorageCommitmentFailureReason,
} from './abi'
import { CString, decodeAll } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'
import { ErrorCode } from './enums'

/** A request for storage commitment: a modality asks whether it may delete instances. */
export class StorageCommitmentRequest {
  constructor(
    readonly transactionUid: string,
    /** The SOP Instance UIDs of all instances in the request. */
    readonly sopInstanceUids: string[],
    /** The application entity that asks. */
    readonly remoteAet: string,
    /** The application entity that is asked. */
    readonly calledAet: string,
  ) {}
}

/** A function that says of one instance of a request whether it is kept safely (`Success`), or why not. */
export type StorageCommitmentHandler = (
  request: StorageCommitmentRequest,
  sopClassUid: CString,
  sopInstanceUid: CString,
) => StorageCommitmentFailureReason

let commitmentHandler: StorageCommitmentHandler | null = null

/** Answers requests for storage commitment with a handler, in place of Orthanc. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`. */
export function onStorageCommitment(handler: StorageCommitmentHandler): void {
  commitmentHandler = handler
  send(
    (_, callback) => {
      OrthancPluginRegisterStorageCommitmentScpCallback(context, callback, free.index, lookUp.index)
    },
    '',
    begin.index,
  )
}

function begin(
  target: usize,
  _jobId: CString,
  transactionUid: CString,
  _sopClassUids: usize,
  sopInstanceUids: usize,
  count: u32,
  remoteAet: CString,
  calledAet: CString,
): i32 {
  const request = new StorageCommitmentRequest(
    transactionUid.toString(),
    decodeAll(sopInstanceUids, count),
    remoteAet.toString(),
    calledAet.toString(),
  )
  store<usize>(target, __pin(changetype<usize>(request)))
  return ErrorCode.Success
}

function lookUp(
  target: usize,
  request: StorageCommitmentRequest,
  sopClassUid: CString,
  sopInstanceUid: CString,
): i32 {
  store<i32>(target, commitmentHandler!(request, sopClassUid, sopInstanceUid))
  return ErrorCode.Success
}

function free(request: StorageCommitmentRequest): void {
  __unpin(changetype<usize>(request))
}
