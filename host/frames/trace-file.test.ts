import { fstatSync, ftruncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../test/support/temporary-file.ts'
import { frameOverheadBytes, TraceFile, traceKinds, TraceSnapshot } from './trace-file.ts'

const descriptor = temporaryFile('trace')

function newTrace(): TraceFile {
  const trace = new TraceFile(descriptor)
  trace.restart()
  return trace
}

function textsNow(): readonly string[] {
  return [...TraceSnapshot.read(descriptor).frames()].map(({ payload }) => payload.toString('utf8'))
}

describe('TraceFile', () => {
  it('writes frames that another reader of the file finds', () => {
    const trace = newTrace()
    trace.append([traceKinds.event, 'Grüße'])
    trace.append([traceKinds.body, Uint8Array.of(0, 255)])
    const [text, body] = TraceSnapshot.read(descriptor).frames()
    expect(text).toEqual({ kind: traceKinds.event, payload: Buffer.from('Grüße') })
    expect(body).toEqual({ kind: traceKinds.body, payload: Buffer.of(0, 255) })
  })

  it('counts the bytes of its frames', () => {
    const trace = newTrace()
    expect(trace.used).toBe(0)
    trace.append([traceKinds.event, 'abc'])
    expect(trace.used).toBe(frameOverheadBytes + 3)
  })

  it('restarts with frames that were cut out, and with nothing else', () => {
    const trace = newTrace()
    trace.append([traceKinds.event, 'first'])
    const from = trace.used
    trace.append([traceKinds.event, 'second'])
    trace.restart([trace.cutOut(from, trace.used)], 7)
    trace.append([traceKinds.event, 'third'])
    expect(textsNow()).toEqual(['second', 'third'])
    expect(TraceSnapshot.read(descriptor).dropped).toBe(7)
  })
})

describe('TraceSnapshot', () => {
  it('has nothing of an empty file', () => {
    ftruncateSync(descriptor, 0)
    expect(TraceSnapshot.read(descriptor).dropped).toBe(0)
    expect(textsNow()).toEqual([])
  })

  it('leaves out a frame that its process did not finish, wherever it was cut', () => {
    const trace = newTrace()
    trace.append([traceKinds.event, 'whole'])
    trace.append([traceKinds.event, 'cut'])
    const whole = fstatSync(descriptor).size
    for (let missing = 1; missing <= frameOverheadBytes + 3; missing++) {
      ftruncateSync(descriptor, whole - missing)
      expect(textsNow()).toEqual(['whole'])
    }
  })

  it('keeps what it read when the file changes', () => {
    const trace = newTrace()
    trace.append([traceKinds.event, 'before'])
    const snapshot = TraceSnapshot.read(descriptor)
    trace.restart()
    expect([...snapshot.frames()]).toHaveLength(1)
  })
})
