import { OrthancPluginRegisterMoveCallback, ResourceType } from './abi'
import { CString } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'
import { ErrorCode } from './enums'

/** A C-MOVE request; its texts are valid until the callback returns. An identifier that the request does not have is `""`. */
export class MoveRequest {
  constructor(
    /** What is asked for. */
    readonly level: ResourceType,
    readonly patientId: CString,
    readonly accessionNumber: CString,
    readonly studyInstanceUid: CString,
    readonly seriesInstanceUid: CString,
    readonly sopInstanceUid: CString,
    /** The application entity that asks. */
    readonly originatorAet: CString,
    /** The application entity that is asked. */
    readonly sourceAet: CString,
    /** The application entity that receives the instances. */
    readonly targetAet: CString,
    /** The identifier of the request. */
    readonly originatorId: u16,
  ) {}
}

/** What a C-MOVE request moves, instance by instance. */
export abstract class Move {
  /** The number of instances. */
  abstract count(): u32

  /** Sends the next instance. */
  abstract next(): ErrorCode
}

/** A function that answers a C-MOVE request; `null` refuses it. */
export type MoveHandler = (request: MoveRequest) => Move | null

let moveHandler: MoveHandler | null = null

/** Answers C-MOVE requests with a handler, in place of Orthanc. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`. */
export function onMove(handler: MoveHandler): void {
  moveHandler = handler
  send(
    (_, callback) => {
      OrthancPluginRegisterMoveCallback(context, callback, count.index, next.index, free.index)
    },
    '',
    begin.index,
  )
}

function begin(
  level: ResourceType,
  patientId: CString,
  accessionNumber: CString,
  studyInstanceUid: CString,
  seriesInstanceUid: CString,
  sopInstanceUid: CString,
  originatorAet: CString,
  sourceAet: CString,
  targetAet: CString,
  originatorId: u32,
): usize {
  const request = new MoveRequest(
    level,
    patientId,
    accessionNumber,
    studyInstanceUid,
    seriesInstanceUid,
    sopInstanceUid,
    originatorAet,
    sourceAet,
    targetAet,
    <u16>originatorId,
  )
  const move = moveHandler!(request)
  return move === null ? 0 : __pin(changetype<usize>(move))
}

function count(move: Move): u32 {
  return move.count()
}

function next(move: Move): i32 {
  return move.next()
}

function free(move: Move): void {
  __unpin(changetype<usize>(move))
}
