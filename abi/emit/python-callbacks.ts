import { callbacks } from '../callbacks.ts'
import { functions } from '../functions.ts'
import type { Field } from '../kinds.ts'
import type { Callback, FunctionRow } from '../rows.ts'
import { cType } from './c-type.ts'
import { handleClassOf } from './python.ts'
import { serviceOf } from './signature.ts'

/*
 * How functions of a script are called: for each registration, the C functions that Orthanc calls, what they pass to Python, and
 * who reads what Python returns. The conventions are those of Orthanc's own plugin for Python.
 */

/** What is passed to Python: an argument of the C function, or what a function of callbacks.c makes of arguments. */
type Value = string | { readonly make: string; readonly of: readonly string[] }

interface PythonCallback {
  readonly type: string
  /** The arguments, in Python's order. */
  readonly pass: readonly Value[]
  /** Arguments that are passed by name. */
  readonly keywords?: Readonly<Record<string, Value>>
  /** A name in `keywords` that is left out while a condition in C holds. */
  readonly without?: readonly [name: string, condition: string]
  /** The function of callbacks.c that makes the C function's result of Python's; it also receives the out-parameters. */
  readonly read: string
  /** Arguments of the C function that `read` receives as well. */
  readonly readsArgument?: string
  /** Python is not called: the named arguments are the result. */
  readonly isKept?: boolean
}

interface Registration {
  /** As Python has it. */
  readonly name: string
  /** The SDK's function, where the name is another one. */
  readonly function?: string
  /** Why it fails with another number of functions, and where it is called again. */
  readonly expects: string
  readonly twice: string
  /** Where the host calls it. */
  readonly works?: string
  readonly callbacks: readonly PythonCallback[]
  /** C functions of callbacks.c that Orthanc calls and Python does not see, by their types. */
  readonly own?: Readonly<Record<string, string>>
}

const moveKeywords: Readonly<Record<string, Value>> = {
  Level: { make: 'make_level', of: ['resourceType'] },
  PatientID: 'patientId',
  AccessionNumber: 'accessionNumber',
  StudyInstanceUID: 'studyInstanceUid',
  SeriesInstanceUID: 'seriesInstanceUid',
  SOPInstanceUID: 'sopInstanceUid',
  OriginatorAET: 'originatorAet',
  SourceAET: 'sourceAet',
  TargetAET: 'targetAet',
  OriginatorID: 'originatorId',
}

const one = (subject: string) => ({
  expects: `Expected a callback function to register one ${subject}`,
  twice: `Can only register one ${subject}`,
})

const registrations: readonly Registration[] = [
  {
    name: 'RegisterFindCallback',
    ...one('Python C-FIND SCP callback'),
    callbacks: [
      {
        type: 'FindCallback',
        pass: ['answers', 'query', 'issuerAet', 'calledAet'],
        read: 'read_code',
      },
    ],
  },
  {
    name: 'RegisterIncomingCStoreInstanceFilter',
    ...one('Python incoming CStore instance filter'),
    callbacks: [
      { type: 'IncomingCStoreInstanceFilter', pass: ['instance'], read: 'read_dimse_status' },
    ],
  },
  {
    name: 'RegisterIncomingHttpRequestFilter',
    function: 'RegisterIncomingHttpRequestFilter2',
    ...one('Python incoming-http-request filter'),
    callbacks: [
      {
        type: 'IncomingHttpRequestFilter2',
        pass: ['uri'],
        keywords: {
          method: 'method',
          ip: 'ip',
          headers: { make: 'make_map', of: ['headersCount', 'headersKeys', 'headersValues'] },
          get: {
            make: 'make_map',
            of: ['getArgumentsCount', 'getArgumentsKeys', 'getArgumentsValues'],
          },
        },
        without: ['get', 'method != OrthancPluginHttpMethod_Get'],
        read: 'read_truth',
      },
    ],
  },
  {
    name: 'RegisterMoveCallback',
    ...one('Python C-MOVE SCP callback'),
    callbacks: [
      {
        type: 'MoveCallback',
        pass: [],
        keywords: moveKeywords,
        read: 'hold_object',
        isKept: true,
      },
    ],
    own: { GetMoveSize: 'count_one', ApplyMove: 'apply_kept', FreeMove: 'release_object' },
  },
  {
    name: 'RegisterMoveCallback2',
    function: 'RegisterMoveCallback',
    expects: 'Expected 4 callback functions to register Python C-MOVE SCP callback (2)',
    twice: 'Can only register once for Python C-MOVE SCP callback (2)',
    callbacks: [
      { type: 'MoveCallback', pass: [], keywords: moveKeywords, read: 'hold_object' },
      {
        type: 'GetMoveSize',
        pass: ['moveDriver'],
        read: 'read_size',
        readsArgument: 'moveDriver',
      },
      {
        type: 'ApplyMove',
        pass: ['moveDriver'],
        read: 'read_step',
        readsArgument: 'moveDriver',
      },
      { type: 'FreeMove', pass: ['moveDriver'], read: 'read_end', readsArgument: 'moveDriver' },
    ],
  },
  {
    name: 'RegisterOnChangeCallback',
    ...one('Python on-changes callback'),
    works: 'inside Orthanc, or with WebAssembly.Changes.State',
    callbacks: [
      {
        type: 'OnChangeCallback',
        pass: ['changeType', 'resourceType', 'resourceId'],
        read: 'read_code',
      },
    ],
  },
  {
    name: 'RegisterOnStoredInstanceCallback',
    ...one('Python on-stored-instance callback'),
    callbacks: [
      { type: 'OnStoredInstanceCallback', pass: ['instance', 'instanceId'], read: 'read_code' },
    ],
  },
  {
    name: 'RegisterReceivedInstanceCallback',
    ...one('Python received instance callback'),
    callbacks: [
      {
        type: 'ReceivedInstanceCallback',
        pass: ['receivedDicomBuffer', 'origin'],
        read: 'read_action',
      },
    ],
  },
  {
    name: 'RegisterStorageArea',
    // Without a function that reads ranges, which scripts do not have.
    function: 'RegisterStorageArea2',
    expects: 'Expected three callback functions to register a custom storage area',
    twice: 'Cannot register twice a custom storage area',
    callbacks: [
      { type: 'StorageCreate', pass: ['uuid', 'type', 'content'], read: 'read_code' },
      { type: 'StorageReadWhole', pass: ['uuid', 'type'], read: 'read_file' },
      { type: 'StorageRemove', pass: ['uuid', 'type'], read: 'read_code' },
    ],
  },
  {
    name: 'RegisterStorageCommitmentScpCallback',
    expects:
      'Expected two callback functions to register Python storage commitment SCP & Lookup callback',
    twice: 'Can only register once for Python storage commitment SCP & Lookup callback',
    callbacks: [
      {
        type: 'StorageCommitmentFactory',
        pass: [
          'jobId',
          'transactionUid',
          'sopClassUids',
          'sopInstanceUids',
          'remoteAet',
          'calledAet',
        ],
        read: 'read_handler',
      },
      {
        type: 'StorageCommitmentLookup',
        pass: ['sopClassUid', 'sopInstanceUid', 'handler'],
        read: 'read_reason',
      },
    ],
    own: { StorageCommitmentDestructor: 'release_object' },
  },
  {
    name: 'RegisterWorklistCallback',
    ...one('Python C-FIND SCP for worklist callback'),
    callbacks: [
      {
        type: 'WorklistCallback',
        pass: ['answers', 'query', 'issuerAet', 'calledAet'],
        read: 'read_code',
      },
    ],
  },
]

/** The text of `guest/python/callback-table.h` below its first line. */
export function emitPythonCallbacks(): string {
  return `#pragma once

enum {\n${eachCallback((row, each) => `  ${slotOf(row, each)},\n`)}  SLOT_COUNT\n};

${eachCallback(emitFunction)}
static const Registration registrations[] = {
${registrations.map(emitRegistration).join('')}};

${registrations.map((_, index) => `REGISTER(${index})\n`).join('')}
static PyMethodDef registration_functions[] = {
${registrations.map(emitMethod).join('')}  { NULL, NULL, 0, NULL },
};
`
}

function eachCallback(emit: (row: Registration, each: PythonCallback) => string): string {
  return registrations
    .flatMap((row) => row.callbacks.map((callback) => emit(row, callback)))
    .join('')
}

function slotOf({ name }: Registration, { type }: PythonCallback): string {
  return `${name}_${type}`
}

function callbackOf({ type }: PythonCallback): Callback {
  const rows: Readonly<Record<string, Callback>> = callbacks
  const row = rows[`OrthancPlugin${type}`]
  if (row === undefined) throw new Error(`there is no callback ${type}`)
  return row
}

/** The C function that Orthanc calls. */
function emitFunction(row: Registration, each: PythonCallback): string {
  const { arguments: fields, returns } = callbackOf(each)
  const { keywords, without, isKept = false } = each
  const outs = fields.filter(({ kind }) => kind === 'result').map(({ name }) => name)
  const read = [...outs, ...(each.readsArgument === undefined ? [] : [each.readsArgument])]
  const slot = slotOf(row, each)
  const result = isKept
    ? 'keywords'
    : `run(${slot}, ${build('()', each.pass, fields)}, ${keywords === undefined ? 'NULL' : 'keywords'})`
  const lines = [
    ...(keywords === undefined
      ? []
      : [
          `PyObject* keywords = ${build('{}', Object.values(keywords), fields, Object.keys(keywords))};`,
        ]),
    ...(without === undefined ? [] : [`if (${without[1]}) drop(keywords, "${without[0]}");`]),
    `${returns === 'void' ? '' : 'return '}${each.read}(${[slot, result, ...read].join(', ')});`,
  ]
  const parameters = fields.map((field) => `${cType(field)} ${field.name}`).join(', ')
  return `static ${returns === 'error' ? 'OrthancPluginErrorCode' : returns} on_${slot}(${parameters})\n{\n${lines
    .map((line) => `  ${line}\n`)
    .join('')}}\n\n`
}

/** A call of Py_BuildValue: a tuple, or a dictionary where there are `names`. */
function build(
  brackets: string,
  values: readonly Value[],
  fields: readonly Field[],
  names: readonly string[] = [],
): string {
  const parts = values.map((value) => convert(value, fields))
  const format = parts.map(({ code }) => (names.length === 0 ? code : `s${code}`)).join('')
  const given = parts.flatMap(({ value }, i) => {
    const name = names[i]
    return name === undefined ? [value] : [`"${name}"`, value]
  })
  return `Py_BuildValue(${[`"${brackets[0]}${format}${brackets[1]}"`, ...given].join(', ')})`
}

const numberCodes: Readonly<Record<string, string>> = {
  u8: 'B',
  u16: 'H',
  u32: 'I',
  i32: 'i',
  u64: 'K',
  i64: 'L',
}

/** The code of a value for Py_BuildValue, and the value in C. */
function convert(value: Value, fields: readonly Field[]): { code: string; value: string } {
  if (typeof value !== 'string')
    return { code: 'N', value: `${value.make}(${value.of.join(', ')})` }
  const field = fields.find(({ name }) => name === value)
  if (field === undefined) throw new Error(`there is no argument ${value}`)
  const { name, kind, type = '', sizedBy = '' } = field
  const number = numberCodes[kind]
  if (number !== undefined) return { code: number, value: name }
  if (kind === 'string' || kind === 'optionalString') return { code: 'N', value: `decode(${name})` }
  if (kind === 'bytes') return { code: 'y#', value: `${name}, (Py_ssize_t) ${sizedBy}` }
  if (kind === 'strings') return { code: 'N', value: `make_texts(${sizedBy}, ${name})` }
  if (type === 'void*') return { code: 'O', value: `object_of(${name})` }
  return { code: 'N', value: `module_make_borrowed(${handleClassOf(field)}, ${name})` }
}

function functionOf({ name, function: own = name }: Registration): FunctionRow {
  const rows: Readonly<Record<string, FunctionRow>> = functions
  const row = rows[`OrthancPlugin${own}`]
  if (row === undefined) throw new Error(`there is no function ${own}`)
  return row
}

function emitRegistration(row: Registration): string {
  const { number, fields } = serviceOf(functionOf(row))
  const pointers = fields.map(({ type = '' }) => pointerOf(row, type.replace('OrthancPlugin', '')))
  const [first] = row.callbacks
  const { name, expects, twice, works = 'inside Orthanc only' } = row
  const texts = [name, expects, twice, works].map((text) => JSON.stringify(text))
  const slot = first === undefined ? 'SLOT_COUNT' : slotOf(row, first)
  return `  { ${[...texts, number, slot, row.callbacks.length].join(', ')}, { ${pointers.join(', ')} } },\n`
}

function pointerOf(row: Registration, type: string): string {
  const each = row.callbacks.find((callback) => callback.type === type)
  if (each !== undefined) return `(void*) on_${slotOf(row, each)}`
  const own = row.own?.[type]
  return own === undefined ? 'NULL' : `(void*) ${own}`
}

function emitMethod(row: Registration, index: number): string {
  return `  { "${row.name}", register_${index}, METH_VARARGS, ${JSON.stringify(functionOf(row).doc)} },\n`
}
