/** A running Orthanc with samples, native or in the sandbox. */
export interface SampleServer {
  readonly url: string
  readonly dicomPort: number
}

/** Does what a sample is for, and returns what can be seen of it, without what differs from run to run. */
type Exercise = (server: SampleServer) => Promise<readonly string[]>

/** One of the plugins in `OrthancServer/Plugins/Samples` of Orthanc's sources. */
export interface Sample {
  /** The folder. */
  readonly name: string
  /** What it shows, for the table. */
  readonly about: string
  readonly sources: readonly string[]
  readonly defines?: readonly string[]
  /** The folder whose files `Framework/EmbedResources.py` makes a source of. */
  readonly resources?: string
  readonly usesWrapper?: true
  /** Whether it includes Orthanc's framework, which the wrapper then uses as well. */
  readonly usesFramework?: true
  /** Functions of the SDK, and requests, that it must be allowed to call. */
  readonly services?: readonly string[]
  readonly restApi?: readonly string[]
  /** Absent: it cannot do its job in the sandbox, for the reason in `missing`. */
  readonly exercise?: Exercise
  /** What it cannot do in the sandbox, and why. */
  readonly missing?: string
}
