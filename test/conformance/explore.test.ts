import { mkdtempSync, rmSync, appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { it } from 'vitest'
import { formatScript } from './generate-script.ts'
import { conversation, formatRequest } from './conversation.ts'
import { readDifferences } from './differences.ts'
import { buildGuests, buildNative } from './guest-plugin.ts'
import { compareLive, explain, startPair } from './live.ts'
import { inParallel } from './run-cases.ts'

import type { Conversation } from './conversation.ts'
const simple = ['GET', 'POST', 'PUT', 'DELETE']
function isWanted(c: Conversation): boolean {
  if (process.env['WIDE']) return true
  return c.every((g) =>
    g.every((r) => {
      const con = r.headers.filter((h) => /^connection:/i.test(h))
      if (con.length > 1 || con.some((h) => !/: (keep-alive|close)$/i.test(h))) return false
      if (/\?$/.test(r.target)) return false
      if (!simple.includes(r.method) && r.headers.some((h) => /override/i.test(h))) return false
      if (r.method === 'CONNECT') return false
      if (
        g.length > 1 &&
        (/^(get|TRACE|FOO|Post|GETS)$/.test(r.method) || !/HTTP\/1\.[01]/.test(r.version))
      )
        return false
      if (!/HTTP\/1\.[01]/.test(r.version) && !simple.includes(r.method)) return false
      return true
    }),
  )
}

it('explores', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-'))
  const native = await buildNative('script-plugin', folder)
  const guest = (await buildGuests('C', folder))['script-plugin']
  let pair = await startPair(
    { native, guest },
    JSON.parse(process.env['LIVE_CONFIG'] ?? '{}'),
    folder,
  )
  const table = readDifferences()
  const out = process.env['OUT'] ?? '/tmp/explore.txt'
  const log = (s: string) => appendFileSync(out, s + '\n')
  const seen = new Map<string, number>()
  const purpose = new Map<string, number>()
  let requests = 0,
    found = 0
  const seed = Number(process.env['LIVE_SEED'] ?? Date.now() % 2 ** 31)
  const t0 = Date.now()
  try {
    const batches = fc.sample(
      fc.array(conversation.filter(isWanted), { minLength: 24, maxLength: 24 }),
      {
        seed,
        numRuns: Number(process.env['BATCHES'] ?? 40),
      },
    )
    for (const batch of batches) {
      const ended = (): boolean => !pair.real.isAlive() || !pair.ours.isAlive()
      const restart = async (): Promise<void> => {
        log(`DIED real ${pair.real.isAlive()} ours ${pair.ours.isAlive()}`)
        await pair.stop()
        pair = await startPair(
          { native, guest },
          JSON.parse(process.env['LIVE_CONFIG'] ?? '{}'),
          folder,
        )
      }
      const cs = await inParallel(batch, 24, async (one) => {
        try {
          return await compareLive(pair, one, table)
        } catch (e) {
          if (ended()) return { kind: 'same' } as const
          throw e
        }
      })
      await new Promise((r) => setTimeout(r, 50))
      if (ended()) {
        await restart()
        for (const one of batch) {
          try {
            await compareLive(pair, one, table)
          } catch {}
          await new Promise((r) => setTimeout(r, 30))
          if (ended()) {
            log('KILLER ' + JSON.stringify(one.map((g) => g.map(formatRequest).join(''))))
            await restart()
          }
        }
        continue
      }
      for (const [i, c] of cs.entries()) {
        requests += batch[i]!.flat().length
        if (c.kind === 'differs-on-purpose')
          for (const id of c.ids) purpose.set(id, (purpose.get(id) ?? 0) + 1)
        if (c.kind !== 'differs') continue
        const sig = c.differences[0]!.split('\n')
          .map((l) => l.slice(0, 60))
          .join('|')
          .replaceAll(/\d+/g, 'N')
        const n = seen.get(sig) ?? 0
        seen.set(sig, n + 1)
        if (n > 1 || found > 60) continue
        found++
        const text = await explain(pair, batch[i]!, table, c.differences)
        log(`#### ${sig}\n${text ?? 'not again: ' + c.differences.join('\n')}\n`)
        if (!pair.real.isAlive() || !pair.ours.isAlive()) {
          log(`DIED real ${pair.real.isAlive()} ours ${pair.ours.isAlive()}`)
          return
        }
      }
    }
  } finally {
    log(
      `seed ${seed} requests ${requests} ms ${Date.now() - t0} ${JSON.stringify([...seen])} purpose ${JSON.stringify([...purpose])}`,
    )
    await pair.stop()
    rmSync(folder, { recursive: true })
  }
}, 280_000)
