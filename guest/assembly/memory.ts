/**
 * Memory that the host asks for: requests, texts and buffers that it hands over. It lies outside the garbage
 * collector, which neither moves nor frees it.
 */
export function malloc(size: usize): usize {
  return heap.alloc(size)
}

/** Frees what `malloc` gave; 0 is allowed. */
export function free(at: usize): void {
  if (at != 0) heap.free(at)
}
