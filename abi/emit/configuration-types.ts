import { describeConfiguration, type Schema } from './configuration-schema.ts'

/** The text of `host/config/configuration.ts` below its first line. */
export function emitConfigurationTypes(page: string): string {
  return `/** A configuration as \`serve --config\` reads it. Other keys of Orthanc may be there. */
export interface Configuration ${typeOf(describeConfiguration(page), '')}
`
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.enum !== undefined) return schema.enum.map((choice) => `'${choice}'`).join(' | ')
  if (schema.type === 'array') return `readonly ${typeOf(schema.items ?? {}, indent)}[]`
  if (schema.type === 'object') return objectType(schema, indent)
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  return schema.type ?? 'unknown'
}

function objectType({ properties = {}, additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `
  const members = Object.entries(properties).map(
    ([key, schema]) =>
      `${comment(schema, inner)}${inner}readonly ${key}?: ${typeOf(schema, inner)}\n`,
  )
  const others =
    additionalProperties === false ? undefined : typeOf(additionalProperties ?? {}, inner)
  const index = others === undefined ? '' : `${inner}readonly [name: string]: ${others}\n`
  return `{\n${members.join('')}${index}${indent}}`
}

function comment({ description, default: value }: Schema, indent: string): string {
  const parts = [description, value === undefined ? undefined : `Default: ${JSON.stringify(value)}`]
  const text = parts.filter((part) => part !== undefined).join('. ')
  return text === '' ? '' : `${indent}/** ${text.replaceAll('*/', String.raw`*\/`)} */\n`
}
