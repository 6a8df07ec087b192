import { fixedLimits } from './limits.ts'
import { escapeText } from './log.ts'

/** Names that a plugin chose, for a message: the first ones, each with a bounded length, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const first = names.slice(0, fixedLimits.namesListed).map(shortened).join(', ')
  const more = names.length - fixedLimits.namesListed
  return more > 0 ? `${first} and ${more} more` : first
}

/** What a plugin wrote on one line of its reader's: what is escaped is longer. */
export function boundedLine(text: string): string {
  return escapeText(text).slice(0, fixedLimits.reasonCharacters)
}

function shortened(name: string): string {
  const limit = fixedLimits.nameCharacters
  return name.length > limit ? `${name.slice(0, limit)}…` : name
}
