import {
  OrthancPluginSetCookie,
  OrthancPluginSetHttpErrorDetails,
  OrthancPluginSetHttpHeader,
} from 'orthanc-wasm/assembly/abi'
import { context } from 'orthanc-wasm/assembly/context'
import { writeText } from './byte-text'
import { DetailsParameters, invoke, KeyValueParameters, newParameters } from './parameters'
import { Action, Command, Run } from './run'
import { Service } from './services'

/** Commands that prepare the answer. */
export function headerCommands(actions: Map<string, Action>): void {
  actions.set('header', header)
  actions.set('cookie', cookie)
  actions.set('details', details)
  actions.set('overwrite', overwrite)
}

function header(run: Run, command: Command): void {
  if (command.usesService) invokeKeyValue(run, command, Service.SetHttpHeader)
  else OrthancPluginSetHttpHeader(context, command.output, command.text(1), command.text(2))
}

function cookie(run: Run, command: Command): void {
  if (command.usesService) invokeKeyValue(run, command, Service.SetCookie)
  else OrthancPluginSetCookie(context, command.output, command.text(1), command.text(2))
}

function invokeKeyValue(run: Run, command: Command, service: Service): void {
  const parameters = newParameters<KeyValueParameters>()
  parameters.output = command.output
  parameters.key = command.text(1)
  parameters.value = command.text(2)
  run.note(invoke(service, parameters))
}

function details(run: Run, command: Command): void {
  const log = <u8>command.number(2)
  if (!command.usesService) {
    OrthancPluginSetHttpErrorDetails(context, command.output, command.text(1), log)
    return
  }
  const parameters = newParameters<DetailsParameters>()
  parameters.output = command.output
  parameters.details = command.text(1)
  parameters.log = log
  run.note(invoke(Service.SetHttpErrorDetails, parameters))
}

/** The host must have copied what it was given: it changes right after each call. */
function overwrite(_run: Run, command: Command): void {
  const key = writeText('X-Before')
  const value = writeText('before')
  const at = changetype<usize>(value)
  OrthancPluginSetHttpHeader(context, command.output, changetype<usize>(key), at)
  memory.fill(changetype<usize>(key), 0x58, key.length - 1)
  memory.copy(at, changetype<usize>(writeText('after!')), value.length)
  OrthancPluginSetHttpErrorDetails(context, command.output, at, 0)
  memory.copy(at, changetype<usize>(writeText('later!')), value.length)
}
