import {
  OrthancPluginAnswerBuffer,
  OrthancPluginRedirect,
  OrthancPluginSendHttpStatus,
  OrthancPluginSendHttpStatusCode,
  OrthancPluginSendMethodNotAllowed,
  OrthancPluginSendUnauthorized,
} from 'orthanc-wasm/assembly/abi'
import { context } from 'orthanc-wasm/assembly/context'
import {
  ArgumentParameters,
  BufferParameters,
  invoke,
  newParameters,
  StatusCodeParameters,
  StatusParameters,
} from './parameters'
import { Action, Command, Run } from './run'
import { Service } from './services'

/** Commands that answer with a buffer, a status, or a text of the host. */
export function answerCommands(actions: Map<string, Action>): void {
  actions.set('answer', answer)
  actions.set('status', status)
  actions.set('statuscode', statusCode)
  actions.set('redirect', redirect)
  actions.set('unauthorized', sendUnauthorized)
  actions.set('notallowed', notAllowed)
}

function answer(run: Run, command: Command): void {
  const data = command.data(1)
  const size = command.sizeOr(3, data)
  if (!command.usesService) {
    const type = command.text(2)
    OrthancPluginAnswerBuffer(context, command.output, data.pointer, size, type)
    return
  }
  const parameters = newParameters<BufferParameters>()
  parameters.output = command.output
  parameters.answer = data.pointer
  parameters.answerSize = size
  parameters.mimeType = command.text(2)
  run.note(invoke(Service.AnswerBuffer, parameters))
}

function status(run: Run, command: Command): void {
  const code = <u16>command.number(1)
  const data = command.data(2)
  const size = command.sizeOr(3, data)
  if (!command.usesService) {
    OrthancPluginSendHttpStatus(context, command.output, code, data.pointer, size)
    return
  }
  const parameters = newParameters<StatusParameters>()
  parameters.output = command.output
  parameters.status = code
  parameters.body = data.pointer
  parameters.bodySize = size
  run.note(invoke(Service.SendHttpStatus, parameters))
}

function statusCode(run: Run, command: Command): void {
  const code = <u16>command.number(1)
  if (!command.usesService) {
    OrthancPluginSendHttpStatusCode(context, command.output, code)
    return
  }
  const parameters = newParameters<StatusCodeParameters>()
  parameters.output = command.output
  parameters.status = code
  run.note(invoke(Service.SendHttpStatusCode, parameters))
}

function redirect(run: Run, command: Command): void {
  if (command.usesService) invokeWithArgument(run, command, Service.Redirect)
  else OrthancPluginRedirect(context, command.output, command.text(1))
}

function sendUnauthorized(run: Run, command: Command): void {
  if (command.usesService) invokeWithArgument(run, command, Service.SendUnauthorized)
  else OrthancPluginSendUnauthorized(context, command.output, command.text(1))
}

function notAllowed(run: Run, command: Command): void {
  if (command.usesService) invokeWithArgument(run, command, Service.SendMethodNotAllowed)
  else OrthancPluginSendMethodNotAllowed(context, command.output, command.text(1))
}

function invokeWithArgument(run: Run, command: Command, service: Service): void {
  const parameters = newParameters<ArgumentParameters>()
  parameters.output = command.output
  parameters.argument = command.text(1)
  run.note(invoke(service, parameters))
}
