import {
  OrthancPluginSendMultipartItem,
  OrthancPluginSendMultipartItem2,
  OrthancPluginStartMultipartAnswer,
} from 'orthanc-wasm/assembly/abi'
import { context } from 'orthanc-wasm/assembly/context'
import { Action, Command, Run } from './run'

/** Commands for an answer of several parts; their functions return codes, which are noted. */
export function multipartCommands(actions: Map<string, Action>): void {
  actions.set('multipart', multipart)
  actions.set('item', item)
  actions.set('item2', itemWithHeaders)
}

function multipart(run: Run, command: Command): void {
  const type = command.text(2)
  run.note(OrthancPluginStartMultipartAnswer(context, command.output, command.text(1), type))
}

function item(run: Run, command: Command): void {
  const data = command.data(1)
  const size = command.sizeOr(2, data)
  run.note(OrthancPluginSendMultipartItem(context, command.output, data.pointer, size))
}

const firstHeader = 3

function itemWithHeaders(run: Run, command: Command): void {
  const data = command.data(1)
  const given = (command.words.length - firstHeader + 1) >> 1
  const keys = new Array<usize>()
  const values = new Array<usize>()
  for (let i = 0; i < given; i++) {
    keys.push(command.text(firstHeader + 2 * i))
    values.push(command.text(firstHeader + 2 * i + 1))
  }
  const hasNone = keys.length == 0
  run.note(
    OrthancPluginSendMultipartItem2(
      context,
      command.output,
      data.pointer,
      data.length,
      command.has(2) ? command.numberOr(2, keys.length) : keys.length,
      hasNone ? 0 : keys.dataStart,
      hasNone ? 0 : values.dataStart,
    ),
  )
}
