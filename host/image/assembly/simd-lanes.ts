// Moves between the lanes of vectors. Each shuffle here is one instruction on x86 and ARM ("unpack", "zip"): V8
// rebuilds the byte masks of a general shuffle on every use, which costs more than several of these.

// @ts-ignore: decorator
@inline
export function zipLow8(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
}

// @ts-ignore: decorator
@inline
export function zipLow16(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
}

// @ts-ignore: decorator
@inline
export function zipHigh16(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
}

// @ts-ignore: decorator
@inline
export function zipLow32(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 4, 1, 5)
}

// @ts-ignore: decorator
@inline
export function zipHigh32(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 2, 6, 3, 7)
}

// @ts-ignore: decorator
@inline
export function zipLow64(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 2)
}

// @ts-ignore: decorator
@inline
export function zipHigh64(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 1, 3)
}

/** Sum of the four 32-bit lanes. */
// @ts-ignore: decorator
@inline
export function sumLanes(a: v128): u32 {
  return (
    i32x4.extract_lane(a, 0) +
    i32x4.extract_lane(a, 1) +
    i32x4.extract_lane(a, 2) +
    i32x4.extract_lane(a, 3)
  )
}

/** The 16-bit pair (even, odd) in all four 32-bit lanes: the weights of `i32x4.dot_i16x8_s`. */
// @ts-ignore: decorator
@inline
export function weightPair(even: i16, odd: i16): v128 {
  return i32x4.splat(<i32>(<u16>even) | ((<i32>odd) << 16))
}

/** Eight 32-bit sums >> shift, as eight 16-bit lanes; the sums hold their rounding already. */
// @ts-ignore: decorator
@inline
export function descale(low: v128, high: v128, shift: i32): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, shift), i32x4.shr_s(high, shift))
}
