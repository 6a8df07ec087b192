import {
  componentFunctions,
  faults,
  kebabCase,
  witPackage,
  type ComponentFunction,
} from '../component.ts'
import { insideFunctions } from '../component-inside.ts'
import {
  insideExports,
  insideSignatureOf,
  runtimeFunctions,
  signatureOf,
  witAliases,
  witMethods,
  witRecords,
  worldExports,
  type WitAlias,
  type WitFunction,
  type WitRecord,
  type WitSignature,
} from '../component-types.ts'
import { enums } from '../enums.ts'
import { functions } from '../functions.ts'
import type { FunctionRow } from '../rows.ts'

const keywords = new Set(
  'as bool borrow char constructor enum export f32 f64 flags from func import include interface list option own package record resource result s16 s32 s64 s8 static string tuple type u16 u32 u64 u8 use variant with world'.split(
    ' ',
  ),
)

/** The text of `guest/wit/orthanc.wit` below its first line. */
export function emitWit(): string {
  const all = componentFunctions()
  const methods = all.filter(({ isMethod }) => isMethod)
  const others = all.filter(({ isMethod }) => !isMethod)
  return `
package ${witPackage.name}@${witPackage.version};

/// Types of both sides' functions.
interface types {
${Object.entries(witAliases).map(aliasText).join('')}  enum http-method {
${witMethods.map((name) => `    ${escape(name)},\n`).join('')}  }

${Object.entries(witRecords).map(recordText).join('')}  /// The answer to the request that is being handled. Each function fails with code 6 once there is an answer.
  resource rest-output {
${methods.map((f) => serviceText(f, signatureOf(f), '    ')).join('')}  }
}

/// The functions of Orthanc's SDK.
interface host {
  use types.{text, error-code, property, pixel-format, image-format, metrics-type, http-answer};

${others.map((f) => serviceText(f, signatureOf(f), '  ')).join('')}}

/// Functions for the run-time library of a language, and for the adapter of a plugin that was built for the core ABI.
interface runtime {
  use types.{error-code};

  /// Faults of the arguments that such a plugin passes.
  enum fault {
${faults.map((name) => `    ${name},\n`).join('')}  }

${functionTexts(runtimeFunctions)}}

/// What Orthanc does for a plugin that runs inside of it. Elsewhere each function fails with code 2.
interface inside {
  ${useText(insideFunctions.map(insideSignatureOf))}

${insideFunctions.map((f) => serviceText(f, insideSignatureOf(f), '  ')).join('')}}

/// A plugin of Orthanc.
world plugin {
  import types;
  import host;
  import runtime;
  use types.{text, error-code, http-request, rest-output};

${functionTexts(worldExports, 'export ')}}

/// A plugin that also has callbacks inside Orthanc. A component may export some of them and lack the others. They are registered in
/// \`initialize\`, each with a number of the plugin's own.
world inside-plugin {
  import types;
  import host;
  import runtime;
  import inside;
  ${useText(Object.values({ ...worldExports, ...insideExports }))}

${functionTexts({ ...worldExports, ...insideExports }, 'export ')}}

/// What the run-time library of a language needs: a part of a plugin, not a whole one.
world library {
  import runtime;
}
`
}

/** The values of an enumeration of C: a plugin may pass others, so that it is a number in WIT. */
function valueList(name: keyof typeof enums): string {
  const values = Object.entries(enums[name]).map(([member, value]) => `${value} ${member}`)
  const lines: string[] = []
  let line = ''
  for (const value of values) {
    if (line.length + value.length > 100) {
      lines.push(`${line},`)
      line = value
    } else line = line === '' ? value : `${line}, ${value}`
  }
  return [...lines, `${line}.`].map((text) => `  /// ${text}`).join('\n')
}

function aliasText([name, { type, doc, values }]: [string, WitAlias]): string {
  const list = values === undefined ? '' : `  ///\n${valueList(values)}\n`
  return `  /// ${doc}\n${list}  type ${name} = ${type};\n\n`
}

function recordText([name, { doc, fields }]: [string, WitRecord]): string {
  const lines = fields.map(
    ([field, type, text]) =>
      `${text === undefined ? '' : `    /// ${text}\n`}    ${escape(field)}: ${type},\n`,
  )
  return `  /// ${doc}\n  record ${name} {\n${lines.join('')}  }\n\n`
}

function functionTexts(rows: Readonly<Record<string, WitFunction>>, keyword = ''): string {
  return Object.entries(rows)
    .map(([name, row]) => `  /// ${row.doc}\n  ${keyword}${name}: ${signatureText(row)};\n`)
    .join('\n')
}

function serviceText(
  f: Pick<ComponentFunction, 'name' | 'service'>,
  signature: WitSignature,
  indent: string,
): string {
  const docs = docsOf(f).map((line) => `${indent}/// ${line}\n`)
  return `${docs.join('')}${indent}${escape(f.name)}: ${signatureText(signature)};\n\n`
}

/** The statement that names the types of the signatures. */
function useText(signatures: readonly WitSignature[]): string {
  const texts = signatures.flatMap(({ parameters, result = '' }) => [
    ...parameters.map(([, type]) => type),
    result,
  ])
  const used = new Set(texts.join(' ').match(/[\w-]+/g))
  const names = [...Object.keys(witAliases), ...Object.keys(witRecords), 'rest-output']
  return `use types.{${names.filter((name) => used.has(name)).join(', ')}};`
}

function signatureText({ parameters, result }: WitSignature): string {
  const list = parameters.map(([name, type]) => `${escape(name)}: ${type}`).join(', ')
  return `func(${list})${result === undefined ? '' : ` -> ${result}`}`
}

/** The functions of the SDK that it stands for. */
function docsOf({ service }: Pick<ComponentFunction, 'service'>): readonly string[] {
  return Object.entries<FunctionRow>(functions)
    .filter(([, row]) => row.service === service)
    .map(([name, { doc, literals = {} }]) => {
      const set = Object.entries(literals).map(
        ([field, value]) => `${escape(kebabCase(field))} ${value}`,
      )
      return `\`${name}\`${set.length === 0 ? '' : ` (${set.join(', ')})`}: ${doc}`
    })
}

/** A name as WIT writes it where it is also a keyword. */
function escape(name: string): string {
  return keywords.has(name) ? `%${name}` : name
}
