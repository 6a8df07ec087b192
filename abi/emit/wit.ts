import {
  componentFunctions,
  faults,
  kebabCase,
  witPackage,
  type ComponentFunction,
} from '../component.ts'
import { enums } from '../enums.ts'
import { functions } from '../functions.ts'
import type { Field, Kind } from '../kinds.ts'
import type { FunctionRow, Given } from '../rows.ts'

/** The type of a parameter; the kinds that are none never come here. */
const types: Readonly<Partial<Record<Kind, string>>> = {
  u8: 'u8',
  u16: 'u16',
  u32: 'u32',
  i32: 's32',
  u64: 'u64',
  i64: 's64',
  f64: 'f64',
  string: 'text',
  optionalString: 'option<text>',
  bytes: 'list<u8>',
  optionalBytes: 'list<u8>',
  extent: 'list<u8>',
  strings: 'list<text>',
  callback: 'u32',
}

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

/// What the functions of both sides speak of.
interface types {
  /// A text of the SDK: bytes without a NUL. They are UTF-8 by habit, not by rule, and pass unchanged. At most 1 MiB.
  type text = list<u8>;

  /// An error code of the SDK; 0 is success, from 1000000 on codes are the plugin's own.
  ///
${valueList('OrthancPluginErrorCode')}
  type error-code = s32;

  /// The layout of a pixel. Samples are little-endian, rows go from top to bottom.
  ///
${valueList('OrthancPluginPixelFormat')}
  type pixel-format = s32;

  /// How an image is compressed; answers can be PNG and JPEG.
  ///
${valueList('OrthancPluginImageFormat')}
  type image-format = s32;

  /// What a plugin says about itself.
  ///
${valueList('_OrthancPluginProperty')}
  type property = s32;

  enum http-method {
${Object.keys(enums.OrthancPluginHttpMethod)
  .map((name) => `    ${kebabOf(name)},\n`)
  .join('')}  }

  /// A request that matched a route of the plugin.
  record http-request {
    method: http-method,
    /// The path, decoded, without a final slash.
    url: text,
    /// What follows the question mark, as it was sent.
    query: text,
    /// What the groups of the route's expression matched.
    groups: list<text>,
    /// The query of a GET in pieces, not decoded.
    arguments: list<tuple<text, text>>,
    /// Names in lower case, sorted; of several with one name the first.
    headers: list<tuple<text, text>>,
    body: list<u8>,
  }

  /// The answer to a request that the plugin sent.
  record http-answer {
    status: u16,
    /// A JSON object.
    headers: text,
    body: list<u8>,
  }

  /// The answer to the request that is being handled. Each function fails with code 6 once there is an answer.
  resource rest-output {
${methods.map((f) => functionText(f, '    ')).join('')}  }
}

/// The functions of Orthanc's SDK.
interface host {
  use types.{text, error-code, property, pixel-format, image-format, http-answer};

${others.map((f) => functionText(f, '  ')).join('')}}

/// What the run time library of a language asks for, and the adapter of a plugin that was built for the core ABI.
interface runtime {
  use types.{error-code};

  /// What such a plugin handed over and must not.
  enum fault {
${faults.map((name) => `    ${name},\n`).join('')}  }

  /// Tells of a bad argument: the door is a number made of the function's name, the field its place in the struct.
  bad-argument: func(door: u32, field: u32, fault: fault, at: u32, length: u32, memory-size: u64) -> error-code;

  /// Tells of a call that no component can make, by its door; or by its service's number where that is not known.
  unsupported: func(door: u32, service: u32) -> error-code;

  /// Ends the plugin. Message and file are UTF-16.
  abort: func(message: list<u8>, file: list<u8>, line: u32, column: u32);

  /// Ends the plugin, as \`exit\` of C does.
  exit: func(code: s32);

  /// What goes to the standard output (1, an information) or the standard error (2, a warning) is a log line.
  print: func(descriptor: u32, bytes: list<u8>);

  /// Nanoseconds since 1970, or of a clock that never goes back.
  clock: func(monotonic: bool) -> u64;

  /// At most 65536 random bytes.
  random: func(length: u32) -> list<u8>;
}

/// A plugin of Orthanc.
world plugin {
  import types;
  import host;
  import runtime;
  use types.{text, error-code, http-request, rest-output};

  /// The plugin's name; no two plugins of a server have the same.
  export name: func() -> text;

  /// The plugin's version.
  export version: func() -> text;

  /// Called once, before any request; here routes are registered. Another code than 0: the plugin is not served.
  export initialize: func(orthanc-version: text) -> error-code;

  /// Called once, after the last request.
  export finalize: func();

  /// Answers a request. \`callback\` is the number that its route was registered with.
  export handle: func(callback: u32, output: borrow<rest-output>, request: http-request) -> error-code;
}

/// What the run time library of a language needs: part of a plugin, none by itself.
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

function functionText(f: ComponentFunction, indent: string): string {
  const parameters = f.parameters.map((field) => `${kebabOf(field.name)}: ${typeOf(field)}`)
  const result = f.hasText ? 'text' : f.gives === undefined ? '_' : givenTypes[f.gives]
  const docs = docsOf(f).map((line) => `${indent}/// ${line}\n`)
  return `${docs.join('')}${indent}${kebabOf(f.service)}: func(${parameters.join(', ')}) -> result<${result}, error-code>;\n\n`
}

const givenTypes: Readonly<Record<Given, string>> = { bytes: 'list<u8>', answer: 'http-answer' }

function typeOf(field: Field): string {
  if (field.type === 'OrthancPluginErrorCode') return 'error-code'
  if (field.type === 'OrthancPluginPixelFormat') return 'pixel-format'
  if (field.type === 'OrthancPluginImageFormat') return 'image-format'
  if (field.type === '_OrthancPluginProperty') return 'property'
  const type = types[field.kind]
  if (type === undefined) throw new Error(`${field.name} (${field.kind}) has no type in WIT`)
  return type
}

/** The functions of the SDK that it stands for. */
function docsOf({ service }: ComponentFunction): readonly string[] {
  return Object.entries<FunctionRow>(functions)
    .filter(([, row]) => row.service === service)
    .map(([name, { doc, literals = {} }]) => {
      const set = Object.entries(literals).map(([field, value]) => `${kebabOf(field)} ${value}`)
      return `\`${name}\`${set.length === 0 ? '' : ` (${set.join(', ')})`}: ${doc}`
    })
}

function kebabOf(name: string): string {
  const kebab = kebabCase(name)
  return keywords.has(kebab) ? `%${kebab}` : kebab
}
