/** A source as an argument of a compiler: whatever its name, no option (`-x.c`) and no file of options (`@x.c`). */
export function sourceArgument(name: string): string {
  return /^[-@]/.test(name) ? `./${name}` : name
}
