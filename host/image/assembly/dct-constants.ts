// The factors of the eight-point DCT of Loeffler, Ligtenberg and Moschytz (1989), with 13 bits of fraction. The IJG's
// library adds some of them up only after it has multiplied; here sums of factors are weights of dot products, which
// results in the same 32 bits.

export const CONSTANT_BITS: i32 = 13
/** Pass 1 leaves its results four times as large. */
export const PASS1_BITS: i32 = 2
/** Bits of fraction of what pass 2 multiplied. */
export const PASS2_BITS: i32 = CONSTANT_BITS + PASS1_BITS

export const FIX_0_298631336: i16 = 2446
export const FIX_0_390180644: i16 = 3196
export const FIX_0_541196100: i16 = 4433
export const FIX_0_765366865: i16 = 6270
export const FIX_0_899976223: i16 = 7373
export const FIX_1_175875602: i16 = 9633
export const FIX_1_501321110: i16 = 12299
export const FIX_1_847759065: i16 = 15137
export const FIX_1_961570560: i16 = 16069
export const FIX_2_053119869: i16 = 16819
export const FIX_2_562915447: i16 = 20995
export const FIX_3_072711026: i16 = 25172

/** How much larger than the coefficients of T.81 those of a row are when pass 2 hands them on to be quantised. */
export function rowScale(row: usize): u32 {
  const isMultiplied = (row & 3) != 0
  return 8 << (isMultiplied ? PASS2_BITS : 16 + PASS1_BITS)
}
