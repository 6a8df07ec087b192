import { dicomCallbacks } from './dicom-callbacks.ts'
import { httpCallbacks } from './http-callbacks.ts'
import { jobCallbacks } from './job-callbacks.ts'
import type { Callback } from './rows.ts'
import { storageCallbacks } from './storage-callbacks.ts'
import { webDavCallbacks } from './webdav-callbacks.ts'

/** Every type of function that a plugin hands over, by its C name. */
export const callbacks = {
  ...httpCallbacks,
  ...dicomCallbacks,
  ...storageCallbacks,
  ...jobCallbacks,
  ...webDavCallbacks,
} as const satisfies Readonly<Record<string, Callback>>
