import type { ApiEntry, ApiMember, ApiSection, SdkName } from './assembly-api.ts'

/** The text of `docs/assemblyscript.md` below its first line. */
export function emitAssemblyDocs(sections: readonly ApiSection[]): string {
  return [
    introduction,
    ...sections.flatMap(({ title, entries }) => [`## ${title}\n`, ...entries.map(emitEntry)]),
  ].join('\n')
}

const introduction = `
# The SDK for AssemblyScript

All exports of \`orthanc-wasm/assembly\`, each with the function of Orthanc's SDK that it calls. Editors show the same texts.
[tutorial.md](tutorial.md) builds a plugin step by step, and lists what AssemblyScript lacks of TypeScript.

A content (a parameter of type \`T\`) is a \`string\`, a typed array, an \`ArrayBuffer\`, a \`StaticArray\` or \`Bytes\`. The number types \`i32\`, \`u32\`,
\`u8\` … and the functions \`load\` and \`store\` are AssemblyScript's.

Of [AssemblyScript's own library](https://www.assemblyscript.org/stdlib/globals.html) the host implements \`console\` (lines of the log),
\`Date.now\`, \`performance.now\`, \`Math.random\` and \`crypto.getRandomValues\` (at most 65536 bytes at once).
`

function emitEntry(entry: ApiEntry): string {
  const { name, kind, doc, sdk } = entry
  const parts = [`### ${name}`, doc.join('\n'), ...details(entry)]
  if (kind !== 'class' && sdk.length > 0) parts.push(`SDK: ${links(sdk)}`)
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function details({ name, kind, head, members }: ApiEntry): readonly string[] {
  if (name === 'ErrorCode') return ['[Error codes](sdk.md#error-codes) lists all of them.']
  if (kind !== 'class') return [`\`\`\`ts\n${head.trimEnd()}\n\`\`\``]
  const base = / extends (\w+)/.exec(head)?.[1]
  const inherited =
    base === undefined ? [] : [`Has the members of [${base}](#${base.toLowerCase()}), and:`]
  return [...inherited, memberTable(members)]
}

function memberTable(members: readonly ApiMember[]): string {
  const rows = members
    .filter(({ shown }) => shown !== '')
    .map(({ shown, doc, sdk }) => [`\`${shown}\``, doc.join(' '), links(sdk)])
  return [['member', 'meaning', 'SDK'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`)
    .join('\n')
}

function links(names: readonly SdkName[]): string {
  return names
    .map(({ name, field }) => {
      const shown = field === undefined ? name : `${name}.${field}`
      return `[\`${shown}\`](sdk.md#${name.toLowerCase()})`
    })
    .join(', ')
}
