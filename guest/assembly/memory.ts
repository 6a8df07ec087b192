/**
 * Allocates memory for the host: for requests, texts and buffers that it passes to the plugin. The garbage collector
 * neither moves nor frees it.
 */
export function malloc(size: usize): usize {
  return heap.alloc(size)
}

/** Frees memory of `malloc`; 0 is allowed. */
export function free(at: usize): void {
  if (at != 0) heap.free(at)
}
