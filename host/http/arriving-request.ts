import { IncomingMessage } from 'node:http'

/**
 * A request of node:http whose body goes to its listeners at once, as long as they take it: the way through a stream doubles
 * what a chunk costs, and one read may hold ten thousand chunks, which nothing can interrupt.
 */
export class ArrivingRequest extends IncomingMessage {
  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    const isTaken = this.readableFlowing === true && this.readableLength === 0
    if (chunk === null || !isTaken || this.destroyed) return super.push(chunk, encoding)
    this.emit('data', chunk)
    return true
  }
}
