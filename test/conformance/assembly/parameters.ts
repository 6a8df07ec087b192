import { context } from 'orthanc-wasm/assembly/context'
import { OrthancPluginInvokeService } from './orthanc'

// The structs that `OrthancPluginInvokeService` reads; the compiler lays out the fields as C does.

@unmanaged
export class OutputParameters {
  output: usize
}

@unmanaged
export class ArgumentParameters extends OutputParameters {
  argument: usize
}

@unmanaged
export class BufferParameters extends OutputParameters {
  answer: usize
  answerSize: u32
  mimeType: usize
}

@unmanaged
export class ImageParameters extends OutputParameters {
  imageFormat: i32
  pixelFormat: i32
  width: u32
  height: u32
  pitch: u32
  buffer: usize
  quality: u8
}

@unmanaged
export class OldPngParameters extends OutputParameters {
  format: i32
  width: u32
  height: u32
  pitch: u32
  buffer: usize
}

@unmanaged
export class StatusCodeParameters extends OutputParameters {
  status: u16
}

@unmanaged
export class StatusParameters extends OutputParameters {
  status: u16
  body: usize
  bodySize: u32
}

@unmanaged
export class KeyValueParameters extends OutputParameters {
  key: usize
  value: usize
}

@unmanaged
export class DetailsParameters extends OutputParameters {
  details: usize
  log: u8
}

@unmanaged
export class RouteParameters {
  pathRegularExpression: usize
  callback: u32
}

const byteLength: usize = 64
const scratch = memory.data(64)

/** A struct with all fields 0. Its memory is reused: the next call returns the same address. */
export function newParameters<T>(): T {
  memory.fill(scratch, 0, byteLength)
  return changetype<T>(scratch)
}

/** Calls a service with a struct and returns its code. */
export function invoke<T>(service: i32, parameters: T): i32 {
  return OrthancPluginInvokeService(context, service, changetype<usize>(parameters))
}
