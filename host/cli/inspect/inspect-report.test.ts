import { describe, expect, it } from 'vitest'
import { formatPages, formatJson, formatText, type InspectReport } from './inspect-report.ts'
import { formatSize } from '../build.ts'

const report: InspectReport = {
  file: 'preview.wasm',
  kind: 'core',
  imports: [
    { module: 'orthanc', name: 'OrthancPluginAnswerBuffer', kind: 'function', known: true },
    { module: 'orthanc', name: 'OrthancPluginFoo', kind: 'function', known: false },
    { module: 'env', name: 'memory', kind: 'memory', known: false },
  ],
  exports: [{ name: 'memory', kind: 'memory' }],
  memory: { initialPages: 1, maximumPages: 4096 },
  sha256: 'ab12',
  services: [
    {
      name: 'AnswerBuffer',
      number: 2000,
      functions: ['OrthancPluginAnswerBuffer'],
      support: 'supported',
    },
  ],
  callsByNumber: false,
  needs: [],
  plugin: {
    kind: 'described',
    name: 'preview',
    version: '1.0',
    routes: ['/b', '/a/(.*)'],
    isLockFree: false,
  },
}

const inC: InspectReport = {
  ...report,
  imports: [
    { module: 'orthanc', name: 'OrthancPluginGetPeers', kind: 'function', known: true },
    { module: 'orthanc', name: 'OrthancPluginInvokeService', kind: 'function', known: true },
  ],
  services: [
    {
      name: 'GetPeers',
      number: 8000,
      functions: ['OrthancPluginGetPeers'],
      support: 'unsupported',
    },
  ],
  callsByNumber: true,
  needs: [{ key: 'Http', functions: ['OrthancPluginHttpGet'] }],
  plugin: { kind: 'described', name: 'c', version: '1.0', routes: ['/a'], isLockFree: true },
}

const refused: InspectReport = {
  ...report,
  memory: undefined,
  plugin: { kind: 'refused', reasons: ['x'] },
}

describe('text', () => {
  it('lists everything', () => {
    expect(formatText(report)).toEqual([
      'preview.wasm',
      '  name     preview',
      '  version  1.0',
      '  kind     core module',
      '  memory   1 page (64 KiB), at most 4096 pages (256 MiB)',
      '  sha256   ab12',
      '  imports  3',
      '    orthanc.OrthancPluginAnswerBuffer',
      '    orthanc.OrthancPluginFoo unknown',
      '    env.memory (memory) unknown',
      '  exports  1',
      '    memory (memory)',
      '  routes   2',
      '    /b',
      '    /a/(.*)',
    ])
  })

  it('marks what is not supported, and services that are called by number', () => {
    const lines = formatText(inC)
    expect(lines).toContain('    orthanc.OrthancPluginGetPeers not supported yet')
    expect(lines.slice(lines.findIndex((line) => line.startsWith('  services')))).toEqual([
      '  services by number: not known before they are called',
      '  exports  1',
      '    memory (memory)',
      '  routes   1',
      '    /a',
      '  hints    3',
      '    to call OrthancPluginHttpGet it needs "WebAssembly": {"Plugins": {"preview": {"Allow": {"Http": […]}}}}',
      '    registers callbacks without lock only: may run with "Workers" above 1',
      '    imports services that are not supported yet (1): their calls fail',
    ])
  })

  it('says what is unknown about a refused plugin', () => {
    expect(formatText(refused)).toContain('  name     unknown')
    expect(formatText(refused)).toContain('  memory   none')
    expect(formatText(refused)).toContain('  routes   none')
  })

  it('escapes control characters', () => {
    const lines = formatText({ ...report, exports: [{ name: '\u001b[2J', kind: 'function' }] })
    expect(lines).toContain(String.raw`    \u001b[2J (function)`)
  })

  it('lists the first 1000 of long lists', () => {
    const many = Array.from({ length: 500_000 }, (_, i) => `e${i}`)
    const exports = many.map((name) => ({ name, kind: 'function' }))
    const imports = many.map((name) => ({ module: 'env', name, kind: 'function', known: false }))
    const lines = formatText({ ...report, imports, exports })
    expect(lines).toHaveLength(formatText(report).length - 4 + 2 * 1001)
    expect(lines).toContain('  imports  500000')
    expect(lines).toContain('    env.e999 unknown')
    expect(lines.filter((line) => line === '    and 499000 more')).toHaveLength(2)
  })

  it('cuts long names', () => {
    const name = '\u001b'.repeat(100_000)
    const imports = [{ module: 'env', name, kind: 'function', known: false }]
    const lines = formatText({ ...report, imports })
    expect(Math.max(...lines.map((line) => line.length))).toBe(6000)
  })
})

describe('json', () => {
  it('has the fields of the contract', () => {
    const { imports, exports, memory } = report
    expect(JSON.parse(formatJson(report))).toEqual({
      name: 'preview',
      version: '1.0',
      kind: 'core',
      imports,
      exports,
      memory,
      routes: ['/b', '/a/(.*)'],
      sha256: 'ab12',
      services: report.services,
      callsByNumber: false,
      needs: [],
      hints: [],
      problems: [],
    })
  })

  it('escapes control characters', () => {
    const imports = [
      { module: 'a\u009b31m', name: '\u202eb\u001b', kind: 'function', known: false },
    ]
    const json = formatJson({ ...report, imports })
    expect(json).not.toMatch(/[\u009b\u202e]/)
    expect(JSON.parse(json)).toMatchObject({ imports })
  })

  it('has null for unknown values', () => {
    expect(JSON.parse(formatJson(refused))).toMatchObject({
      name: null,
      version: null,
      memory: null,
      routes: [],
      problems: ['x'],
    })
  })
})

it('writes file sizes in kB and memory sizes in KiB', () => {
  expect([0, 999, 1000, 13_580, 999_949, 999_950, 2_000_000].map(formatSize)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '13.6 kB',
    '999.9 kB',
    '1.0 MB',
    '2.0 MB',
  ])
  expect([0, 2, 24].map(formatPages)).toEqual([
    '0 pages (0 KiB)',
    '2 pages (128 KiB)',
    '24 pages (1.5 MiB)',
  ])
})
