import {
  OrthancPluginFindAddAnswer,
  OrthancPluginFindMarkIncomplete,
  OrthancPluginGetFindQuerySize,
  OrthancPluginGetFindQueryTagName,
  OrthancPluginGetFindQueryValue,
  OrthancPluginRegisterFindCallback,
  OrthancPluginRegisterWorklistCallback,
  OrthancPluginWorklistAddAnswer,
  OrthancPluginWorklistGetDicomQuery,
  OrthancPluginWorklistIsMatch,
  OrthancPluginWorklistMarkIncomplete,
} from './abi'
import { addressOf, byteLengthOf } from './bytes'
import { CString } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'
import { dicomToJson } from './dicom-instance'
import { ErrorCode } from './enums'
import { emptyBody, replyOf } from './reply'
import { take } from './texts'

/** A worklist query of a modality, with its answers; valid until the callback returns. */
export class Worklist {
  constructor(
    private readonly answers: usize,
    private readonly query: usize,
    /** The application entity that asks. */
    readonly issuerAet: CString,
    /** The application entity that is asked. */
    readonly calledAet: CString,
  ) {}

  /** The tags of the query as JSON, by their names. */
  json(): string {
    return dicomToJson(
      replyOf(OrthancPluginWorklistGetDicomQuery(context, emptyBody(), this.query)).body,
    )
  }

  /** True if a DICOM file matches the query. */
  matches<T>(dicom: T): bool {
    return (
      OrthancPluginWorklistIsMatch(context, this.query, addressOf(dicom), byteLengthOf(dicom)) == 1
    )
  }

  /** Adds a DICOM file to the answers: of it those tags that the query asks for. */
  add<T>(dicom: T): ErrorCode {
    return OrthancPluginWorklistAddAnswer(
      context,
      this.answers,
      this.query,
      addressOf(dicom),
      byteLengthOf(dicom),
    )
  }

  /** Says that there are more answers than these. */
  markIncomplete(): ErrorCode {
    return OrthancPluginWorklistMarkIncomplete(context, this.answers)
  }
}

/** A function that answers a worklist query. */
export type WorklistHandler = (worklist: Worklist) => ErrorCode

let worklistHandler: WorklistHandler | null = null

/** Answers worklist queries with a handler. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`. */
export function onWorklist(handler: WorklistHandler): void {
  worklistHandler = handler
  send(
    (_, callback) => {
      OrthancPluginRegisterWorklistCallback(context, callback)
    },
    '',
    answerWorklist.index,
  )
}

function answerWorklist(answers: usize, query: usize, issuer: CString, called: CString): i32 {
  return worklistHandler!(new Worklist(answers, query, issuer, called))
}

/** A C-FIND query, with its answers; valid until the callback returns. */
export class Find {
  constructor(
    private readonly answers: usize,
    private readonly query: usize,
    /** The application entity that asks. */
    readonly issuerAet: CString,
    /** The application entity that is asked. */
    readonly calledAet: CString,
  ) {}

  /** The number of tags in the query. */
  get length(): i32 {
    return OrthancPluginGetFindQuerySize(context, this.query)
  }

  /** The name of a tag of the query: `PatientID`. */
  name(index: i32): string {
    return take(OrthancPluginGetFindQueryTagName(context, this.query, index))
  }

  /** The value that a tag must have; `""` if any. */
  value(index: i32): string {
    return take(OrthancPluginGetFindQueryValue(context, this.query, index))
  }

  /** Adds a DICOM file to the answers. */
  add<T>(dicom: T): ErrorCode {
    return OrthancPluginFindAddAnswer(context, this.answers, addressOf(dicom), byteLengthOf(dicom))
  }

  /** Says that there are more answers than these. */
  markIncomplete(): ErrorCode {
    return OrthancPluginFindMarkIncomplete(context, this.answers)
  }
}

/** A function that answers a C-FIND query. */
export type FindHandler = (find: Find) => ErrorCode

let findHandler: FindHandler | null = null

/** Answers C-FIND queries with a handler, in place of Orthanc. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`. */
export function onFind(handler: FindHandler): void {
  findHandler = handler
  send(
    (_, callback) => {
      OrthancPluginRegisterFindCallback(context, callback)
    },
    '',
    answerFind.index,
  )
}

function answerFind(answers: usize, query: usize, issuer: CString, called: CString): i32 {
  return findHandler!(new Find(answers, query, issuer, called))
}
