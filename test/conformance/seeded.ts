/** The number (32 bits) that a place and a seed give: the same on every side of a comparison. */
export function seeded(index: number, seed: number): number {
  let mixed = (index + Math.imul(0x9e3779b9, seed + 1)) >>> 0
  mixed ^= mixed >>> 16
  mixed = Math.imul(mixed, 0x7feb352d)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
