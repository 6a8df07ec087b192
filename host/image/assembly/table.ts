// Tables and arrays in linear memory, read and written by index.

// @ts-ignore: decorator
@inline
export function u8At(table: usize, index: usize): u32 {
  return load<u8>(table + index)
}

// @ts-ignore: decorator
@inline
export function u32At(table: usize, index: usize): u32 {
  return load<u32>(table + (index << 2))
}

// @ts-ignore: decorator
@inline
export function setU8At(table: usize, index: usize, value: u32): void {
  store<u8>(table + index, <u8>value)
}

// @ts-ignore: decorator
@inline
export function setU32At(table: usize, index: usize, value: u32): void {
  store<u32>(table + (index << 2), value)
}

// @ts-ignore: decorator
@inline
export function addU32At(table: usize, index: usize, amount: u32): void {
  const at = table + (index << 2)
  store<u32>(at, load<u32>(at) + amount)
}
