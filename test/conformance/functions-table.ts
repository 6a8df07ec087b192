import { readCases, type RecordedCase } from './case-file.ts'
import type { Outcome } from './run-cases.ts'

/** The functions that answer a request, and the commands of the script language that call them. */
const functions: readonly (readonly [name: string, commands: RegExp])[] = [
  ['OrthancPluginAnswerBuffer', /^(?:answer|echo|echoptr|body|result|inits)$/],
  ['OrthancPluginCompressAndAnswerPngImage', /^(?:png|image)$/],
  ['OrthancPluginCompressAndAnswerJpegImage', /^(?:jpeg|image)$/],
  ['OrthancPluginRedirect', /^redirect$/],
  ['OrthancPluginSendHttpStatusCode', /^statuscode$/],
  ['OrthancPluginSendHttpStatus', /^status$/],
  ['OrthancPluginSendUnauthorized', /^unauthorized$/],
  ['OrthancPluginSendMethodNotAllowed', /^notallowed$/],
  ['OrthancPluginSetCookie', /^cookie$/],
  ['OrthancPluginSetHttpHeader', /^(?:header|resultheader|overwrite)$/],
  ['OrthancPluginSetHttpErrorDetails', /^(?:details|resultdetails|overwrite)$/],
  ['OrthancPluginStartMultipartAnswer', /^multipart$/],
  ['OrthancPluginSendMultipartItem', /^(?:item|resultitem)$/],
  ['OrthancPluginSendMultipartItem2', /^item2$/],
]

/** A row for each function: how many cases call it, and how they went with the plugins of each variant. */
export function countByFunction(
  reports: readonly { readonly recorded: readonly Outcome[] }[],
): readonly string[][] {
  const commandsOf = new Map(readCases().cases.map((one) => [one.id, commandsIn(one)]))
  return functions.map(([name, pattern]) => {
    const calls = (id: string): boolean =>
      commandsOf.get(id)?.some((command) => pattern.test(command)) ?? false
    const count = [...commandsOf.keys()].filter(calls).length
    const results = reports.map(({ recorded }) => {
      const own = recorded.filter(({ id }) => calls(id))
      const of = (wanted: string): number => own.filter(({ kind }) => kind === wanted).length
      return `${of('passed')} / ${of('differs-on-purpose')} / ${of('failed')}`
    })
    return [`\`${name}\``, String(count), ...results]
  })
}

function commandsIn({ steps }: RecordedCase): readonly string[] {
  const sent = JSON.stringify(steps.map(({ send }) => send))
  const scripts = [...sent.matchAll(/x-script: (.*?)\\r/gi)].map(([, script = '']) => script)
  const lines = scripts.flatMap((script) => script.split(';'))
  const commands = lines.map(
    (line) => line.replace(/^ *[!^]?(?:repeat,\d+,)?/, '').split(',')[0] ?? '',
  )
  return sent.includes('x-script') ? commands : [...commands, 'echo']
}
