/** Typical and unusual values by the names of fields: the SDK uses few names, and each for one thing. */
export const textPools: Readonly<Record<string, readonly string[]>> = {
  mimeType: ['text/plain', 'application/json', 'image/png', '', 'a/b; charset=\xe9', 'x\r\nY: z'],
  contentType: ['image/jpeg', 'text', '', 'application/dicom', 'a\nb'],
  subType: ['mixed', 'related', 'mixed', 'related', 'alternative', '', 'mixed\r\n', 'MIXED'],
  key: [
    'X-Test',
    'Content-Type',
    'X-Content-Type-Options',
    'Content-Length',
    'transfer-encoding',
    'Connection',
    'Set-Cookie',
    '__proto__',
    'constructor',
    '',
    'no token',
    'a\rb',
    '\xff',
  ],
  value: ['1', '', 'nosniff', 'a=b; Path=/', '\xc3\xa9', '\t', 'a\nb', 'toString'],
  argument: [
    '/there',
    'realm',
    'GET,POST',
    '',
    '"',
    'http://host/\r\nA: b',
    '\x7f\x80',
    'a*b',
    '1.2.3',
    '\xef\xbb\xbfA',
    '\xc3\xa9"',
  ],
  details: ['why', '', '<b>', '\n\x1b[31m', '\xe2\x82'],
  message: ['a line', '', 'two\nlines', '\x1b[2J', '\xff\xfe'],
  pathRegularExpression: ['/a', '/(.*)', '(', '', '/\xe9', '/a{1,9}', '/__proto__'],
  uri: ['/system', '/instances/1/file', '', '//', '/a?b=c', 'nothing', '/\r\n', '/error', '/empty'],
  url: [
    'http://host/a',
    'https://host',
    '',
    'file:///etc/passwd',
    'http://\r\n',
    'http://host/404',
  ],
  instanceId: ['1', '', '../../system', '\0', 'a/b?c'],
  username: ['user', '', 'a:b'],
  password: ['secret', ''],
  certificateFile: ['', '', 'a.pem'],
  certificateKeyFile: ['', '', 'a.key'],
  certificateKeyPassword: ['', '', 'secret'],
}

/** Printed texts: UTF-8, also in two pieces, spaces at the end of a line, texts longer than a line. */
export const printedPieces: readonly string[] = [
  'a line\n',
  'text',
  '',
  ' \t\n',
  '\xe2\x82',
  '\xac',
  '\xff\xfe',
  '\xef\xbb\xbfA',
  'x'.repeat(1000),
  '\xe2\x82\xac'.repeat(400),
  ' '.repeat(1001),
]

/** Lengths around a power of 2. */
export const boundaryTextLengths: readonly number[] = [65_535, 65_536, 65_537]

/** Numbers for fields that are an enumeration, a status, a flag. */
export const numberPools: Readonly<Record<string, readonly number[]>> = {
  status: [200, 404, 500, 204, 304, 201, 100, 101, 199, 299, 301, 405, 600, 999, 0, 65_535, 65_736],
  error: [0, 1, 3, 17, 35, -1, 2000, 999_999, 1_000_000, 2 ** 31, 43],
  property: [1, 2, 3, 0, 4, -1],
  imageFormat: [0, 1, 0, 1, 2, 3, -1],
  pixelFormat: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 12, -1],
  format: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 12, -1],
  targetFormat: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 12, -1],
  method: [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 0, 5, -1],
  log: [0, 1, 256, 255],
  quality: [1, 50, 75, 90, 100, 0, 101, 255, 256 + 80],
  width: [1, 2, 7, 16, 64, 255, 0, 65_536, 2 ** 30, 2 ** 31, 2 ** 32 - 1],
  height: [1, 2, 7, 16, 64, 255, 0, 65_536, 2 ** 30, 2 ** 31, 2 ** 32 - 1],
  pitch: [0, 1, 16, 64, 256, 1024, 65_536, 2 ** 31, 2 ** 32 - 1],
  size: [0, 1, 8, 100, 4096, 2 ** 31, 2 ** 32 - 1],
  timeout: [0, 1, 10, 2 ** 31, 2 ** 32 - 1],
  afterPlugins: [0, 1, 256, -1],
  pkcs11: [0, 0, 0, 0, 0, 256, 1],
}

/** Numbers that overflow careless arithmetic. */
export const hostileNumbers: readonly number[] = [
  0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_ffff, 0xffff_fffe, 0xffff_fff8, 0xffff,
  0x1_0000, 0x4000_0000,
]

/** Paths, queries and names of prototypes for requests. */
export const requestTexts: readonly string[] = [
  '/',
  '/a',
  '/a/b',
  '/__proto__',
  '/\xff',
  'a=b',
  'a=b&a=c',
  '&',
  '=',
  '__proto__=1',
  '',
]
