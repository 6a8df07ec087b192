import { answerCommands } from './answer-commands'
import { readText } from './byte-text'
import { headerCommands } from './header-commands'
import { imageCommands } from './image-commands'
import { multipartCommands } from './multipart-commands'
import { reportCommands } from './report-commands'
import { Action, Command, CallForm, Run } from './run'
import { wildCommands } from './wild-commands'

const actions = new Map<string, Action>()
answerCommands(actions)
headerCommands(actions)
imageCommands(actions)
multipartCommands(actions)
reportCommands(actions)
wildCommands(actions)

const mostWords = 80
const unknownCommand = 1000000

/** Runs the script at an address. */
export function runScript(run: Run, script: usize): void {
  const lines = readText(script).split(';')
  for (let i = 0; i < lines.length && !run.hasEnded; i++) {
    const line = lines[i].trimStart()
    const form = formOf(line)
    const words = line.substring(form == CallForm.Function ? 0 : 1).split(',')
    if (words[0] != '') execute(run, words.slice(0, mostWords), form)
  }
}

function formOf(line: string): CallForm {
  if (line.startsWith('!')) return CallForm.Service
  return line.startsWith('^') ? CallForm.ServiceWithoutOutput : CallForm.Function
}

function execute(run: Run, words: string[], form: CallForm): void {
  if (words[0] == 'repeat') return repeat(run, words, form)
  if (!actions.has(words[0])) return run.end(unknownCommand)
  const output = form == CallForm.ServiceWithoutOutput ? <usize>0 : run.output
  const action = actions.get(words[0])
  action(run, new Command(words, form, output))
}

function repeat(run: Run, words: string[], form: CallForm): void {
  if (words.length < 3) return
  const times = I64.parseInt(words[1])
  for (let i: i64 = 0; i < times && !run.hasEnded; i++) execute(run, words.slice(2), form)
}
