/** Bytes in place: an address and a length. The caller checks `has` before it reads. */
export class ByteView {
  constructor(
    public at: usize,
    public length: u32,
  ) {}

  /** True if there are `count` bytes at `offset`; cannot overflow, for any value in a file. */
  has(offset: u32, count: u32): bool {
    return offset <= this.length && count <= this.length - offset
  }

  u8(offset: u32): u8 {
    return load<u8>(this.at + offset)
  }

  u16(offset: u32): u16 {
    return load<u16>(this.at + offset)
  }

  u32(offset: u32): u32 {
    return load<u32>(this.at + offset)
  }

  /** Text in printable ASCII; any other byte is shown as "?". */
  text(offset: u32, length: u32): string {
    let text = ''
    for (let i: u32 = 0; i < length; i++) {
      const byte = load<u8>(this.at + offset + i)
      text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?'
    }
    return text
  }
}
