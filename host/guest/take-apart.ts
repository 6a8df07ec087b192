import { loadReasonsOf } from '../exchange/errors.ts'
import { encodeFrame, frameKinds, splitPayload, BlockingSocket } from '../frames/frame.ts'
import { guestDescriptors } from '../frames/guest-descriptors.ts'
import { encodeParts, encodeRefused } from '../frames/messages.ts'
import { takeApart } from '../plugin/component/component-parts.ts'

// A short-lived process that takes one component apart: the bytes come in a frame, the parts or the reasons go back.

const socket = new BlockingSocket(guestDescriptors.control)
socket.send(encodeFrame(frameKinds.ready))
const frame = socket.receive()
if (frame?.kind === frameKinds.load) {
  try {
    socket.send(encodeParts(await takeApart(new Uint8Array(splitPayload(frame).bytes))))
  } catch (error) {
    socket.send(encodeRefused(loadReasonsOf(error, 'the transpiler')))
  }
}
process.exit(0)
