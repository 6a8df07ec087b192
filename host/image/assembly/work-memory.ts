// The memory above the static tables. An image's buffers are laid out there one after the other and forgotten
// with the next image, so that nothing is ever freed and the memory stays as large as the largest image needed.

const ALIGNMENT: usize = 64
const PAGE_BITS: usize = 16
const MAX_BUFFERED_BYTES: u64 = 2097152

let top: usize = 0

/** Forgets all buffers. */
export function clearWork(): void {
  top = alignUp(__heap_base)
}

/** The address of a new buffer. It may be used after `growToFit` has returned true. */
export function reserve(byteLength: usize): usize {
  const at = top
  top = alignUp(at + byteLength)
  return at
}

/**
 * Size of the output's buffer for an image that may need `byteLength` bytes. Up to the limit the file is copied out in one
 * piece, as most files are.
 */
export function bufferedBytes(byteLength: u64): usize {
  return <usize>min(byteLength, MAX_BUFFERED_BYTES)
}

/** Grows the memory over all reserved buffers. Returns false if the engine refuses. */
export function growToFit(): bool {
  const pages = <i32>((top + (1 << PAGE_BITS) - 1) >> PAGE_BITS)
  const missing = pages - memory.size()
  return missing <= 0 || memory.grow(missing) >= 0
}

function alignUp(at: usize): usize {
  return (at + ALIGNMENT - 1) & ~(ALIGNMENT - 1)
}
