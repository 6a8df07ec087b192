import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigFolder } from '../../test/support/config-folder.ts'
import { readConfig, settingsFrom } from './config.ts'
import { defaultLimits } from '../exchange/limits.ts'
import { findEntry } from './plugin-entry.ts'

const config = new ConfigFolder()

describe('defaults', () => {
  it('are those of Orthanc without a file', () => {
    expect(readConfig(undefined).http).toEqual({
      host: '127.0.0.1',
      port: 8042,
      describeErrors: true,
      compression: false,
      keepAlive: true,
      keepAliveTimeoutS: 1,
      requestTimeoutS: 30,
      users: undefined,
      tls: undefined,
    })
  })

  it('have no plugins, no upstream and an empty configuration', () => {
    const { plugins, orthanc, configuration, warnings, profile } = readConfig(undefined)
    expect({ plugins, orthanc, configuration: configuration.whole, warnings }).toEqual({
      plugins: [],
      orthanc: undefined,
      configuration: '{}',
      warnings: [],
    })
    expect(profile.version).toBe('1.12.3')
  })

  it('bound every plugin and allow it nothing', () => {
    const settings = readConfig(undefined)
    expect(settings.general).toMatchObject({
      limits: defaultLimits,
      allow: { restApi: [], http: [], services: [] },
    })
  })
})

describe('a file', () => {
  it('may have comments, a byte order mark and final commas', () => {
    expect(config.read('\ufeff{ // port\n "HttpPort": /* not 8042 */ 8043, }').http.port).toBe(8043)
  })

  it('is overridden by the command line', () => {
    const settings = config.read(
      '{"HttpPort": 1, "WebAssembly": {"TimeoutMs": 1, "Orthanc": "http://a", "Plugins": {"p": {"Workers": 2}}}}',
      {
        host: '::1',
        port: 0,
        timeoutMs: 7,
        memoryMiB: 8,
        workers: 9,
        sdk: '1.12.4',
        orthanc: 'http://b',
      },
    )
    expect(settings.orthanc).toBe('http://b')
    expect(settings.http).toMatchObject({ host: '::1', port: 0 })
    for (const { limits } of [settings.general, ...settings.entries])
      expect(limits).toMatchObject({ timeoutMs: 7, memoryMiB: 8, workers: 9 })
    expect(settings.profile.redirectStatus).toBe(307)
  })

  it('may have names that are not ours', () => {
    expect(config.problem('{"DicomPort": "x", "StableAge": [], "DicomWeb": 1}')).toBe('no problem')
  })

  it('has the last of equal names', () => {
    expect(config.read('{"HttpPort": "x", "HttpPort": 5}').http.port).toBe(5)
  })

  it('may name what objects inherit', () => {
    const settings = config.read(
      '{"__proto__": {"HttpPort": 1}, "constructor": 2, "WebAssembly": {"Plugins": {"__proto__": {"Workers": 3}}}}',
    )
    expect(settings.http.port).toBe(8042)
    expect(findEntry(settings, '__proto__.wasm', '').limits.workers).toBe(3)
    expect(findEntry(settings, 'toString.wasm', '').limits).toEqual(defaultLimits)
    expect(settings.configuration.shown).toBe('{"__proto__":{"HttpPort":1},"constructor":2}')
  })
})

describe('a folder', () => {
  it('has the names of all its *.json', () => {
    const settings = config.readFolder({
      'a.json': '{"HttpPort": 1, "Plugins": ["p.wasm"]}',
      'B.JSON': '{"KeepAlive": false}',
      'notes.txt': 'not JSON',
    })
    expect(settings.http).toMatchObject({ port: 1, keepAlive: false })
    expect(settings.plugins).toEqual([expect.stringMatching(/folder-\w+\/p\.wasm$/)])
    expect(JSON.parse(settings.configuration.whole)).toEqual({
      KeepAlive: false,
      HttpPort: 1,
      Plugins: ['p.wasm'],
    })
  })

  it('may have a name in one file only, as in Orthanc, also if it is a section', () => {
    const readBoth = () =>
      config.readFolder({
        'a.json': '{"X": {"a": 1},\n"Y": 1}',
        'b.json': '{\n"Y": 2, "X": {"b": 1}}',
      })
    expect(config.problemOf(readBoth).split('\n')).toEqual([
      'b.json:2: "Y" is in another file as well, a.json:2: keep one of them',
      'b.json:2: "X" is in another file as well, a.json:1: keep one of them',
    ])
  })

  it('names the file of a problem', () => {
    const texts = { 'a.json': '{}', 'b.json': '{"Mine": [1, {"x": 2}],\n"HttpPort": true}' }
    expect(config.problemOf(() => config.readFolder(texts))).toBe(
      'b.json:2: "HttpPort": expected a number, found true or false',
    )
    expect(config.problemOf(() => config.readFolder({ 'a.json': '{}', 'b.json': '\n[' }))).toMatch(
      /^b\.json:2: /,
    )
  })

  it('is refused if it has no configuration', () => {
    expect(config.problemOf(() => config.readFolder({ 'a.txt': '' }))).toContain(
      'the folder has no file *.json',
    )
  })
})

describe('variables of the environment', () => {
  const environment = { PW: 'secret', PORT: '8043' }

  it('are replaced in strings, numbers and names', () => {
    const { http, warnings, configuration } = config.read(
      '{"HttpPort": ${PORT}, "AuthenticationEnabled": true, "RegisteredUsers": {"${USER:-alice}": "${PW}"}, "Name": "${PORT}"}',
      {},
      environment,
    )
    expect(http.port).toBe(8043)
    expect(http.users).toEqual(new Map([['alice', 'secret']]))
    expect(JSON.parse(configuration.shown)).toMatchObject({ Name: '8043' })
    expect(warnings).toEqual([])
  })

  it('are empty with a warning when they are not set', () => {
    const { warnings } = config.read(
      '{\n"Name": "${UNSET}", // ${COMMENT}\n"Mine": [{"a": "x${OTHER}"}]}',
    )
    expect(warnings.map((line) => line.replace(/^.*\//, ''))).toEqual([
      'orthanc.json:2: "Name": the environment variable "UNSET" is not set, so it is replaced by nothing',
      'orthanc.json:3: "Mine.a": the environment variable "OTHER" is not set, so it is replaced by nothing',
    ])
  })

  it.each([
    '{"RegisteredUsers": {"a": "${UNSET}"}}',
    '{"RegisteredUsers": {"${UNSET}": "a"}}',
    '{"Mine": {"Password": "${UNSET}"}}',
    '{"SslTrustedClientCertificates": "${UNSET}"}',
    '{"SslCiphersAccepted": ["HIGH", "${UNSET}"]}',
    '{"Plugins": ["${UNSET}"]}',
    '{"WebAssembly": {"Plugins": {"p": {"Allow": {"RestApi": ["GET /${UNSET}*"]}}}}}',
  ])('are a problem when they are not set in %s', (text) => {
    expect(config.problem(text)).toContain('the environment variable "UNSET" is not set: set it')
  })

  it('are named when the text is not JSON with them', () => {
    expect(config.problem('{"HttpPort": ${UNSET}}')).toBe(
      'orthanc.json:1: expected a value (${UNSET} is not set in the environment and has no default)',
    )
    const readQuoted = () => config.read('{"Name": "${PW}"}', {}, { PW: 'a"b' })
    expect(config.problemOf(readQuoted)).toContain('the value of ${PW} is inserted as it is')
    expect(config.problemOf(readQuoted)).not.toContain('a"b')
  })

  it('keep the lines of messages after a value of several lines', () => {
    const readLines = () =>
      config.read('{"Mine": "${L}",\n"HttpPort": ""}', {}, { L: '",\n\n"x": "' })
    expect(config.problemOf(readLines)).toMatch(/^orthanc\.json:2: "HttpPort"/)
  })

  it('are not replaced in an object', () => {
    expect(settingsFrom({ Name: '${PW}' }).configuration.shown).toBe('{"Name":"${PW}"}')
  })
})

describe('a misspelt name', () => {
  it('at the top that resembles a known one is warned of', () => {
    const { warnings } = config.read('{"RemoteAcessAllowed": true,\n"httpport": 1}')
    expect(warnings.map((line) => line.replace(/^.*\//, ''))).toEqual([
      'orthanc.json:1: "RemoteAcessAllowed": unknown name; did you mean "RemoteAccessAllowed"?',
      'orthanc.json:2: "httpport": unknown name; did you mean "HttpPort"?',
    ])
  })

  it('is not seen in the sections of other plugins', () => {
    const sections = `Authorization AwsS3Storage AzureBlobStorage ConnectivityChecks DelayedDeletion DicomWeb Gdcm
    GoogleCloudStorage Housekeeper Indexer Java MultitenantDicom MySQL Neuro Odbc OHIF OrthancExplorer2 PostgreSQL Python PythonScript
    PythonVerbose ServeFolders STL StoneWebViewer Tcia Transfers VolView WebViewer WholeSlideImaging Worklists WSI`
    const text = JSON.stringify(Object.fromEntries(sections.split(/\s+/).map((name) => [name, {}])))
    expect(config.read(text).warnings).toEqual([])
  })

  it('under WebAssembly is refused with the known one', () => {
    expect(config.problem('{"WebAssembly": {"Timeout": 1}}')).toContain(
      'unknown key; did you mean "TimeoutMs"?',
    )
    expect(config.problem('{"WebAssembly": {"Plugins": {"p": {"Alow": {}}}}}')).toContain(
      'did you mean "Allow"?',
    )
  })
})

describe('an option that restricts access', () => {
  it.each([
    ['{"ReadOnly": true}', '"ReadOnly": true is refused: this host cannot keep plugins'],
    ['{"HttpServerEnabled": false}', '"HttpServerEnabled": false is refused: this host is an HTTP'],
    ['{"LuaScripts": ["none.lua"]}', '"LuaScripts": none.lua: file not found'],
  ])('%s is refused', (text, message) => {
    expect(config.problem(text)).toContain(message)
  })

  it('is refused if it is a script that filters requests', () => {
    writeFileSync(join(config.path, 'filter.lua'), 'function IncomingHttpRequestFilter(m, u) end')
    writeFileSync(join(config.path, 'other.lua'), 'function OnStoredInstance() end')
    expect(config.problem('{"LuaScripts": ["filter.lua"]}')).toContain(
      'filter.lua: it filters HTTP requests (IncomingHttpRequestFilter)',
    )
    expect(config.problem('{"LuaScripts": ["other.lua"]}')).toBe('no problem')
  })

  it('closes a part of Orthanc if it is false in the file, and only then', () => {
    const { closed } = config.read(
      '{"ExecuteLuaEnabled": false, "WebDavEnabled": true, "ReadOnly": false}',
    )
    expect(closed.map(({ option }) => option)).toEqual(['ExecuteLuaEnabled'])
    expect(readConfig(undefined).closed).toEqual([])
  })
})

it('loads a plugin once that the command line and the configuration list', () => {
  const { plugins } = settingsFrom({ Plugins: ['a.wasm', 'b.wasm'] }, { plugins: ['./a.wasm'] })
  expect(plugins.map((file) => basename(file))).toEqual(['a.wasm', 'b.wasm'])
})

describe('a wrong file', () => {
  it.each([
    ['{\n\n "HttpPort": "8042"}', 'orthanc.json:3: "HttpPort": expected a number, found a string'],
    ['{"HttpPort": 70000}', '"HttpPort": expected a whole number from 0 to 65535, found 70000'],
    ['{"HttpPort": -1}', '"HttpPort": expected a whole number from 0 to 65535, found -1'],
    ['{"HttpPort": 1.5}', '"HttpPort": expected a whole number'],
    ['{"KeepAlive": 1}', '"KeepAlive": expected true or false, found a number'],
    ['{"Name": null}', '"Name": expected a string, found null'],
    ['{"Plugins": "a.wasm"}', '"Plugins": expected a list of strings, found a string'],
    ['{"Plugins": [\n1]}', 'orthanc.json:2: "Plugins": expected a list of strings, found a number'],
    ['{"RegisteredUsers": {"a": 1}}', '"RegisteredUsers.a": expected a string, found a number'],
    ['{"WebAssembly": 1}', '"WebAssembly": expected an object, found a number'],
    ['{"WebAssembly":\n{"Timeout": 1}}', 'orthanc.json:2: "WebAssembly.Timeout": unknown key'],
    [
      '{"WebAssembly": {"TimeoutMs": 0}}',
      '"WebAssembly.TimeoutMs": expected a whole number from 1',
    ],
    ['{"WebAssembly": {"TimeoutMs": 1e999}}', 'found Infinity'],
    [
      '{"WebAssembly": {"PngEffort": "best"}}',
      'expected "fast", "balanced" or "small", found "best"',
    ],
    ['{"WebAssembly": {"OnFailure": "x"}}', 'expected "closed" or "open", found "x"'],
    ['{"WebAssembly": {"Orthanc": "localhost:8042"}}', '"WebAssembly.Orthanc": expected a URL'],
    [
      '{"WebAssembly": {"Plugins": {"p": {"Orthanc": ""}}}}',
      '"WebAssembly.Plugins.p.Orthanc": unknown',
    ],
    ['{"WebAssembly": {"Plugins": {"p": {"Allow": {"Http": ["*"]}}}}}', 'expected a URL, like'],
    ['{"WebAssembly": {"Plugins": {"p": {"Allow": {"RestApi": ["/x"]}}}}}', 'a method and a path'],
    ['{"WebAssembly": {"Plugins": {"p": {"Allow": {"Files": []}}}}}', 'known are RestApi, Http'],
    ['{"WebAssembly": {"Plugins": {"p": {"Sha256": "0x1"}}}}', 'expected 64 hexadecimal digits'],
    ['{"WebAssembly": {"Plugins": {"p": {"Routes": ["a"]}}}}', 'such as "/my-plugin"'],
    ['{"WebAssembly": {"Plugins": {"p": {"Routes": ["/a/*"]}}}}', 'found "/a/*"'],
    ['{"WebAssembly": {"PassConfiguration": "all"}}', 'expected true or false, found a string'],
    ['{"WebAssembly": {"Routes": ["/a"]}}', '"WebAssembly.Routes": unknown key'],
    ['[]', 'orthanc.json:1: expected an object { … }'],
    ['', 'orthanc.json:1: expected a value'],
    ['{"a": 1\n"b": 2}', 'orthanc.json:2: expected a comma'],
    ['{} x', 'orthanc.json:1: not valid JSON'],
    ['{"a": /* 1', 'the comment does not end with */'],
  ])('%s is refused', (text, message) => {
    expect(config.problem(text)).toContain(message)
  })

  it('gets one line for each problem', () => {
    expect(config.problem('{"HttpPort": true,\n"KeepAlive": 0}').split('\n')).toEqual([
      'orthanc.json:1: "HttpPort": expected a number, found true or false',
      'orthanc.json:2: "KeepAlive": expected true or false, found a number',
    ])
  })

  it('gets a bounded number of lines', () => {
    const keys = Array.from({ length: 500 }, (_, i) => `"${i}": 1`)
    expect(config.problem(`{"WebAssembly": {${keys.join()}}}`)).toMatch(/\n… and 450 more errors$/)
  })

  it('is refused when it is nested too deeply', () => {
    expect(config.problem(`{"a":${'['.repeat(200_000)}`)).toBe(
      'orthanc.json:1: nested too deeply: at most 1000 levels are read',
    )
    expect(config.problem(`{"a":${'['.repeat(900)}${']'.repeat(900)}}`)).toBe('no problem')
  })

  it('is named when it does not exist', () => {
    expect(config.problemOf(() => readConfig(join(config.path, 'x.json')))).toBe(
      'x.json: file not found',
    )
  })

  it('does not have its control characters shown', () => {
    expect(config.problem(String.raw`{"WebAssembly": {"\u001b[2J": 1}}`)).toContain(
      String.raw`"WebAssembly.\u001b[2J": unknown key`,
    )
  })
})

describe('the configuration for plugins', () => {
  it('lacks secrets and the host’s own section, and is otherwise as written', () => {
    const { configuration } = config.read(
      String.raw`{"Name": "\u00e9", /* x */ "RegisteredUsers": {}, "Big": [12345678901234567890, 1.0],
      "WebAssembly": {}, "Mine": {"RegisteredUsers": {"a": "b"}, "x": 1, "x": {}}}`,
    )
    expect(configuration).toEqual({
      shown: String.raw`{"Name":"\u00e9","Big":[12345678901234567890,1.0],"Mine":{"x":{}}}`,
      whole: String.raw`{"Name":"\u00e9","RegisteredUsers":{},"Big":[12345678901234567890,1.0],"Mine":{"RegisteredUsers":{"a":"b"},"x":{}}}`,
    })
  })
})

describe('an object', () => {
  it('is read as a file would be', () => {
    const settings = settingsFrom({ HttpPort: 1, Mine: { a: [null] } })
    expect(settings.http.port).toBe(1)
    expect(settings.configuration.shown).toBe('{"HttpPort":1,"Mine":{"a":[null]}}')
  })

  it('is refused by keys alone', () => {
    expect(config.problemOf(() => settingsFrom({ HttpPort: '1' }))).toBe(
      '"HttpPort": expected a number, found a string',
    )
    expect(config.problemOf(() => settingsFrom([]))).toBe('expected an object { … }')
  })

  it('is refused when it cannot be JSON', () => {
    const cycle: { self?: object } = {}
    cycle.self = cycle
    expect(config.problemOf(() => settingsFrom(cycle))).toContain('cannot be written as JSON')
    expect(config.problemOf(() => settingsFrom({ a: 1n }))).toContain('cannot be written as JSON')
    expect(config.problemOf(() => settingsFrom({ toJSON: () => undefined }))).toBe(
      'expected an object { … }',
    )
  })
})

describe('any text', () => {
  const keys = ['HttpPort', 'Plugins', 'WebAssembly', 'RegisteredUsers', 'Allow', 'TimeoutMs', 'p']
  const flags = ['SslEnabled', 'SslCertificate', 'RemoteAccessAllowed', '__proto__', 'Orthanc']
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys, ...flags), tie('tree'), { maxKeys: 5 }),
    ),
  }))

  it.each([
    ['JSON', tree.map((value) => JSON.stringify(value))],
    ['text', fc.string({ unit: 'binary' })],
    [
      'broken JSON',
      fc.tuple(tree, fc.nat()).map(([value, at]) => JSON.stringify(value).slice(at % 40)),
    ],
  ])('that is %s results in settings or a ConfigError', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const outcome = config.problem(text)
        expect(outcome).not.toBe('')
      }),
    )
  })

  it('that is an object in JSON stays the same for plugins', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = settingsFrom({ '': value }).configuration.whole
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ '': value })))
      }),
    )
  })
})
