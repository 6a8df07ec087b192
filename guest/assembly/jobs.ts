import {
  JobStepStatus,
  JobStopReason,
  OrthancPluginCreateJob2,
  OrthancPluginFreeJob,
  OrthancPluginRegisterJobsUnserializer,
  OrthancPluginSubmitJob,
} from './abi'
import { fillBuffer } from './buffers'
import { CString, encode } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'
import { ErrorCode } from './enums'
import { take } from './texts'

/**
 * Work in steps that Orthanc does in the background, and shows in `/jobs` and in Orthanc Explorer. A plugin extends the class with its own
 * `step`, and hands an object to `submitJob`. Inside Orthanc only; allowed by `Allow.Services`.
 */
export abstract class Job {
  constructor(
    /** The type that Orthanc shows, and by which `restoreJobs` finds it. */
    readonly type: string,
  ) {}

  /** Does one step: `Continue` if there are more. Each has its own deadline. */
  abstract step(): JobStepStatus

  /** The part of the work that is done, from 0 to 1. */
  progress(): f32 {
    return 0
  }

  /** What Orthanc shows of the job: a JSON object. */
  content(): string {
    return '{}'
  }

  /** A JSON object from which `restoreJobs` creates the job again; `null`: Orthanc forgets the job when it stops. */
  serialize(): string | null {
    return null
  }

  /** Called when the job has ended, or pauses. */
  stop(_reason: JobStopReason): void {}

  /** Prepares a job that failed or was canceled for a second start. */
  reset(): void {}
}

/** Hands a job over to Orthanc, and returns its identifier; `null` if Orthanc refuses it. Jobs of a higher priority run first. */
export function submitJob(job: Job, priority: i32 = 0): string | null {
  const handle = create(job)
  if (handle == 0) return null
  const id = OrthancPluginSubmitJob(context, handle, priority)
  if (id == 0) {
    OrthancPluginFreeJob(context, handle)
    return null
  }
  return take(id)
}

/** A function that creates a job again from what its `serialize` returned; `null` if it cannot. */
export type JobRestorer = (serialized: string) => Job | null

const restorers = new Map<string, JobRestorer>()

/** Restores the jobs of a type after a restart of Orthanc. At the top of a file or in `onInitialize`. Inside Orthanc only; allowed by `Allow.Services`. */
export function restoreJobs(type: string, restorer: JobRestorer): void {
  const isFirst = restorers.size == 0
  restorers.set(type, restorer)
  if (isFirst) {
    send(
      (_, callback) => OrthancPluginRegisterJobsUnserializer(context, callback),
      '',
      restore.index,
    )
  }
}

function restore(type: CString, serialized: CString): usize {
  const name = type.toString()
  if (!restorers.has(name)) return 0
  const job = restorers.get(name)(serialized.toString())
  return job === null ? 0 : create(job)
}

/** Orthanc's object of a job. The garbage collector keeps the plugin's until Orthanc has finalized it. */
function create(job: Job): usize {
  const type = encode(job.type)
  const handle = OrthancPluginCreateJob2(
    context,
    __pin(changetype<usize>(job)),
    finalize.index,
    changetype<usize>(type),
    progress.index,
    content.index,
    serialize.index,
    step.index,
    stop.index,
    reset.index,
  )
  if (handle == 0) __unpin(changetype<usize>(job))
  return handle
}

function finalize(job: Job): void {
  __unpin(changetype<usize>(job))
}

function progress(job: Job): f32 {
  return job.progress()
}

function content(target: usize, job: Job): i32 {
  return fillBuffer(target, String.UTF8.encode(job.content()))
}

function serialize(target: usize, job: Job): i32 {
  const text = job.serialize()
  if (text === null) return 0
  return fillBuffer(target, String.UTF8.encode(text)) == ErrorCode.Success ? 1 : -1
}

function step(job: Job): i32 {
  return job.step()
}

function stop(job: Job, reason: JobStopReason): i32 {
  job.stop(reason)
  return ErrorCode.Success
}

function reset(job: Job): i32 {
  job.reset()
  return ErrorCode.Success
}
