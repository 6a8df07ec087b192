// AssemblyScript: TypeScript's syntax, compiled to WebAssembly.
import { ErrorCode, HttpMethod, orthanc, plugin, route } from 'orthanc-wasm/assembly'

plugin('{{name}}', '0.1.0')

// GET /{{name}}/hello/NAME
route('/{{name}}/hello/(.*)', (output, url, request) => {
  if (request.method != HttpMethod.Get) {
    output.sendMethodNotAllowed('GET')
    return ErrorCode.Success
  }
  output.answer(`Hello ${request.groups[0]}!\n`, 'text/plain')
  return ErrorCode.Success
})

// GET /{{name}}/system: what Orthanc says of itself. config.json allows the call.
// To read and write JSON: npm install assemblyscript-json, import { JSON } from 'assemblyscript-json/assembly'
route('/{{name}}/system', (output) => {
  const reply = orthanc.get('/system')
  if (!reply.isSuccess) return reply.code
  output.answer(reply.body, 'application/json')
  return ErrorCode.Success
})
