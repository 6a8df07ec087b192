import { OrthancPluginAnswerBuffer } from 'orthanc-wasm/assembly/abi'
import { context } from 'orthanc-wasm/assembly/context'
import { CString, ErrorCode, Output, Request } from 'orthanc-wasm/assembly'
import { writeText } from './byte-text'
import { invoke, newParameters, OutputParameters, RouteParameters } from './parameters'
import { Action, Command, Run } from './run'
import { Service } from './services'

/** Commands that end the script, and those that no plugin should run. */
export function wildCommands(actions: Map<string, Action>): void {
  actions.set('nop', (_run, _command) => {})
  actions.set('return', (run, command) => run.end(<i32>command.number(1)))
  actions.set('invoke', invokeByNumber)
  actions.set('register', registerLate)
  actions.set('trap', trap)
  actions.set('spin', spin)
}

function invokeByNumber(run: Run, command: Command): void {
  const parameters = newParameters<OutputParameters>()
  parameters.output = command.output
  run.note(invoke(<i32>command.number(1), parameters))
}

function registerLate(run: Run, command: Command): void {
  const parameters = newParameters<RouteParameters>()
  parameters.pathRegularExpression = command.text(1)
  const handler = (output: Output, _url: CString, _request: Request): ErrorCode => {
    const text = writeText('late')
    const type = writeText('text/plain')
    const at = changetype<usize>(text)
    OrthancPluginAnswerBuffer(context, changetype<usize>(output), at, 4, changetype<usize>(type))
    return ErrorCode.Success
  }
  parameters.callback = handler.index
  run.note(invoke(Service.RegisterRestCallbackNoLock, parameters))
}

function trap(_run: Run, command: Command): void {
  const kind = command.has(1) ? command.words[1] : ''
  if (kind == 'abort') abort('the script asks for it')
  else if (kind == 'null') store<u8>(0xfffffff0, 1)
  else unreachable()
}

let isSpinning = true

function spin(_run: Run, _command: Command): void {
  while (isSpinning) isSpinning = !!isSpinning
}
