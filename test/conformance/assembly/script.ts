// The script plugin: every route runs the script in the request's header `x-script`, without one `echo`. It is the same
// language as that of script-plugin.c, which runs in the real server.
import {
  CString,
  ErrorCode,
  onInitialize,
  Output,
  plugin,
  Request,
  route,
  routeNoLock,
} from 'orthanc-wasm/assembly'
import { OrthancPluginHttpRequest } from 'orthanc-wasm/assembly/abi'
import { isEqual } from 'orthanc-wasm/assembly/c-string'
import { writeText } from './byte-text'
import { runScript } from './commands'
import { register, registerLocked } from './registrations'
import { Run } from './run'

plugin('script', '1.0')

const scriptHeader = String.UTF8.encode('x-script', true)

routeNoLock('/script', (o, u, q) => run('script', o, u, q))
routeNoLock('/script/(.*)', (o, u, q) => run('scriptsub', o, u, q))
route('/groups/([a-z]+)/([0-9]+)', (o, u, q) => run('groups', o, u, q))
routeNoLock('/echo(/.*)?', (o, u, q) => run('echo', o, u, q))
route('/locked(/.*)?', (o, u, q) => run('locked', o, u, q))

onInitialize(() => {
  register('/over/(.*)', (o, u, q) => run('overA', o, u, q))
  register('/over/exact', (o, u, q) => run('overB', o, u, q))
  register('/over2/exact', (o, u, q) => run('over2A', o, u, q))
  register('/over2/(.*)', (o, u, q) => run('over2B', o, u, q))
  register('/opt/(a)?(b)?(c)?', (o, u, q) => run('opt', o, u, q))
  register('/alt/(foo|bar)/(?:x|y)/([^/]+)', (o, u, q) => run('alt', o, u, q))
  register('/nested/((a+)(b*))', (o, u, q) => run('nested', o, u, q))
  register('/', (o, u, q) => run('root', o, u, q))
  register('/back/([a-z])\\1', (o, u, q) => run('back', o, u, q))
  register('/look/(?=a)([a-z]+)(?!x)', (o, u, q) => run('look', o, u, q))
  register('/cls/(\\d+)-(\\w+)\\.(\\S*)', (o, u, q) => run('cls', o, u, q))
  register('/named/(?<id>[a-f0-9-]+)', (o, u, q) => run('named', o, u, q))
  register('/lazy/(.*?)/(.*)', (o, u, q) => run('lazy', o, u, q))
  register('^/anchored/(x)$', (o, u, q) => run('anchored', o, u, q))
  register('/utf8/(é+)/(.)', (o, u, q) => run('utf8', o, u, q))
  register('/tools/now', (o, u, q) => run('builtin', o, u, q))
  register('/same', (o, u, q) => run('same1', o, u, q))
  registerLocked('/same', (o, u, q) => run('same2', o, u, q))
  register('/many/(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)', (o, u, q) => run('many', o, u, q))
  register('/partial/[a-z]{3}', (o, u, q) => run('partial', o, u, q))
  register('/trail/', (o, u, q) => run('trail', o, u, q))
  return ErrorCode.Success
})

function run(label: string, output: Output, url: CString, request: Request): ErrorCode {
  const given = changetype<OrthancPluginHttpRequest>(changetype<usize>(request))
  const script = new Run(changetype<usize>(output), changetype<usize>(url), given, label)
  const echo = writeText('echo')
  const found = findScript(given)
  runScript(script, found == 0 ? changetype<usize>(echo) : found)
  return script.result
}

/** Where the script stands in the headers; 0 if the request has none. */
function findScript(request: OrthancPluginHttpRequest): usize {
  for (let i: usize = 0; i < <usize>request.headersCount; i++) {
    const offset = i * sizeof<usize>()
    const key = load<usize>(request.headersKeys + offset)
    if (isEqual(key, scriptHeader)) return load<usize>(request.headersValues + offset)
  }
  return 0
}
