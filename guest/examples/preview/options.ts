import { formatDecimal, parseDecimal } from './decimal'

/** The options of a request: `format=jpeg&quality=90&center=40&width=400&window=none&frame=0`. */
export class PreviewOptions {
  isJpeg: bool = false
  /** The details of the file as JSON, and no picture. */
  isJson: bool = false
  quality: i32 = 90
  /** NaN: the window of the file. */
  center: f64 = NaN
  width: f64 = NaN
  /** The stored values in 16 bit, without a window. */
  isUnwindowed: bool = false
  /** Counted from 0, as in Orthanc's /instances/{id}/frames/{frame}. */
  frame: u32 = 0

  /** Reads one option. Returns its problem, or null. */
  set(name: string, value: string): string | null {
    if (name == 'center') return this.setCenter(value)
    if (name == 'width') return this.setWidth(value)
    if (name == 'window') return this.setWindow(value)
    if (name == 'format') return this.setFormat(value)
    if (name == 'quality') return this.setQuality(value)
    if (name == 'frame') return this.setFrame(value)
    // Orthanc makes a pair of empty strings of "?" and of each empty piece between two "&".
    if (name == '' && value == '') return null
    return `unknown option "${name}": only center, width, window, format, quality and frame exist`
  }

  /** Reads all options of a text in the form of a query. */
  setAll(text: string): string | null {
    const pieces = text.split('&')
    for (let i = 0; i < pieces.length; i++) {
      const equals = pieces[i].indexOf('=')
      const name = equals < 0 ? pieces[i] : pieces[i].substring(0, equals)
      const value = equals < 0 ? '' : pieces[i].substring(equals + 1)
      const problem = this.set(name, value)
      if (problem !== null) return problem
    }
    return null
  }

  /** Returns the problem of options that exclude each other, or null. */
  check(): string | null {
    if (!this.isUnwindowed) return null
    if (!isNaN(this.center) || !isNaN(this.width)) return 'window=none excludes center and width'
    return this.isJpeg
      ? 'window=none renders 16 bits, which JPEG does not have: leave out format=jpeg'
      : null
  }

  private setCenter(text: string): string | null {
    this.center = parseDecimal(text)
    return isNaN(this.center) ? `center "${text}" is not a number` : null
  }

  private setWidth(text: string): string | null {
    this.width = parseDecimal(text)
    if (isNaN(this.width)) return `width "${text}" is not a number`
    return this.width >= 1 ? null : `width ${formatDecimal(this.width)} is below 1`
  }

  private setWindow(text: string): string | null {
    this.isUnwindowed = text == 'none'
    return this.isUnwindowed
      ? null
      : `window "${text}": only "none" is possible, a window is center and width`
  }

  private setFormat(text: string): string | null {
    this.isJpeg = text == 'jpeg'
    this.isJson = text == 'json'
    return this.isJpeg || this.isJson || text == 'png'
      ? null
      : `format "${text}": only "png", "jpeg" and "json" are possible`
  }

  private setQuality(text: string): string | null {
    const quality = parseWhole(text)
    this.quality = quality
    return quality >= 1 && quality <= 100
      ? null
      : `quality "${text}" is not a whole number from 1 to 100`
  }

  private setFrame(text: string): string | null {
    const frame = parseWhole(text)
    this.frame = frame
    return frame >= 0 ? null : `frame "${text}" is not a whole number from 0`
  }
}

/** -1 unless the text is an integer that fits an i32. */
function parseWhole(text: string): i32 {
  const value = parseDecimal(text)
  return value >= 0 && value <= <f64>i32.MAX_VALUE && Math.trunc(value) == value ? <i32>value : -1
}
