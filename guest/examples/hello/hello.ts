// A plugin with one route: `GET /hello/world` answers "Hello world!".
import { ErrorCode, plugin, route } from 'orthanc-wasm/assembly'

plugin('hello', '1.0')

route('/hello/(.*)', (output, url, request) => {
  output.answer(`Hello ${request.groups[0]}!\n`, 'text/plain')
  return ErrorCode.Success
})
