import { answerCommands } from './answer-commands'
import { readText } from './byte-text'
import { headerCommands } from './header-commands'
import { imageCommands } from './image-commands'
import { multipartCommands } from './multipart-commands'
import { reportCommands } from './report-commands'
import { Action, Command, Door, Run } from './run'
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
    const door = doorOf(line)
    const words = line.substring(door == Door.Function ? 0 : 1).split(',')
    if (words[0] != '') execute(run, words.slice(0, mostWords), door)
  }
}

function doorOf(line: string): Door {
  if (line.startsWith('!')) return Door.Service
  return line.startsWith('^') ? Door.ServiceWithoutOutput : Door.Function
}

function execute(run: Run, words: string[], door: Door): void {
  if (words[0] == 'repeat') return repeat(run, words, door)
  if (!actions.has(words[0])) return run.end(unknownCommand)
  const output = door == Door.ServiceWithoutOutput ? <usize>0 : run.output
  const action = actions.get(words[0])
  action(run, new Command(words, door, output))
}

function repeat(run: Run, words: string[], door: Door): void {
  if (words.length < 3) return
  const times = I64.parseInt(words[1])
  for (let i: i64 = 0; i < times && !run.hasEnded; i++) execute(run, words.slice(2), door)
}
