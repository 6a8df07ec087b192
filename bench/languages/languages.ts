// Measures what plugins cost in each language, and writes docs/languages.md: npm run languages [-- PART…]
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import type { Findings } from '../findings.ts'
import { formatFile } from '../format-file.ts'
import { LoadGenerator } from '../load/load-generator.ts'
import { findingsLines } from '../markdown.ts'
import { describeMachine } from '../report.ts'
import { loopsPart } from './loops-part.ts'
import type { PagePart } from './page-part.ts'
import { samplesPart } from './samples-part.ts'

const parts = [samplesPart, loopsPart]
const file = join(findPackageRoot(), 'docs/languages.md')

const intro = `# Languages

What plugins cost in each language. \`npm run languages\` wrote this page; figures of one table compare with each other. A figure with
a range is the median of repeated measurements, and half of them lie within the range. How to write a plugin in each language:
[AssemblyScript](tutorial.md), [C](c-plugins.md), [C++](cpp.md), [Rust](rust.md), [JavaScript](javascript.md), [Python](python.md).
`

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => parts.every((part) => part.name !== name))
if (unknown === undefined) {
  await run(parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
} else {
  console.error(`${unknown}: not a part; the parts are ${parts.map(({ name }) => name).join(', ')}`)
  process.exitCode = 2
}

async function run(chosen: readonly PagePart[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'languages-'))
  const load = new LoadGenerator(folder)
  try {
    for (const part of chosen) writeSection(part, await part.run({ folder, load }))
  } finally {
    await load.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes the section of a part. The others stay as they are in the page. */
function writeSection(part: PagePart, findings: Findings): void {
  const old = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=## )/m) : []
  const sections = parts.map((each) =>
    each === part
      ? [
          `## ${part.title}\n`,
          part.about,
          `\nOn ${describeMachine()}.\n`,
          ...findingsLines(findings),
        ].join('\n')
      : (old.find((section) => section.startsWith(`## ${each.title}\n`)) ?? ''),
  )
  writeFileSync(file, [intro, ...sections].join('\n'))
  formatFile(file)
}
