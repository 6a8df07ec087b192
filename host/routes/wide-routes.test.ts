import { expect, it } from 'vitest'
import { compileRoutes } from './compile-routes.ts'
import { findWideRoutes } from './wide-routes.ts'

async function wideRoutes(...patterns: readonly string[]) {
  const { routes } = await compileRoutes(patterns.map((pattern) => ({ pattern, locked: false })))
  return findWideRoutes(routes)
}

it.each(['/(.*)', '.*', '/.+', '(/[^/]+)+'])('%s matches every path', async (pattern) => {
  expect(await wideRoutes('/own', pattern)).toEqual([{ route: 1, paths: undefined }])
})

it.each([
  ['/instances', ['/instances']],
  ['/instances/(.*)', ['/instances/…']],
  ['/(studies|series)(/.*)?', ['/series', '/series/…', '/studies', '/studies/…']],
  ['/app/.*', ['/app/…']],
])('%s matches paths of Orthanc', async (pattern, paths) => {
  expect(await wideRoutes(pattern)).toEqual([{ route: 0, paths }])
})

it('finds nothing for other routes, including ones that extend paths of Orthanc', async () => {
  const own = ['/hello/(.*)', '/dicom-web/studies/([^/]+)', '/app/my-page.html', '/tools/my-tool']
  expect(await wideRoutes(...own, '/instances/([^/]+)/preview-2', '/instances-2/.*')).toEqual([])
})
