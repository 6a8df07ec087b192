import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { missingPackage } from '../../test/support/requirements.ts'
import { knownOptions, restrictsAccess } from './orthanc-options.ts'

const debianFile = '/etc/orthanc/orthanc.json'

/** Names in that file that are not options but parts of their values. */
const parts: ReadonlySet<string> = new Set(
  `AET AllowEcho AllowFind AllowFindWorklist AllowGet AllowMove AllowStorageCommitment AllowStore AllowTranscoding Host LocalAet
  Manufacturer Port RetrieveMethod Timeout UseDicomTls CertificateFile CertificateKeyFile CertificateKeyPassword HttpHeaders Password
  Token Url Username Module Pin Verbose Instance Patient Series Study ResourceModification Sample`.split(
    /\s+/,
  ),
)

describe.skipIf(missingPackage(debianFile, 'orthanc'))('the table of options', () => {
  it('has each option of the installed Orthanc, also those in comments', () => {
    const text = readFileSync(debianFile, 'utf8')
    const names = [...text.matchAll(/"([A-Z][A-Za-z0-9]+)"\s*:/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(150)
    expect(names.filter((name) => !knownOptions.includes(name) && !parts.has(name))).toEqual([])
  })
})

it('has each option once', () => {
  expect(knownOptions).toEqual([...new Set(knownOptions)])
})

it('says which options restrict access', () => {
  expect(
    ['ReadOnly', 'SslVerifyPeers', 'RegisteredUsers', 'WebDavEnabled'].every(restrictsAccess),
  ).toBe(true)
  expect(['Name', 'DicomAet', 'constructor', '__proto__'].some(restrictsAccess)).toBe(false)
})
