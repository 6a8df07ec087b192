import { OrthancPluginHttpRequest } from './abi'
import { decode, encode, isEqual } from './c-string'

/** The texts that the groups of a route's pattern matched, in order; `""` for a group that did not match. */
@unmanaged
export class Groups {
  private constructor() {}

  /** The number of groups of the pattern. */
  get length(): i32 {
    return <i32>requestOf(this).groupsCount
  }

  /** The text of one group. An invalid index throws a RangeError. */
  @operator('[]')
  get(index: i32): string {
    return textAt(requestOf(this).groups, index, this.length)
  }
}

/**
 * The arguments of a GET request, `?name=value&…`, in order and with duplicates. They are not decoded: pass texts that
 * may contain `%20` to `decodeURIComponent()`.
 */
@unmanaged
export class Arguments {
  private constructor() {}

  /** The number of arguments. */
  get length(): i32 {
    return <i32>requestOf(this).getCount
  }

  /** The name at an index. An invalid index throws a RangeError. */
  name(index: i32): string {
    return textAt(requestOf(this).getKeys, index, this.length)
  }

  /** The value at an index. An invalid index throws a RangeError. */
  value(index: i32): string {
    return textAt(requestOf(this).getValues, index, this.length)
  }

  /** True if there is an argument of that name. */
  has(name: string): bool {
    return find(requestOf(this).getKeys, this.length, name) >= 0
  }

  /** The value of the first argument of that name, or the default. */
  get(name: string, otherwise: string = ''): string {
    const index = find(requestOf(this).getKeys, this.length, name)
    return index < 0 ? otherwise : this.value(index)
  }
}

/** The headers of a request: one value per name, the names in lower case and sorted. */
@unmanaged
export class Headers {
  private constructor() {}

  /** The number of headers. */
  get length(): i32 {
    return <i32>requestOf(this).headersCount
  }

  /** The name at an index, in lower case. An invalid index throws a RangeError. */
  name(index: i32): string {
    return textAt(requestOf(this).headersKeys, index, this.length)
  }

  /** The value at an index. An invalid index throws a RangeError. */
  value(index: i32): string {
    return textAt(requestOf(this).headersValues, index, this.length)
  }

  /** True if there is a header of that name, in any case of letters. */
  has(name: string): bool {
    return find(requestOf(this).headersKeys, this.length, name.toLowerCase()) >= 0
  }

  /** The value of the header of that name, or the default. */
  get(name: string, otherwise: string = ''): string {
    const index = find(requestOf(this).headersKeys, this.length, name.toLowerCase())
    return index < 0 ? otherwise : this.value(index)
  }
}

/** The three classes are views of the request: their reference is its address. */
function requestOf<T>(view: T): OrthancPluginHttpRequest {
  return changetype<OrthancPluginHttpRequest>(changetype<usize>(view))
}

function textAt(texts: usize, index: i32, count: i32): string {
  if (<u32>index >= <u32>count) throw new RangeError('Index out of range')
  return decode(load<usize>(texts + <usize>index * sizeof<usize>()))
}

function find(names: usize, count: i32, name: string): i32 {
  const wanted = encode(name)
  for (let i = 0; i < count; i++) {
    if (isEqual(load<usize>(names + <usize>i * sizeof<usize>()), wanted)) return i
  }
  return -1
}
