import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sample, startServer, type RunningServer } from '../support/serve.ts'
import type { WatPlugin } from '../support/wat-plugin.ts'
import { allocatorRows } from './allocator-rows.ts'
import { compileRows } from './compile-rows.ts'
import { componentRows } from './component-rows.ts'
import { controlFields, controlRows } from './control-rows.ts'
import type { RouteRow } from './guest-row.ts'
import { heapRows } from './heap-rows.ts'
import { groupPlugin } from './hostile-guest.ts'
import { imageRows } from './image-rows.ts'
import { loadRows } from './load-rows.ts'
import { oddityPlugins, oddityRows } from './oddity-rows.ts'
import { outputRows } from './output-rows.ts'
import type { PluginRow } from './plugin-row.ts'
import { pointerRows } from './pointer-rows.ts'
import { resourceFields, resourceRows, wasiImports } from './resource-rows.ts'

/** Rows that are routes of one plugin. */
interface Group {
  readonly name: string
  readonly rows: readonly RouteRow[]
  /** What its plugin has besides. */
  readonly more?: WatPlugin
  /** Limits of its plugin alone. */
  readonly limits?: object
}

const exit = '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))'

export const groups: readonly Group[] = [
  { name: 'pointers', rows: pointerRows },
  { name: 'control', rows: controlRows, more: { imports: exit, extra: controlFields } },
  {
    name: 'outputs',
    rows: outputRows,
    more: { extra: '(global $kept (mut i32) (i32.const 0))' },
    // None of its rows loops: on a loaded machine, too, each ends by itself.
    limits: { TimeoutMs: 60_000 },
  },
  { name: 'images', rows: imageRows },
  {
    name: 'resources',
    rows: resourceRows,
    more: { imports: wasiImports, extra: resourceFields },
  },
  { name: 'oddities', rows: oddityRows },
]

export const plugins: readonly PluginRow[] = [
  ...loadRows,
  ...allocatorRows,
  ...heapRows,
  ...compileRows,
  ...oddityPlugins,
  ...componentRows,
]

/** Serves a healthy plugin and all the others; some of them are refused. */
export async function startZoo(
  folder: string,
  options: { readonly timeoutMs?: number; readonly args?: readonly string[] } = {},
): Promise<RunningServer> {
  const { timeoutMs = 400, args = [] } = options
  const files: string[] = []
  const add = async (name: string, wasm: Promise<Uint8Array>): Promise<void> => {
    const file = join(folder, `${name}.wasm`)
    writeFileSync(file, await wasm)
    files.push(file)
  }
  for (const { name, rows, more } of groups) await add(name, groupPlugin(name, rows, more))
  for (const { name, wasm } of plugins) await add(name, wasm)
  const config = join(folder, 'zoo.json')
  writeFileSync(config, JSON.stringify({ WebAssembly: { ...limits, TimeoutMs: timeoutMs } }))
  return startServer({
    plugins: [sample('hello'), ...files],
    args: ['--config', config, '--skip-refused', ...args],
  })
}

const limits = {
  InitializeTimeoutMs: 60_000,
  MemoryMiB: 16,
  MaxAnswerMiB: 8,
  Plugins: Object.fromEntries(
    [...groups, ...plugins].map(({ name, limits: own = {} }) => [name, own]),
  ),
}
