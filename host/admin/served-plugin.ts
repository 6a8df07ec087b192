import { textOf, type ByteString } from '../exchange/byte-string.ts'
import type { ServedPlugin } from '../exchange/instance.ts'
import { fixedLimits } from '../exchange/limits.ts'
import type { LogEvent } from '../exchange/log.ts'

/** The log line of a plugin that is served at that URL: version, file, and the URLs of its routes that have no groups. */
export function describeServed(plugin: ServedPlugin, url: string): LogEvent {
  const { file, paths, description } = plugin
  const urls = paths.slice(0, fixedLimits.namesListed).map((path) => url + encodePath(path))
  const others = description.routes.length - urls.length
  const patterns = `${others} ${others === 1 ? 'pattern' : 'patterns'}`
  const served = others > 0 ? [...urls, patterns] : urls
  const name = textOf(description.name)
  return {
    level: 'info',
    message: `version ${textOf(description.version)} (${file}) serves ${served.join(', ') || 'no route'}`,
    plugin: name,
  }
}

/** The path as a URL has it. */
export function encodePath(path: ByteString): string {
  return encodeURI(textOf(path)).replace(/[?#]/g, encodeURIComponent)
}
