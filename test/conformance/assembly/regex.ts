// Routes with regular expressions that not every engine knows; the same as those of regex-plugin.c.
import { CString, ErrorCode, Output, plugin, Request, routeNoLock } from 'orthanc-wasm/assembly'
import { OrthancPluginHttpRequest } from 'orthanc-wasm/assembly/abi'
import { quote } from './byte-text'

plugin('regex', '1.0')

routeNoLock('/ci/(?i:hello)/(x)', (o, u, q) => answer('ci', o, u, q))
routeNoLock('(?i)/ciall/([a-c]+)', (o, u, q) => answer('ciall', o, u, q))
routeNoLock('/posix/([[:alpha:]]+)([[:digit:]_]*)', (o, u, q) => answer('posix', o, u, q))
routeNoLock('/posixneg/([^[:space:]]+)', (o, u, q) => answer('posixneg', o, u, q))
routeNoLock('/poss/(a++)(b*+)c', (o, u, q) => answer('poss', o, u, q))
routeNoLock('/atomic/(?>a+)(a?)b', (o, u, q) => answer('atomic', o, u, q))
routeNoLock('/quoted/\\Qa.b\\E(c{2,3})', (o, u, q) => answer('quoted', o, u, q))
routeNoLock('\\A/anchors/(x)\\z', (o, u, q) => answer('anchors', o, u, q))
routeNoLock('/comment/(?#nothing)(a)', (o, u, q) => answer('comment', o, u, q))
routeNoLock('/behind/a(?<=a)(b)(?<!a)', (o, u, q) => answer('behind', o, u, q))
routeNoLock('/cond/(a)?(?(1)b|c)', (o, u, q) => answer('cond', o, u, q))
routeNoLock('/branch/(?|(a)x|(b)y)', (o, u, q) => answer('branch', o, u, q))
routeNoLock('/horiz/(\\h+)', (o, u, q) => answer('horiz', o, u, q))
routeNoLock('/xdigit/([[:xdigit:]]{2,4})', (o, u, q) => answer('xdigit', o, u, q))
routeNoLock('/named/(?<id>[a-f0-9-]+)/\\k<id>', (o, u, q) => answer('named', o, u, q))
routeNoLock('/brace/(a{2})(b{1,})(c{0,1}?)(.*)', (o, u, q) => answer('brace', o, u, q))

function answer(label: string, output: Output, url: CString, request: Request): ErrorCode {
  const given = changetype<OrthancPluginHttpRequest>(changetype<usize>(request))
  let text = `route=${label}\nurl=${quote(changetype<usize>(url))}\n`
  for (let i: usize = 0; i < <usize>given.groupsCount; i++) {
    text += ` g ${quote(load<usize>(given.groups + i * sizeof<usize>()))}\n`
  }
  output.answer(text, 'text/plain')
  return ErrorCode.Success
}
