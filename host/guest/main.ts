import { closeSync } from 'node:fs'
import { BodyFile } from '../frames/body-file.ts'
import { guestDescriptors, type GuestArguments } from '../frames/guest-descriptors.ts'
import { BlockingSocket } from '../frames/frame.ts'
import { Guest } from './guest.ts'

// The process of one instance of a plugin: `node guest.js '{"close":[…],"front":4,"hasBodyFile":true,"isTraced":false}'`.

// Without a listener, this signal would open Node's debugger.
process.on('SIGUSR1', () => undefined)

const [, , text = '{}'] = process.argv
const given: GuestArguments = JSON.parse(text)

// What the parent has inherited itself is passed on by Node.
for (const descriptor of given.close) closeSync(descriptor)

const guest = new Guest({
  control: new BlockingSocket(guestDescriptors.control),
  front: new BlockingSocket(given.front),
  bodies: given.hasBodyFile ? new BodyFile(guestDescriptors.bodies, 'answer') : undefined,
  trace: given.isTraced ? guestDescriptors.trace : undefined,
})
await guest.run()
process.exit(0)
