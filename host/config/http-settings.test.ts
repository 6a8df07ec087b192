import { describe, expect, it } from 'vitest'
import { ConfigFolder } from '../../test/support/config-folder.ts'
import { readConfig } from './config.ts'

const config = new ConfigFolder()

describe('the default user of Orthanc', () => {
  it('is warned of', () => {
    const { warnings } = config.read(
      '{"AuthenticationEnabled": true, "RegisteredUsers": {"orthanc": "orthanc", "a": "b"}}',
    )
    expect(warnings).toEqual([expect.stringContaining('your setup is INSECURE')])
  })
})

describe('access', () => {
  it('from elsewhere needs users', () => {
    expect(config.problem('{"RemoteAccessAllowed": true}')).toBe(
      'orthanc.json:1: "RemoteAccessAllowed": remote access needs users: add them to "RegisteredUsers", or set "AuthenticationEnabled" to false',
    )
  })

  it('from elsewhere turns authentication on', () => {
    const { http } = config.read('{"RemoteAccessAllowed": true, "RegisteredUsers": {"a": "b"}}')
    expect(http.host).toBe('0.0.0.0')
    expect(http.users).toEqual(new Map([['a', 'b']]))
  })

  it('from elsewhere without authentication is warned of', () => {
    const { http, warnings } = config.read(
      '{"RemoteAccessAllowed": true, "AuthenticationEnabled": false}',
    )
    expect(http.users).toBeUndefined()
    expect(warnings).toEqual([
      'authentication is off: every client that reaches 0.0.0.0:8042 is served',
    ])
    expect(readConfig(undefined, { host: '0.0.0.0' }).warnings).toHaveLength(1)
  })

  it('is refused to all clients when authentication is on without users', () => {
    const { http, warnings } = config.read('{"AuthenticationEnabled": true}')
    expect(http.users).toEqual(new Map())
    expect(warnings).toEqual([expect.stringContaining('every request is refused')])
  })

  it('is free for local users who are registered but not asked for', () => {
    expect(config.read('{"RegisteredUsers": {"a": "b"}}').http.users).toBeUndefined()
  })
})
