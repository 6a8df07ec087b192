import type { BuildResult } from '../../guest/build/toolchain.ts'

/** What a compiler said, without the lines of source that it shows. */
export function messagesOf(result: BuildResult): readonly string[] {
  const lines = result.kind === 'failed' ? result.messages : result.warnings
  return lines.filter((line) => !/^\s|^\d+ \|/.test(line))
}
