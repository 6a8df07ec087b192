import type { HttpSettings } from '../../host/config/settings.ts'

/** The settings of a server on a free port of the loopback, with Orthanc's defaults. */
export const httpSettings: HttpSettings = {
  host: '127.0.0.1',
  port: 0,
  describeErrors: true,
  compression: false,
  keepAlive: true,
  keepAliveTimeoutS: 1,
  requestTimeoutS: 30,
  users: undefined,
  tls: undefined,
}
