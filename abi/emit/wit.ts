import {
  componentFunctions,
  faults,
  kebabCase,
  witPackage,
  type ComponentFunction,
} from '../component.ts'
import {
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
${methods.map((f) => serviceText(f, '    ')).join('')}  }
}

/// The functions of Orthanc's SDK.
interface host {
  use types.{text, error-code, property, pixel-format, image-format, metrics-type, http-answer};

${others.map((f) => serviceText(f, '  ')).join('')}}

/// Functions for the run-time library of a language, and for the adapter of a plugin that was built for the core ABI.
interface runtime {
  use types.{error-code};

  /// Faults of the arguments that such a plugin passes.
  enum fault {
${faults.map((name) => `    ${name},\n`).join('')}  }

${functionTexts(runtimeFunctions)}}

/// A plugin of Orthanc.
world plugin {
  import types;
  import host;
  import runtime;
  use types.{text, error-code, http-request, rest-output};

${functionTexts(worldExports, 'export ')}}

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

function serviceText(f: ComponentFunction, indent: string): string {
  const docs = docsOf(f).map((line) => `${indent}/// ${line}\n`)
  return `${docs.join('')}${indent}${escape(f.name)}: ${signatureText(signatureOf(f))};\n\n`
}

function signatureText({ parameters, result }: WitSignature): string {
  const list = parameters.map(([name, type]) => `${escape(name)}: ${type}`).join(', ')
  return `func(${list})${result === undefined ? '' : ` -> ${result}`}`
}

/** The functions of the SDK that it stands for. */
function docsOf({ service }: ComponentFunction): readonly string[] {
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
