import {
  ChangeType,
  OrthancPluginRegisterOnChangeCallback,
  OrthancPluginRegisterOnStoredInstanceCallback,
  ResourceType,
} from './abi'
import { CString } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'
import { DicomInstance } from './dicom-instance'
import { ErrorCode } from './enums'

/** A function that learns of a change: its kind, and the resource by level and identifier of Orthanc. */
export type ChangeHandler = (change: ChangeType, level: ResourceType, id: CString) => ErrorCode

/**
 * Calls a handler for each change of Orthanc, also when it starts and stops. Changes arrive one after the other, some time after they
 * have happened. Inside Orthanc, and under `serve` with `Changes.State` in the configuration.
 */
export function onChange(handler: ChangeHandler): void {
  send((_, callback) => OrthancPluginRegisterOnChangeCallback(context, callback), '', handler.index)
}

/** A function that receives an instance, and its identifier of Orthanc. */
export type StoredInstanceHandler = (instance: DicomInstance, id: CString) => ErrorCode

/** Calls a handler for each instance that Orthanc has stored, before the sender receives an answer. Inside Orthanc only. */
export function onStoredInstance(handler: StoredInstanceHandler): void {
  send(
    (_, callback) => OrthancPluginRegisterOnStoredInstanceCallback(context, callback),
    '',
    handler.index,
  )
}
