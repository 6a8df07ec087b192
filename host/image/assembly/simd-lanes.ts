// Moves between the lanes of vectors. Each shuffle here is one instruction on x86 and ARM ("unpack", "zip"): V8
// rebuilds the byte masks of a general shuffle on every use, which costs more than several of these.

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
export function zipLow64(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 2)
}

// @ts-ignore: decorator
@inline
export function zipHigh64(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 1, 3)
}

/** The even 16-bit lanes of one, the odd ones of the other. */
// @ts-ignore: decorator
@inline
export function blend16(even: v128, odd: v128): v128 {
  return v128.shuffle<i16>(even, odd, 0, 9, 2, 11, 4, 13, 6, 15)
}

/** The upper halves of the 32-bit lanes, of both vectors in turn. */
// @ts-ignore: decorator
@inline
export function upperHalves(even: v128, odd: v128): v128 {
  return blend16(i32x4.shr_u(even, 16), odd)
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
