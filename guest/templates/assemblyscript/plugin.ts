// AssemblyScript: TypeScript's syntax, compiled to WebAssembly.
import { ErrorCode, HttpMethod, plugin, route } from 'orthanc-wasm/assembly'

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
