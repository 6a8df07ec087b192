import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ConfigSection, ConfigString } from './file/config-section.ts'
import { escapeText } from '../exchange/log.ts'
import { usedOptions, type OptionRow } from './orthanc-options.ts'
import { describeSystemError } from './plugin-files.ts'
import type { ClosedOption } from './settings.ts'

/** The options that close a part of Orthanc's REST API. Options that this host cannot obey are refused. */
export function readRestrictions(root: ConfigSection, folder: string): readonly ClosedOption[] {
  for (const script of root.strings('LuaScripts') ?? []) refuseFilter(script, folder)
  return Object.entries<OptionRow>(usedOptions).flatMap(([option, row]) => {
    if (row.use === 'obeyed') return []
    const value = root.boolean(option)
    if (row.use === 'refused' && value === row.value)
      root.refuse(option, `${value} is refused: ${row.why}`)
    return row.use === 'closed' && value === false ? [{ option, requests: row.requests }] : []
  })
}

/** Orthanc asks such a script whether it may answer a request. */
const requestFilter = 'IncomingHttpRequestFilter'

function refuseFilter(script: ConfigString, folder: string): void {
  const path = resolve(folder, script.value)
  try {
    if (readFileSync(path, 'latin1').includes(requestFilter))
      script.refuse(
        `${escapeText(path)}: it filters HTTP requests (${requestFilter}), and this host runs no scripts: requests would not be filtered`,
      )
  } catch (error) {
    script.refuse(`${escapeText(path)}: ${describeSystemError(error)}`)
  }
}
