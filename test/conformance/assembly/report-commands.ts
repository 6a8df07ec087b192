import {
  OrthancPluginAnswerBuffer,
  OrthancPluginSendMultipartItem,
  OrthancPluginSetHttpErrorDetails,
  OrthancPluginSetHttpHeader,
} from 'orthanc-wasm/assembly/abi'
import { context } from 'orthanc-wasm/assembly/context'
import { writeText } from './byte-text'
import { describePointers, describeRequest } from './request-text'
import { registrationCodes } from './registrations'
import { Action, Command, Run } from './run'

/** Commands that answer what the plugin was given, or the codes that it got. */
export function reportCommands(actions: Map<string, Action>): void {
  actions.set('echo', echo)
  actions.set('echoptr', echoPointers)
  actions.set('body', body)
  actions.set('result', result)
  actions.set('resultitem', resultItem)
  actions.set('resultdetails', resultDetails)
  actions.set('resultheader', resultHeader)
  actions.set('inits', registrations)
}

function echo(run: Run, command: Command): void {
  answerText(command, describeRequest(run) + '\n')
}

function echoPointers(run: Run, command: Command): void {
  answerText(command, describeRequest(run) + describePointers(run) + '\n')
}

function answerText(command: Command, text: string): void {
  const bytes = writeText(text)
  const plain = writeText('text/plain')
  const type = command.text(1) == 0 ? changetype<usize>(plain) : command.text(1)
  OrthancPluginAnswerBuffer(context, command.output, changetype<usize>(bytes), text.length, type)
}

function body(run: Run, command: Command): void {
  const otherwise = writeText('application/octet-stream')
  const type = command.text(1) == 0 ? changetype<usize>(otherwise) : command.text(1)
  const request = run.request
  OrthancPluginAnswerBuffer(context, command.output, request.body, request.bodySize, type)
}

function result(run: Run, command: Command): void {
  const text = run.codesText()
  const bytes = writeText(text)
  const type = writeText('text/plain')
  const at = changetype<usize>(bytes)
  OrthancPluginAnswerBuffer(context, command.output, at, text.length, changetype<usize>(type))
}

function resultItem(run: Run, command: Command): void {
  const text = run.codesText()
  const bytes = writeText(text)
  OrthancPluginSendMultipartItem(context, command.output, changetype<usize>(bytes), text.length)
}

function resultDetails(run: Run, command: Command): void {
  const bytes = writeText(run.codesText())
  OrthancPluginSetHttpErrorDetails(context, command.output, changetype<usize>(bytes), 0)
}

function resultHeader(run: Run, command: Command): void {
  const key = writeText('X-Codes')
  const bytes = writeText(run.codesText())
  const at = changetype<usize>(bytes)
  OrthancPluginSetHttpHeader(context, command.output, changetype<usize>(key), at)
}

function registrations(_run: Run, command: Command): void {
  let text = ''
  for (let i = 0; i < registrationCodes.length; i++) text += registrationCodes[i].toString() + '\n'
  const bytes = writeText(text)
  const type = writeText('text/plain')
  const at = changetype<usize>(bytes)
  OrthancPluginAnswerBuffer(context, command.output, at, text.length, changetype<usize>(type))
}
