import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import wabt from 'wabt'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import type { Findings } from '../findings.ts'
import { compareServers, outcomeFindings, type Outcome } from '../load/http-trial.ts'
import { largeAnswer, shortAnswer } from '../load/http-trials.ts'
import type { BenchContext, Part } from './part.ts'
import { benchHostRecipe, routes } from '../load/recipes.ts'
import { withServers, type ServerProcess, type ServerRecipe } from '../load/server-process.ts'
import { findPeer, peersNeed } from '../peer-modules.ts'

const source = join(findPackageRoot(), 'bench/native/extism-plugin.wat')

/** Whole requests, compared with another host for plugins. */
export const extismPart: Part = {
  name: 'extism',
  title: "Whole requests compared with Extism's js-sdk",
  about:
    'A background plugin of Extism (`@extism/extism`, in a thread of its own) called from node:http does the same work: ' +
    'the short answer from the name in the path, and 1 MiB. It takes one call at a time.',
  run: benchExtism,
}

async function benchExtism(context: BenchContext): Promise<Findings> {
  const peer = '@extism/extism'
  const found = findPeer(peer)
  if (found === undefined) return { tables: [], skipped: [{ peer, why: `it needs ${peersNeed}` }] }
  const library = createRequire(join(found.folder, 'package.json')).resolve(peer)
  const guest = join(context.folder, 'extism-plugin.wasm')
  const compiler = await wabt()
  writeFileSync(guest, compiler.parseWat(source, readFileSync(source, 'utf8')).toBinary({}).buffer)
  const recipes = [await benchHostRecipe(context), extismRecipe(library, guest)] as const
  return withServers(recipes, (servers) => compareAll(context, servers))
}

function extismRecipe(library: string, guest: string): ServerRecipe {
  const program = fileURLToPath(new URL('../load/extism-server.js', import.meta.url))
  return {
    name: 'Extism',
    command: (port) => [process.execPath, program, String(port), library, guest],
    readyPath: routes.hello,
  }
}

async function compareAll(
  context: BenchContext,
  servers: readonly ServerProcess[],
): Promise<Findings> {
  const outcomes: Outcome[] = []
  for (const trial of context.isQuick ? [shortAnswer] : [shortAnswer, largeAnswer])
    outcomes.push({ trial, all: await compareServers({ ...trial, rounds: 3 }, servers, context) })
  return outcomeFindings('extism', outcomes)
}
