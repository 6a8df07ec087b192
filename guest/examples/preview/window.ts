/** The shape of a window between black and white (VOI LUT Function, PS3.3, C.11.2.1). */
export enum WindowShape {
  Linear,
  LinearExact,
  Sigmoid,
}

/** An unknown function is treated as linear, as the standard defines it for an absent one. */
export function parseWindowShape(name: string): WindowShape {
  if (name == 'LINEAR_EXACT') return WindowShape.LinearExact
  return name == 'SIGMOID' ? WindowShape.Sigmoid : WindowShape.Linear
}

/** Values → 256 grey levels (PS3.3, C.11.2). */
export class Window {
  constructor(
    public center: f64,
    public width: f64,
    public shape: WindowShape = WindowShape.Linear,
  ) {}

  /** The window that shows `low` as black and `high` as white. */
  static ofRange(low: f64, high: f64): Window {
    return new Window((low + high + 1) / 2, high - low + 1)
  }

  /** The width is not below 1 for the linear function (C.11.2.1.2.1), only above 0 for the others. */
  isUsable(): bool {
    if (isNaN(this.center)) return false
    return this.shape == WindowShape.Linear ? this.width >= 1 : this.width > 0
  }

  /** The grey level of a value, 0 to 255. */
  level(value: f64): u8 {
    if (this.shape == WindowShape.Sigmoid) return toLevel(this.sigmoid(value))
    // The half units make a window over integers cover exactly `width` of them.
    if (this.shape == WindowShape.Linear)
      return toLevel(ramp(value, this.center - 0.5, this.width - 1))
    return toLevel(ramp(value, this.center, this.width))
  }

  private sigmoid(value: f64): f64 {
    return 1 / (1 + Math.exp((-4 * (value - this.center)) / this.width))
  }
}

function ramp(value: f64, center: f64, width: f64): f64 {
  if (value <= center - width / 2) return 0
  if (value > center + width / 2) return 1
  return (value - center) / width + 0.5
}

function toLevel(share: f64): u8 {
  return <u8>(share * 255 + 0.5)
}
