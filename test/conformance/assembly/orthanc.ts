/**
 * The one function that carries out all others, as C plugins call it. The name of this file is the name of the module that it
 * is imported from.
 */
export declare function OrthancPluginInvokeService(
  context: usize,
  service: i32,
  parameters: usize,
): i32
