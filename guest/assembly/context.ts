/** What the host gave to `OrthancPluginInitialize`, the first argument of every call; 0 until then. */
export let context: usize = 0

/** Keeps the context for the life of the plugin. */
export function setContext(given: usize): void {
  context = given
}
