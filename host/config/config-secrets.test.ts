import { describe, expect, it } from 'vitest'
import { settingsFrom } from './config.ts'

/** What plugins see of a configuration. */
function readShown(config: object): unknown {
  return JSON.parse(settingsFrom(config).configuration.shown)
}

const secret = 's3cret'

describe('plugins do not see', () => {
  it.each([
    ['users', { RegisteredUsers: { alice: secret } }],
    ['peers as lists', { OrthancPeers: { other: ['http://peer:8042/', 'bob', secret] } }],
    ['peers as objects', { OrthancPeers: { other: { Url: 'http://peer', Password: secret } } }],
    ['users of another section', { Mine: { RegisteredUsers: { alice: secret } } }],
    ['DICOMweb servers', { DicomWeb: { Servers: { a: ['http://a/', 'bob', secret] } } }],
    ['the host', { WebAssembly: { Orthanc: `http://bob:${secret}@127.0.0.1` } }],
    ['a password', { PostgreSQL: { Password: secret } }],
    ['a password that is a number', { MySQL: { Password: 12345 } }],
    ['a connection URI', { PostgreSQL: { ConnectionUri: `postgresql://bob@host?x=${secret}` } }],
    ['ODBC', { Odbc: { IndexConnectionString: secret, StorageConnectionString: secret } }],
    ['the authorization plugin', { Authorization: { WebServicePassword: secret } }],
    ['accepted tokens', { Deep: { Er: { AcceptedAuthTokens: [secret] } } }],
    ['Keycloak', { OrthancExplorer2: { Keycloak: { ClientSecret: secret } } }],
    ['Amazon', { AwsS3Storage: { AccessKey: secret, SecretKey: secret } }],
    ['Azure', { AzureBlobStorage: { ConnectionString: secret } }],
    ['Google', { GoogleCloudStorage: { ServiceAccountFile: secret } }],
    [
      'keys of encryption',
      { StorageEncryption: { MasterKey: [3, secret], PreviousMasterKeys: [[1, secret]] } },
    ],
    ['keys by number', { EncryptionKeys: { 1: secret } }],
    ['the key of DICOM TLS', { DicomTlsPrivateKey: secret }],
    ['a PIN', { Pkcs11: { Pin: secret } }],
    ['a proxy', { HttpProxy: `bob:${secret}@proxy:3128` }],
    [
      'names in other spellings',
      { mine: { api_key: secret, 'client-secret': secret, PASSWD: secret } },
    ],
    [
      'header fields',
      { Mine: { HttpHeaders: { Authorization: `Bearer ${secret}`, Cookie: secret } } },
    ],
    ['a URL with a user', { Mine: { Url: `https://bob:${secret}@host/path` } }],
    ['such a URL in a list', { Mine: { List: [[`https://${secret}@host/path`]] } }],
    ['options of a connection', { Mine: { Database: `Driver=x;Uid=bob;Pwd = ${secret}` } }],
    ['a signed URL', { Mine: { Url: `https://host/a?sv=1&sig=${secret}` } }],
    ['a private key', { Mine: { Pem: `-----BEGIN RSA PRIVATE KEY-----\n${secret}` } }],
    ['a line of a head', { Mine: { Headers: [`Authorization: Basic ${secret}`] } }],
  ])('%s', (_, config) => {
    expect(JSON.stringify(readShown(config))).not.toMatch(/s3cret|12345/)
  })
})

describe('plugins see', () => {
  it.each([
    ['what is up to the user', { DicomModalities: { KeyToken: ['KEY', 'localhost', 104] } }],
    ['tags', { Dictionary: { '0014,1020': ['DA', 'ValidationExpiryDate', 1, 1] } }],
    [
      'metadata',
      { UserMetadata: { Password: 1024, MyKey: 1025 }, UserContentType: { Token: 1026 } },
    ],
    ['certificates', { HttpsCACertificates: '/etc/ca.crt', SslCertificate: 'certificate.pem' }],
    [
      'a database',
      {
        PostgreSQL: {
          Host: 'db',
          Port: 5432,
          Database: 'orthanc',
          Username: 'bob',
          EnableSsl: true,
        },
      },
    ],
    [
      'the authorization plugin',
      {
        Authorization: {
          WebServiceRootUrl: 'http://auth:8000/',
          WebServiceUsername: 'bob',
          TokenHttpHeaders: ['api-key'],
          TokenGetArguments: ['token'],
          Permissions: [['post', '^/auth/tokens/(.*)$', 'admin-permissions']],
        },
      },
    ],
    ['whether authentication is on', { AuthenticationEnabled: true, PasswordRequired: false }],
    [
      'Orthanc Explorer 2',
      {
        OrthancExplorer2: {
          Tokens: { InstantLinksValidity: 200, ShareType: 'stone-viewer-publication' },
          Keycloak: { Enable: true, Url: 'http://keycloak/', Realm: 'orthanc', ClientId: 'oe2' },
        },
      },
    ],
    [
      'object storage',
      { AwsS3Storage: { BucketName: 'a', Region: 'eu', Endpoint: 'https://s3/' } },
    ],
    ['DICOMweb', { DicomWeb: { Enable: true, Root: '/dicom-web/', ServersTimeout: 3 } }],
    ['a proxy without a user', { HttpProxy: 'proxy:3128' }],
    [
      'names that only sound alike',
      { KeepAlive: true, Keyboard: 'x', Pinned: [1], Tokenizer: 'x' },
    ],
    ['an address', { Mine: { Contact: 'mailto:bob@example.org', Url: 'http://host/a@b?x=y' } }],
  ])('%s', (_, config) => {
    expect(readShown(config)).toEqual(config)
  })
})
