// SPDX-License-Identifier: Apache-2.0

// Callbacks for what happens inside Orthanc.
import { logError } from 'orthanc:plugin/host'
import * as inside from 'orthanc:plugin/inside'
import { ErrorCode, JobStepStatus } from './enums.js'
import { dicomToJson, Instance } from './instances.js'
import { toBytes, toText } from './texts.js'

/**
 * What the plugin registers: a function of the host, and by the names of the world's exports what the host calls. The index of an entry
 * is the number of its callback. The first one is that of all jobs.
 */
export const callbacks = []
const jobCallback = 0

function add(register, exports) {
  callbacks.push({ register, exports })
}

/** Logs an error and returns what stands for it. */
function orElse(otherwise, act) {
  try {
    return act()
  } catch (error) {
    logError(toBytes(String(error?.stack ?? error)))
    return otherwise
  }
}

/** The error code of a handler: that of the call that the host refused, or 1 for any other error. */
export function codeOf(act, onError = () => {}) {
  try {
    act()
    return ErrorCode.Success
  } catch (error) {
    if (typeof error?.payload === 'number') return error.payload
    logError(toBytes(String(error?.stack ?? error)))
    onError(error)
    return ErrorCode.Plugin
  }
}

export function onChange(handler) {
  add(inside.registerOnChangeCallback, {
    onChange: (type, level, id) => codeOf(() => handler({ type, level, id: toText(id) })),
  })
}

export function onStoredInstance(handler) {
  add(inside.registerOnStoredInstanceCallback, {
    onStoredInstance: (instance, id) => codeOf(() => handler(new Instance(instance), toText(id))),
  })
}

const keep = 1
const modify = 2
const discard = 3
const nothing = new Uint8Array(0)

export function onReceived(handler) {
  add(inside.registerReceivedInstanceCallback, {
    onReceivedInstance: (dicom, origin) =>
      orElse([discard, nothing], () => {
        const decision = handler(dicom, origin)
        // Not every array of bytes is an instance of this realm's `Uint8Array`.
        if (typeof decision === 'object') return [modify, decision]
        return [decision === false ? discard : keep, nothing]
      }),
  })
}

const accepted = 1
const refused = 0
const failed = -1
const answerOf = (isAccepted) => (isAccepted ? accepted : refused)

export function filterInstance(filter) {
  add(inside.registerIncomingDicomInstanceFilter, {
    filterInstance: (instance) => orElse(failed, () => answerOf(filter(new Instance(instance)))),
  })
}

export function filterCStore(filter) {
  add(inside.registerIncomingCstoreInstanceFilter, {
    filterCStore: (instance) =>
      orElse([failed, 0], () => {
        const status = filter(new Instance(instance))
        return [answerOf(status === 0), status]
      }),
  })
}

const methods = [undefined, 'GET', 'POST', 'PUT', 'DELETE']

export function filterHttp(filter) {
  add(inside.registerIncomingHttpRequestFilter2, {
    filterHttp: (method, uri, ip, headers, headerValues, names, values) =>
      orElse(failed, () => {
        const given = {
          method: methods[method],
          url: toText(uri),
          ip: toText(ip),
          headers: new Map(pairsOf(headers, headerValues)),
          query: new URLSearchParams(pairsOf(names, values)),
        }
        return answerOf(filter(given))
      }),
  })
}

function pairsOf(names, values) {
  return names.map((name, i) => [toText(name), toText(values[i])])
}

/** A worklist query of a modality, with its answers; valid until the handler returns. */
class Worklist {
  constructor(answers, query, issuerAet, calledAet) {
    this.answers = answers
    this.query = query
    this.issuerAet = toText(issuerAet)
    this.calledAet = toText(calledAet)
  }

  tags() {
    return dicomToJson(inside.worklistGetDicomQuery(this.query))
  }

  matches(dicom) {
    return inside.worklistIsMatch(this.query, dicom) !== 0
  }

  add(dicom) {
    inside.worklistAddAnswer(this.answers, this.query, dicom)
  }

  markIncomplete() {
    inside.worklistMarkIncomplete(this.answers)
  }
}

export function onWorklist(handler) {
  add(inside.registerWorklistCallback, {
    answerWorklist: (...values) => codeOf(() => handler(new Worklist(...values))),
  })
}

/** A C-FIND query, with its answers; valid until the handler returns. */
class Find {
  constructor(answers, query, issuerAet, calledAet) {
    this.answers = answers
    this.query = query
    this.issuerAet = toText(issuerAet)
    this.calledAet = toText(calledAet)
  }

  get tags() {
    const tags = new Map()
    for (let i = 0; i < inside.getFindQuerySize(this.query); i++)
      tags.set(
        toText(inside.getFindQueryTagName(this.query, i)),
        toText(inside.getFindQueryValue(this.query, i)),
      )
    return tags
  }

  add(dicom) {
    inside.findAddAnswer(this.answers, dicom)
  }

  markIncomplete() {
    inside.findMarkIncomplete(this.answers)
  }
}

export function onFind(handler) {
  add(inside.registerFindCallback, {
    answerFind: (...values) => codeOf(() => handler(new Find(...values))),
  })
}

/** Objects of the plugin that Orthanc holds by their numbers. */
class Held {
  #last = 0
  #objects = new Map()

  add(object) {
    this.#objects.set(++this.#last, object)
    return this.#last
  }

  get(number) {
    return this.#objects.get(number)
  }

  end(number) {
    this.#objects.delete(number)
  }
}

const moves = new Held()

const textOf = (bytes) => (bytes === undefined ? '' : toText(bytes))

export function onMove(handler) {
  add(inside.registerMoveCallback, {
    beginMove: (level, patient, accession, study, series, instance, issuer, source, target, id) =>
      orElse(0, () => {
        const move = handler({
          level,
          patientId: textOf(patient),
          accessionNumber: textOf(accession),
          studyInstanceUid: textOf(study),
          seriesInstanceUid: textOf(series),
          sopInstanceUid: textOf(instance),
          originatorAet: toText(issuer),
          sourceAet: toText(source),
          targetAet: toText(target),
          originatorId: id,
        })
        return move === undefined ? 0 : moves.add(move)
      }),
    getMoveSize: (number) => orElse(0, () => moves.get(number).count),
    applyMove: (number) => codeOf(() => moves.get(number).next()),
    finalizeMove: (number) => moves.end(number),
  })
}

const commitments = new Held()

export function onStorageCommitment(handler) {
  add(inside.registerStorageCommitmentScpCallback, {
    beginStorageCommitment: (job, transaction, classes, instances, remote, called) =>
      commitments.add({
        jobId: toText(job),
        transactionUid: toText(transaction),
        sopClassUids: classes.map(toText),
        sopInstanceUids: instances.map(toText),
        remoteAet: toText(remote),
        calledAet: toText(called),
      }),
    lookUpStorageCommitment: (number, sopClass, instance) =>
      orElse(undefined, () => handler(commitments.get(number), toText(sopClass), toText(instance))),
    finalizeStorageCommitment: (number) => commitments.end(number),
  })
}

export function onDecodeImage(decoder) {
  add(inside.registerDecodeImageCallback, {
    decodeImage: (dicom, frame) => orElse(undefined, () => decoder(dicom, frame)),
  })
}

export function onTranscode(transcoder) {
  add(inside.registerTranscoderCallback, {
    transcode: (dicom, syntaxes, allowsNewUid) =>
      orElse(undefined, () => transcoder(dicom, syntaxes.map(toText), allowsNewUid !== 0)),
  })
}

export function onRefreshMetrics(handler) {
  add(inside.registerRefreshMetricsCallback, {
    refreshMetrics: () => orElse(undefined, handler),
  })
}

const jobs = new Held()
const restorers = new Map()

/** What Orthanc calls of a job; a job may lack all but `type` and `step`. */
const jobExports = {
  stepJob: (number) => orElse(JobStepStatus.Failure, () => jobs.get(number).step()),
  getJobProgress: (number) => orElse(0, () => jobs.get(number).progress?.() ?? 0),
  getJobContent: (number) =>
    orElse(undefined, () => toBytes(JSON.stringify(jobs.get(number).content?.() ?? {}))),
  serializeJob: (number) =>
    orElse(undefined, () => {
      const value = jobs.get(number).serialize?.()
      return value === undefined ? undefined : toBytes(JSON.stringify(value))
    }),
  stopJob: (number, reason) => codeOf(() => jobs.get(number).stop?.(reason)),
  resetJob: (number) => codeOf(() => jobs.get(number).reset?.()),
  finalizeJob: (number) => jobs.end(number),
  restoreJob: (type, serialized) =>
    orElse(0, () => {
      const job = restorers.get(toText(type))?.(JSON.parse(toText(serialized)))
      return job === undefined ? 0 : createJob(job)
    }),
}

add((number) => {
  if (restorers.size > 0) inside.registerJobsUnserializer(number)
}, jobExports)

function createJob(job) {
  const number = jobs.add(job)
  try {
    return inside.createJob(jobCallback, number, toBytes(job.type))
  } catch (error) {
    jobs.end(number)
    throw error
  }
}

export function submitJob(job, priority = 0) {
  const created = createJob(job)
  try {
    return toText(inside.submitJob(created, priority))
  } catch (error) {
    inside.freeJob(created)
    throw error
  }
}

export function restoreJobs(type, restorer) {
  restorers.set(type, restorer)
}
