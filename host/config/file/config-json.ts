import type { Node } from 'jsonc-parser'

/** Whether the value with those keys, from the outermost object on, is left out; a value in a list has the keys of the list. */
export type IsHidden = (path: readonly string[], value: Node) => boolean

/**
 * The JSON of a node without comments and without what is hidden; numbers and strings as they were written, the last of equal
 * names.
 */
export function jsonOf(
  node: Node,
  text: string,
  isHidden: IsHidden,
  path: readonly string[] = [],
): string {
  const children = node.children ?? []
  if (node.type === 'array') {
    const items = children.filter((item) => !isHidden(path, item))
    return `[${items.map((item) => jsonOf(item, text, isHidden, path)).join(',')}]`
  }
  if (node.type !== 'object') return text.slice(node.offset, node.offset + node.length)
  const members = new Map<string, string>()
  for (const { children: [key, value] = [] } of children) {
    if (key === undefined || value === undefined) continue
    const name = String(key.value)
    const inner = [...path, name]
    members.delete(name)
    if (isHidden(inner, value)) continue
    members.set(name, `${JSON.stringify(key.value)}:${jsonOf(value, text, isHidden, inner)}`)
  }
  return `{${[...members.values()].join(',')}}`
}
