/**
 * Decides what may enter: instances of the modalities in Orthanc's configuration, and requests that delete from listed addresses only.
 * Runs inside Orthanc:
 *
 *   { "Guard": { "Modalities": ["CT", "MR"], "DeleteFrom": ["127.0.0.1"] },
 *     "WebAssembly": { "Modules": ["guard.wasm"], "Plugins": { "guard": { "Allow": { "Services": [
 *       "OrthancPluginRegisterIncomingDicomInstanceFilter", "OrthancPluginRegisterIncomingHttpRequestFilter2"] } } } } }
 *
 * A list that is absent allows all.
 */
import {
  CString,
  DicomInstance,
  ErrorCode,
  filterHttp,
  filterInstance,
  getConfiguration,
  HttpMethod,
  logInfo,
  onInitialize,
  plugin,
  Request,
} from 'orthanc-wasm/assembly'

plugin('guard', '1.0')

let modalities: string[] | null = null
let deleters: string[] | null = null

onInitialize(() => {
  const section = textAfter(getConfiguration(), '"Guard":')
  modalities = listIn(section, 'Modalities')
  deleters = listIn(section, 'DeleteFrom')
  return ErrorCode.Success
})

filterInstance((instance: DicomInstance) => {
  const allowed = modalities
  if (allowed === null) return true
  const modality = quotedIn(textAfter(instance.json(), '"Modality"'))
  if (allowed.includes(modality)) return true
  logInfo(`refused an instance of modality '${modality}'`)
  return false
})

filterHttp((request: Request, uri: CString, ip: CString) => {
  const allowed = deleters
  if (allowed === null || request.method != HttpMethod.Delete) return true
  return allowed.includes(ip.toString())
})

/** The texts of `"key":["…","…"]` in the configuration, which has no spaces; `null` if the key is absent. */
function listIn(section: string, key: string): string[] | null {
  const start = textAfter(section, `"${key}":[`)
  if (start == '') return null
  const texts = new Array<string>()
  const pieces = start.substring(0, start.indexOf(']')).split('"')
  for (let i = 1; i < pieces.length; i += 2) texts.push(pieces[i])
  return texts
}

/** The first text in quotes. */
function quotedIn(text: string): string {
  const pieces = text.split('"', 2)
  return pieces.length < 2 ? '' : pieces[1]
}

/** What follows the first `marker`; `""` without one. */
function textAfter(text: string, marker: string): string {
  const at = text.indexOf(marker)
  return at < 0 ? '' : text.substring(at + marker.length)
}
