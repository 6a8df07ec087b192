import { expect, it } from 'vitest'
import { httpMethods } from '../../abi/enums.ts'
import { withoutCredentials, type Request } from './request.ts'

const request: Request = {
  id: 'r-1',
  method: httpMethods.Get,
  path: '/',
  uri: '/',
  query: '',
  hasArguments: false,
  headerLines: [
    'Host',
    'authorization',
    'AUTHORIZATION',
    'Basic a',
    'X-A',
    '1',
    'authorization',
    'b',
  ],
  body: new Uint8Array(0),
}

it('leaves out each line of the fields, in any case, and nothing else', () => {
  const shown = withoutCredentials({
    ...request,
    headerLines: [...request.headerLines, 'Proxy-Authorization', 'c', 'Authorization-Of', 'd'],
  })
  expect(shown).toEqual({
    ...request,
    headerLines: ['Host', 'authorization', 'X-A', '1', 'Authorization-Of', 'd'],
  })
})
