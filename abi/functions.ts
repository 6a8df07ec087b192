import { answers } from './answers.ts'
import { buffers } from './buffers.ts'
import { dicom } from './dicom.ts'
import { dictionary } from './dictionary.ts'
import { fonts } from './fonts.ts'
import { httpClient } from './http-client.ts'
import { images } from './images.ts'
import { instances } from './instances.ts'
import { jobs } from './jobs.ts'
import { logging } from './logging.ts'
import { metrics } from './metrics.ts'
import { parsedInstances } from './parsed-instances.ts'
import { peers } from './peers.ts'
import { properties } from './properties.ts'
import { queries } from './queries.ts'
import { registration } from './registration.ts'
import { restApi } from './rest-api.ts'
import type { FunctionRow } from './rows.ts'
import { server } from './server.ts'
import type { ServiceName } from './services.ts'
import { storage } from './storage.ts'
import { texts } from './texts.ts'
import { webdav } from './webdav.ts'
import { worklists } from './worklists.ts'

/** The import of every C plugin: all inline functions of the SDK's header end in it. */
export const invokeService = 'OrthancPluginInvokeService'

/** Every function of the SDK that calls the host, by its C name. */
export const functions = {
  ...logging.functions,
  ...texts.functions,
  ...server.functions,
  ...properties.functions,
  ...metrics.functions,
  ...buffers.functions,
  ...registration.functions,
  ...answers.functions,
  ...restApi.functions,
  ...httpClient.functions,
  ...peers.functions,
  ...jobs.functions,
  ...instances.functions,
  ...parsedInstances.functions,
  ...dicom.functions,
  ...dictionary.functions,
  ...images.functions,
  ...fonts.functions,
  ...worklists.functions,
  ...queries.functions,
  ...storage.functions,
  ...webdav.functions,
} as const satisfies Readonly<Record<string, FunctionRow & { readonly service: ServiceName }>>

/** Functions of the SDK that are part of the plugin: they read the context and call nothing else, so no plugin imports them. */
export const ownFunctions = {
  OrthancPluginCheckVersion:
    'Whether the host follows the version of the SDK that the plugin was compiled with, or a later one.',
  OrthancPluginCheckVersionAdvanced: 'Whether the host follows a given version, or a later one.',
} as const satisfies Readonly<Record<string, string>>
