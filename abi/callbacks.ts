import { dicomCallbacks } from './dicom-callbacks.ts'
import { httpCallbacks } from './http-callbacks.ts'
import { jobCallbacks } from './job-callbacks.ts'
import type { Callback } from './rows.ts'
import { storageCallbacks } from './storage-callbacks.ts'
import { webDavCallbacks } from './webdav-callbacks.ts'

/** The types of all callbacks, by their C names. */
export const callbacks = {
  ...httpCallbacks,
  ...dicomCallbacks,
  ...storageCallbacks,
  ...jobCallbacks,
  ...webDavCallbacks,
} as const satisfies Readonly<Record<string, Callback>>
