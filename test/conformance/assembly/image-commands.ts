import {
  OrthancPluginCompressAndAnswerJpegImage,
  OrthancPluginCompressAndAnswerPngImage,
} from 'orthanc-wasm/assembly/abi'
import { context } from 'orthanc-wasm/assembly/context'
import { Data } from './data'
import { ImageParameters, invoke, newParameters, OldPngParameters } from './parameters'
import { Action, Command, Run } from './run'
import { Service } from './services'

const kindPng = 0
const kindJpeg = 1

/** Commands that answer with an image. */
export function imageCommands(actions: Map<string, Action>): void {
  actions.set('png', png)
  actions.set('jpeg', jpeg)
  actions.set('image', image)
  actions.set('oldpng', oldPng)
}

/** The shape of an image: four arguments of a command, or what its data says. */
class Shape {
  readonly format: i32
  readonly width: u32
  readonly height: u32
  readonly pitch: u32

  constructor(command: Command, first: i32, data: Data) {
    this.format = <i32>command.numberOr(first, data.shape.format)
    this.width = command.numberOr(first + 1, data.shape.width)
    this.height = command.numberOr(first + 2, data.shape.height)
    this.pitch = command.numberOr(first + 3, data.shape.pitch)
  }
}

function png(run: Run, command: Command): void {
  const data = command.data(5)
  const shape = new Shape(command, 1, data)
  if (command.usesService) return invokeImage(run, command, kindPng, shape, data, 0)
  OrthancPluginCompressAndAnswerPngImage(
    context,
    command.output,
    shape.format,
    shape.width,
    shape.height,
    shape.pitch,
    data.pointer,
  )
}

function jpeg(run: Run, command: Command): void {
  const data = command.data(5)
  const shape = new Shape(command, 1, data)
  const quality = <u8>command.number(6)
  if (command.usesService) return invokeImage(run, command, kindJpeg, shape, data, quality)
  OrthancPluginCompressAndAnswerJpegImage(
    context,
    command.output,
    shape.format,
    shape.width,
    shape.height,
    shape.pitch,
    data.pointer,
    quality,
  )
}

function image(run: Run, command: Command): void {
  const data = command.data(6)
  const kind = <i32>command.number(1)
  invokeImage(run, command, kind, new Shape(command, 2, data), data, <u8>command.number(7))
}

function invokeImage(
  run: Run,
  command: Command,
  kind: i32,
  shape: Shape,
  data: Data,
  quality: u8,
): void {
  const parameters = newParameters<ImageParameters>()
  parameters.output = command.output
  parameters.imageFormat = kind
  parameters.pixelFormat = shape.format
  parameters.width = shape.width
  parameters.height = shape.height
  parameters.pitch = shape.pitch
  parameters.buffer = data.pointer
  parameters.quality = quality
  run.note(invoke(Service.CompressAndAnswerImage, parameters))
}

function oldPng(run: Run, command: Command): void {
  const data = command.data(5)
  const shape = new Shape(command, 1, data)
  const parameters = newParameters<OldPngParameters>()
  parameters.output = command.output
  parameters.format = shape.format
  parameters.width = shape.width
  parameters.height = shape.height
  parameters.pitch = shape.pitch
  parameters.buffer = data.pointer
  run.note(invoke(Service.CompressAndAnswerPngImage, parameters))
}
