import { answers } from './answers.ts'
import { buffers } from './buffers.ts'
import { dicom } from './dicom.ts'
import { dictionary } from './dictionary.ts'
import { fonts } from './fonts.ts'
import { httpClient } from './http-client.ts'
import { images } from './images.ts'
import { instances } from './instances.ts'
import { jobs } from './jobs.ts'
import { logging } from './logging.ts'
import { metrics } from './metrics.ts'
import { parsedInstances } from './parsed-instances.ts'
import { peers } from './peers.ts'
import { properties } from './properties.ts'
import { queries } from './queries.ts'
import { registration } from './registration.ts'
import { restApi } from './rest-api.ts'
import type { Group } from './rows.ts'
import { server } from './server.ts'
import { storage } from './storage.ts'
import { texts } from './texts.ts'
import { webdav } from './webdav.ts'
import { worklists } from './worklists.ts'

/** Every group of the SDK by the title of its page, in the order of the pages. */
export const groups = {
  'Routes and other registrations': registration,
  Answers: answers,
  'Orthanc’s REST API': restApi,
  'HTTP client': httpClient,
  Peers: peers,
  Images: images,
  'Text on images': fonts,
  'DICOM instances': instances,
  'DICOM instances that a plugin parses or loads': parsedInstances,
  'Conversions of DICOM files': dicom,
  'DICOM dictionary': dictionary,
  Worklists: worklists,
  'C-FIND, C-MOVE and storage commitment': queries,
  Jobs: jobs,
  'Storage and database': storage,
  WebDAV: webdav,
  Log: logging,
  Metrics: metrics,
  Texts: texts,
  Properties: properties,
  Server: server,
  'Memory buffers': buffers,
} as const satisfies Readonly<Record<string, Group>>

type AnyGroup = (typeof groups)[keyof typeof groups]

/** The services of all groups as one table. */
export type ServiceRows = Merged<AnyGroup['services']>

/** The functions of all groups as one table. */
export type FunctionRows = Merged<AnyGroup['functions']>

/** One object type with the members of each type of a union. */
type Merged<U> = { readonly [K in KeyOf<U>]: ValueOf<U, K> }
type KeyOf<U> = U extends unknown ? keyof U : never
type ValueOf<U, K extends PropertyKey> = U extends Readonly<Record<K, infer V>> ? V : never
