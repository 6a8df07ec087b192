import { enums } from '../enums.ts'

/** The enumerations of the SDK that a plugin in JavaScript names. */
const named = [
  'OrthancPluginChangeType',
  'OrthancPluginCreateDicomFlags',
  'OrthancPluginErrorCode',
  'OrthancPluginInstanceOrigin',
  'OrthancPluginJobStepStatus',
  'OrthancPluginJobStopReason',
  'OrthancPluginPixelFormat',
  'OrthancPluginResourceType',
  'OrthancPluginStorageCommitmentFailureReason',
] as const satisfies readonly (keyof typeof enums)[]

/** The text of `guest/javascript/enums.js` below its first line. */
export function emitJavaScriptEnums(): string {
  return named
    .map((name) => `\nexport const ${nameOf(name)} = Object.freeze({\n${members(name, ',')}})\n`)
    .join('')
}

/** The text of `guest/javascript/enums.d.ts` below its first line. */
export function emitJavaScriptTypes(): string {
  return named
    .map((name) => {
      const type = `export type ${nameOf(name)} = number\n`
      return `\n/** \`${name}\`; a newer Orthanc may have other values. */\n${type}export const ${nameOf(name)}: {\n${members(name, '', 'readonly ')}}\n`
    })
    .join('')
}

function nameOf(name: string): string {
  return name.replace('OrthancPlugin', '')
}

function members(name: (typeof named)[number], end: string, prefix = ''): string {
  return Object.entries(enums[name])
    .map(([member, value]) => `  ${prefix}${member}: ${value}${end}\n`)
    .join('')
}
