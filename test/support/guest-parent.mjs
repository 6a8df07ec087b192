// A host with one guest, for tests that end it: `node guest-parent.mjs DIST PLUGIN` starts the plugin, has route 0 answer a
// request, and prints the guest's process id once that logs something.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , dist, plugin] = process.argv
const load = (file) => import(pathToFileURL(join(dist, 'host', file)))
const { encodeCallback } = await load('frames/rest-callback.js')
const { encodeFrame, frameKinds } = await load('frames/frame.js')
const { encodeLoad } = await load('frames/messages.js')
const { defaultLimits, processMiBOf } = await load('exchange/limits.js')
const { instanceSettings } = await load('exchange/instance.js')
const { ProcessSupply } = await load('pool/process-supply.js')

const limits = defaultLimits
const processes = new ProcessSupply()
const guest = await processes.take({ processMiB: processMiBOf(limits), isTraced: false })
const request = { id: 'r', method: 1, path: '/', uri: '/', query: '', hasArguments: false }
const callback = {
  ordinal: 1,
  route: 0,
  groups: [],
  request: { ...request, headerLines: [], body: new Uint8Array(0) },
}
guest.listen(
  {
    onControl: ({ kind }) => {
      if (kind === frameKinds.started) guest.sendFront(encodeCallback(callback))
      else if (kind === frameKinds.log) process.stdout.write(`${guest.pid}\n`)
    },
    onFront: () => undefined,
    onEnd: (reason) => {
      throw new Error(reason)
    },
  },
  { controlBytes: 2 ** 20, frontBytes: 2 ** 20, take: (length) => new Uint8Array(length) },
)
guest.sendControl(
  encodeLoad({
    settings: instanceSettings({ limits, sdkVersion: '1.12.3', configuration: '{}' }),
    codecs: new Uint8Array(0),
    module: { kind: 'core', bytes: readFileSync(plugin) },
  }),
)
guest.sendControl(encodeFrame(frameKinds.start))
