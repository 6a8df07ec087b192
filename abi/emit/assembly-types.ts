import type { ApiEntry, ApiMember, ApiSection, SdkName } from './assembly-api.ts'

/**
 * The text of `guest/assembly/index.d.ts` below its first line: what an editor and `tsc` know of the SDK. The compiler of
 * AssemblyScript reads the sources instead.
 */
export function emitAssemblyTypes(sections: readonly ApiSection[]): string {
  return sections
    .flatMap(({ title, entries }) => [`// ${title}\n`, ...entries.map(emitEntry)])
    .join('\n')
}

function emitEntry({ doc, head, kind, members, sdk }: ApiEntry): string {
  const body = kind === 'class' ? ` {\n${members.map(emitMember).join('\n')}}` : ''
  return `${comment(doc, sdk, '')}export ${kind === 'type' ? '' : 'declare '}${head}${body}\n`
}

function emitMember({ doc, declaration, sdk }: ApiMember): string {
  return `${comment(doc, sdk, '  ')}  ${declaration}\n`
}

function comment(doc: readonly string[], sdk: readonly SdkName[], indent: string): string {
  const lines = [...doc, ...(sdk.length === 0 ? [] : ['', `SDK: ${sdk.map(nameOf).join(', ')}`])]
  if (lines.length === 0) return ''
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`]
    .map((line) => `${line}\n`)
    .join('')
}

function nameOf({ name, field }: SdkName): string {
  return `\`${field === undefined ? name : `${name}.${field}`}\``
}
