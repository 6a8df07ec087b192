import { ConfigError } from '../../exchange/errors.ts'

/** The variables of an environment, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** One `${NAME}` or `${NAME:-default}` that has been replaced. */
interface Replacement {
  readonly name: string
  /** False if the variable is not set and has no default: then it is replaced by nothing. */
  readonly isSet: boolean
  /** Offset and length in the text with replacements, and in the original text. */
  readonly at: number
  readonly length: number
  readonly originalAt: number
  readonly originalLength: number
}

/** A text whose variables have been replaced. */
export interface ReplacedText {
  readonly text: string
  readonly replacements: readonly Replacement[]
}

/** As Orthanc parses it: a name has no colon, a default no quotation mark, neither has a closing brace. */
const variable = /\$\{([^:}]*)(?::-([^"}]*))?\}/g

/**
 * Replaces variables as Orthanc does: everywhere in the text before it is parsed, also in comments, without escaping the values. A
 * variable that is set wins over its default, also if it is empty. Values are not searched for further variables.
 * Throws `ConfigError` for a variable without a name.
 */
export function replaceVariables(
  original: string,
  environment: Environment,
  locate: (offset: number) => string,
): ReplacedText {
  const replacements: Replacement[] = []
  let text = ''
  let end = 0
  for (const found of original.matchAll(variable)) {
    const [whole, name = '', fallback] = found
    if (name === '')
      throw new ConfigError(
        `${locate(found.index)}${whole} has no name: expected \${NAME} or \${NAME:-default}`,
      )
    const value = environment[name] ?? fallback
    text += original.slice(end, found.index)
    end = found.index + whole.length
    replacements.push({
      name,
      isSet: value !== undefined,
      at: text.length,
      length: value?.length ?? 0,
      originalAt: found.index,
      originalLength: whole.length,
    })
    text += value ?? ''
  }
  return { text: text + original.slice(end), replacements }
}

/** The offset in the original text of an offset in the text with replacements; within a value that of its variable. */
export function originalOffset(replacements: readonly Replacement[], offset: number): number {
  const last = replacements.findLast(({ at }) => at <= offset)
  if (last === undefined) return offset
  const after = offset - last.at - last.length
  return after < 0 ? last.originalAt : last.originalAt + last.originalLength + after
}
