import { mkdtempSync, appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { it } from 'vitest'
import { conversation, formatRequest, type Conversation } from './conversation.ts'
import { converse } from './converse.ts'
import { buildNative } from './guest-plugin.ts'
import { startOrthanc } from './orthanc-server.ts'
import { inParallel } from './run-cases.ts'
import { shrink } from './shrink.ts'

it('finds what kills the real server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'killer-'))
  const native = await buildNative('script-plugin', folder)
  let real = await startOrthanc(native, {}, folder)
  const log = (s: string) => appendFileSync('/tmp/killer.txt', s + '\n')
  const dies = async (one: Conversation): Promise<boolean> => {
    if (!real.isAlive()) real = await startOrthanc(native, {}, folder)
    for (let i = 0; i < 3; i++) {
      try {
        await converse(one, real.port)
      } catch {}
      await new Promise((r) => setTimeout(r, 20))
      if (!real.isAlive()) return true
    }
    return false
  }
  const t0 = Date.now()
  const batches = fc.sample(fc.array(conversation, { minLength: 24, maxLength: 24 }), {
    seed: 215695646,
    numRuns: 30,
  })
  try {
    for (const batch of batches) {
      if (Date.now() - t0 > 230_000) return
      if (!real.isAlive()) real = await startOrthanc(native, {}, folder)
      await inParallel(batch, 24, async (one) => {
        try {
          await converse(one, real.port)
        } catch {}
      })
      await new Promise((r) => setTimeout(r, 100))
      if (real.isAlive()) continue
      log('batch died')
      for (const one of batch) {
        if (!(await dies(one))) continue
        const small = await shrink(one, dies)
        log(JSON.stringify(small.map((g) => g.map(formatRequest).join(''))))
      }
    }
  } finally {
    await real.stop()
  }
}, 280_000)
