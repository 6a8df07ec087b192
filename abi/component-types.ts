import {
  componentFunctions,
  faults,
  kebabCase,
  witKinds,
  witPackage,
  type ComponentFunction,
} from './component.ts'
import {
  insideCallbacks,
  insideFunctions,
  type InsideCallback,
  type InsideFunction,
  type WitType,
} from './component-inside.ts'
import { enums } from './enums.ts'
import type { Field } from './kinds.ts'
import type { OutParameterKind } from './rows.ts'

/** The type of a function, by the names of WIT. */
export interface WitSignature {
  readonly parameters: readonly (readonly [name: string, type: string])[]
  readonly result?: string
}

/** A function that is not a service of the SDK. */
export interface WitFunction extends WitSignature {
  readonly doc: string
}

/** A name for another type. `values` is the enumeration of C whose values a plugin passes. */
export interface WitAlias {
  readonly type: string
  readonly doc: string
  readonly values?: keyof typeof enums
}

export interface WitRecord {
  readonly doc: string
  readonly fields: readonly (readonly [name: string, type: string, doc?: string])[]
}

const ownAliases: Readonly<Record<string, WitAlias>> = {
  text: {
    type: 'list<u8>',
    doc: 'A text of the SDK: bytes without a NUL. They are usually UTF-8 and pass unchanged. At most 1 MiB.',
  },
  'error-code': {
    type: 's32',
    doc: "An error code of the SDK; 0 is success, from 1000000 on codes are the plugin's own.",
    values: 'OrthancPluginErrorCode',
  },
  'pixel-format': {
    type: 's32',
    doc: 'The layout of a pixel. Samples are little-endian, rows go from top to bottom.',
    values: 'OrthancPluginPixelFormat',
  },
  'image-format': {
    type: 's32',
    doc: 'How an image is compressed; answers can be PNG and JPEG.',
    values: 'OrthancPluginImageFormat',
  },
  'metrics-type': {
    type: 's32',
    doc: 'How the value of a metric changes.',
    values: 'OrthancPluginMetricsType',
  },
  property: {
    type: 's32',
    doc: 'A property of the plugin.',
    values: '_OrthancPluginProperty',
  },
}

/** Enumerations and objects of Orthanc that only what is inside of it has to do with. */
const insideAliases: Readonly<Record<string, WitAlias>> = Object.fromEntries(
  insideTypes().flatMap(({ text, values, handle }): [string, WitAlias][] => {
    if (values !== undefined) return [[text, { type: 's32', doc: `\`${values}\`.`, values }]]
    if (handle === undefined || handle === 'Image') return []
    const doc = `\`OrthancPlugin${handle}\`: an object of Orthanc, by a number that is not 0.`
    return [[text, { type: 'u32', doc }]]
  }),
)

/** Names for other types, in the interface `types`. */
export const witAliases: Readonly<Record<string, WitAlias>> = {
  ...ownAliases,
  ...insideAliases,
  // Of types that both have.
  ...ownAliases,
}

function insideTypes(): readonly WitType[] {
  const ofCallbacks = insideCallbacks.flatMap(({ parameters, returned, out }) => [
    ...parameters.map(([, type]) => type),
    ...[returned, out].filter((type) => type !== undefined),
  ])
  const ofFunctions = insideFunctions.flatMap(({ parameters, results }) =>
    [...parameters, ...results].map(({ witType }) => witType),
  )
  return [...ofCallbacks, ...ofFunctions]
}

/** The methods of a request, in the order of the SDK. */
export const witMethods: readonly string[] = Object.keys(enums.OrthancPluginHttpMethod).map(
  kebabCase,
)

/** Records of the interface `types`. */
export const witRecords: Readonly<Record<string, WitRecord>> = {
  'http-request': {
    doc: 'A request that matched a route of the plugin.',
    fields: [
      ['method', 'http-method'],
      ['url', 'text', 'The path, decoded, without a final slash.'],
      ['query', 'text', 'What follows the question mark, as it was sent.'],
      ['groups', 'list<text>', "What the groups of the route's expression matched."],
      ['arguments', 'list<tuple<text, text>>', 'The query of a GET in pieces, not decoded.'],
      [
        'headers',
        'list<tuple<text, text>>',
        'Names in lower case, sorted; of several with one name the first.',
      ],
      ['body', 'list<u8>'],
    ],
  },
  'http-answer': {
    doc: 'The answer to a request that the plugin sent.',
    fields: [
      ['status', 'u16'],
      ['headers', 'text', 'A JSON object.'],
      ['body', 'list<u8>'],
    ],
  },
  image: {
    doc: 'An image; `pitch` is the number of bytes from row to row.',
    fields: [
      ['format', 'pixel-format'],
      ['width', 'u32'],
      ['height', 'u32'],
      ['pitch', 'u32'],
      ['pixels', 'list<u8>'],
    ],
  },
}

/** The interface `runtime`. */
export const runtimeFunctions: Readonly<Record<string, WitFunction>> = {
  'bad-argument': {
    parameters: [
      ['entry-point', 'u32'],
      ['field', 'u32'],
      ['fault', 'fault'],
      ['at', 'u32'],
      ['length', 'u32'],
      ['memory-size', 'u64'],
    ],
    result: 'error-code',
    doc: "Reports a bad argument. `entry-point` is the FNV-1a hash of the function's name, `field` the argument's index in the struct.",
  },
  unsupported: {
    parameters: [
      ['entry-point', 'u32'],
      ['service', 'u32'],
    ],
    result: 'error-code',
    doc: "Reports a call that a component cannot make, by its entry point, or by its service's number if the entry point is unknown.",
  },
  abort: {
    parameters: [
      ['message', 'list<u8>'],
      ['file', 'list<u8>'],
      ['line', 'u32'],
      ['column', 'u32'],
    ],
    doc: 'Ends the plugin. Message and file are UTF-16.',
  },
  exit: { parameters: [['code', 's32']], doc: 'Ends the plugin, as `exit` of C does.' },
  print: {
    parameters: [
      ['descriptor', 'u32'],
      ['bytes', 'list<u8>'],
    ],
    doc: 'Logs bytes of the standard output (1) as an information, or of the standard error (2) as a warning.',
  },
  clock: {
    parameters: [['monotonic', 'bool']],
    result: 'u64',
    doc: 'Nanoseconds since 1970, or of a monotonic clock.',
  },
  random: {
    parameters: [['length', 'u32']],
    result: 'list<u8>',
    doc: 'At most 65536 random bytes.',
  },
}

/** The exports of a plugin. */
export const worldExports: Readonly<Record<string, WitFunction>> = {
  name: {
    parameters: [],
    result: 'text',
    doc: "The plugin's name; no two plugins of a server have the same.",
  },
  version: { parameters: [], result: 'text', doc: "The plugin's version." },
  initialize: {
    parameters: [['orthanc-version', 'text']],
    result: 'error-code',
    doc: 'Called once, before any request; here routes are registered. Another code than 0: the plugin is not served.',
  },
  finalize: { parameters: [], doc: 'Called once, after the last request.' },
  handle: {
    parameters: [
      ['callback', 'u32'],
      ['output', 'borrow<rest-output>'],
      ['request', 'http-request'],
    ],
    result: 'error-code',
    doc: 'Answers a request. `callback` is the number that its route was registered with.',
  },
}

/** What a plugin may export besides, for what happens inside Orthanc. */
export const insideExports: Readonly<Record<string, WitFunction>> = Object.fromEntries(
  insideCallbacks.map((callback) => [callback.name, exportOf(callback)]),
)

function exportOf({ parameters, form, returned, out, doc }: InsideCallback): WitFunction {
  const own = parameters.map(([name, { text }]): [string, string] => [name, text])
  const types = {
    value: returned?.text,
    option: `option<${out?.text}>`,
    tuple: `tuple<${returned?.text}, ${out?.text}>`,
  }
  const result = types[form]
  return {
    parameters: [['callback', 'u32'], ...own],
    ...(result === undefined ? {} : { result }),
    doc: form === 'option' ? `${doc} None: the plugin does not, or cannot.` : doc,
  }
}

/** The signature of a function that Orthanc carries out. */
export function insideSignatureOf({ parameters, results }: InsideFunction): WitSignature {
  const types = results.map(({ witType }) => witType.text)
  const value = types.length > 1 ? `tuple<${types.join(', ')}>` : (types[0] ?? '_')
  return {
    parameters: parameters.map(({ name, witType }) => [kebabCase(name), witType.text]),
    result: `result<${value}, error-code>`,
  }
}

const outParameterTypes: Readonly<Record<OutParameterKind, string>> = {
  bytes: 'list<u8>',
  answer: 'http-answer',
}

/** The signature of a service, without the output that a method has. */
export function signatureOf({
  parameters,
  hasText,
  outParameters,
}: ComponentFunction): WitSignature {
  const value = hasText
    ? 'text'
    : outParameters === undefined
      ? '_'
      : outParameterTypes[outParameters]
  return {
    parameters: parameters.map((field) => [kebabCase(field.name), typeOf(field)]),
    result: `result<${value}, error-code>`,
  }
}

function typeOf(field: Field): string {
  const alias = Object.entries(witAliases).find(
    ([, { values }]) => values !== undefined && values === field.type,
  )
  const type = alias?.[0] ?? witKinds[field.kind]
  if (type === undefined) throw new Error(`${field.name} (${field.kind}) has no type in WIT`)
  return type
}

/** The functions of the world with all names of types replaced by the types: `func(list<u8>) -> s32`. */
export interface WorldTypes {
  /** By interface and name, as in `orthanc:plugin/host@1.12.3` and `log-info`. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly exports: ReadonlyMap<string, string>
  /** Exports that a component may lack. */
  readonly optionalExports: ReadonlyMap<string, string>
}

/** The types of the worlds `plugin` and `inside-plugin`. */
export function worldTypes(): WorldTypes {
  const services = componentFunctions()
  const interfaces = {
    types: services
      .filter((f) => f.isMethod)
      .map((f) => functionType(f.name, signatureOf(f), output)),
    host: services.filter((f) => !f.isMethod).map((f) => functionType(f.name, signatureOf(f))),
    runtime: functionTypes(runtimeFunctions),
    inside: insideFunctions.map((f) => functionType(f.name, insideSignatureOf(f))),
  }
  const imports = Object.entries(interfaces).map(
    ([name, functions]): [string, ReadonlyMap<string, string>] => [
      `${witPackage.name}/${name}@${witPackage.version}`,
      new Map(functions),
    ],
  )
  return {
    imports: new Map(imports),
    exports: new Map(functionTypes(worldExports)),
    optionalExports: new Map(functionTypes(insideExports)),
  }
}

const output = 'rest-output'

function functionTypes(functions: Readonly<Record<string, WitFunction>>): [string, string][] {
  return Object.entries(functions).map(([name, signature]) => functionType(name, signature))
}

/** The name and the type of a function, or of a method, whose first parameter is the resource. */
function functionType(
  name: string,
  { parameters, result }: WitSignature,
  resource?: string,
): [string, string] {
  const own = parameters.map(([, type]) => type)
  const all = resource === undefined ? own : [`borrow<${resource}>`, ...own]
  const type = `func(${all.join(', ')})${result === undefined ? '' : ` -> ${result}`}`
  return [resource === undefined ? name : `[method]${resource}.${name}`, expand(type)]
}

/** Every type with a name, without names in it; a record has only names that come before its own. */
const namedTypes = new Map<string, string>([
  ...Object.entries(witAliases).map(([name, { type }]): [string, string] => [name, type]),
  ['http-method', `enum{${witMethods.join(', ')}}`],
  ['fault', `enum{${faults.join(', ')}}`],
])
for (const [name, { fields }] of Object.entries(witRecords))
  namedTypes.set(
    name,
    `record{${fields.map(([field, type]) => `${field}: ${expand(type)}`).join(', ')}}`,
  )

function expand(type: string): string {
  return type.replaceAll(/[\w-]+/g, (name) => namedTypes.get(name) ?? name)
}
