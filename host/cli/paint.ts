/** Whether lines for standard error have colours: FORCE_COLOR and NO_COLOR decide, else whether it is a terminal. */
export function wantsColor(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (none !== undefined && none !== '') return false
  return isTerminal && term !== 'dumb'
}

const codes = { bold: 1, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const

function color(name: keyof typeof codes, text: string): string {
  return `\u001b[${codes[name]}m${text}\u001b[0m`
}

const kinds: Readonly<Record<string, keyof typeof codes>> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
  help: 'cyan',
}

/** Adds colours to a line of a compiler: to the place and the kind of a message, and to the lines that show the source. */
export function paintMessage(line: string): string {
  const message = /^(.*?: )?((?:fatal )?(error|warning|note|help)\b[^:]*:)(.*)$/.exec(line)
  if (message !== null) {
    const [, place = '', what = '', kind = '', text = ''] = message
    return `${color('bold', place)}${color(kinds[kind] ?? 'bold', what)}${text}`
  }
  const source = /^( *\d* \|)(.*)$/.exec(line)
  if (source === null) return line
  const [, gutter = '', text = ''] = source
  const isMark = gutter.trim() === '|'
  return `${color('blue', gutter)}${isMark && text !== '' ? color('green', text) : text}`
}
