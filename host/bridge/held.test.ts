import { describe, expect, it } from 'vitest'
import { held, waitOf } from './held.ts'

function reasonFor(bits: number, method: string, path: string, body?: string): string | undefined {
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body)
  return waitOf({ method, path, body: bytes }, bits)
}

describe('waitOf', () => {
  const jobs = [
    ['POST', '/studies/1/modify'],
    ['POST', '/patients/1/anonymize'],
    ['POST', '/studies/1/merge'],
    ['POST', '/tools/bulk-modify'],
    ['POST', '/modalities/PACS/store'],
    ['POST', '/peers/other/store'],
    ['POST', '/queries/1/retrieve'],
    ['POST', '/queries/1/answers/0/retrieve'],
    ['GET', '/series/1/archive'],
    ['GET', '/tools/create-media'],
  ] as const

  it.each(jobs)('%s %s waits for a job', (method, path) => {
    expect(reasonFor(0, method, path, '{}')).toBeUndefined()
    expect(reasonFor(held.metrics, method, path, '{}')).toBeUndefined()
    expect(reasonFor(held.jobs, method, path, '{}')).toMatch('waits for a job')
    expect(reasonFor(held.plugins, method, path, '{}')).toMatch('waits for a job')
  })

  it.each([
    ['{"Asynchronous":true}', false],
    ['{"Synchronous":false}', false],
    ['{"Synchronous":true,"Asynchronous":true}', true],
    ['{"Asynchronous":"true"}', true],
    ['["1"]', true],
    ['null', true],
    ['{"Asynchronous":true', true],
    [undefined, true],
  ])('unless the body says otherwise: %j', (body, waits) => {
    const reason = reasonFor(held.jobs, 'POST', '/studies/1/modify', body)
    expect(reason !== undefined).toBe(waits)
  })

  it('lets stored instances and jobs store', () => {
    expect(reasonFor(held.jobs, 'POST', '/instances')).toBeUndefined()
    expect(reasonFor(held.jobs, 'POST', '/instances/1/modify')).toBeUndefined()
  })

  it('lets filters read, query, change and delete, and nothing else', () => {
    for (const path of ['/tools/find', '/tools/lookup', '/modalities/PACS/query'])
      expect(reasonFor(held.plugins, 'POST', path)).toBeUndefined()
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect(reasonFor(held.plugins, method, '/instances/1')).toBeUndefined()
    for (const path of ['/instances', '/tools/create-dicom', '/dicom-web/studies', '/tools/find/x'])
      expect(reasonFor(held.plugins, 'POST', path)).toMatch('locked its plugins')
  })

  it('lets none of them ask for the metrics', () => {
    expect(reasonFor(0, 'GET', '/tools/metrics-prometheus')).toBeUndefined()
    for (const bits of Object.values(held))
      expect(reasonFor(bits, 'GET', '/tools/metrics-prometheus')).toMatch('callbacks of metrics')
    expect(reasonFor(held.metrics | held.plugins, 'GET', '/system')).toBeUndefined()
  })
})
