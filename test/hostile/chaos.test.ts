import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { runChaos, type ChaosReport } from './chaos.ts'

/** Node has some of its own. */
const threadsOfGuest = 16

/** `npm run hostile` sets a large number. */
const kills = Number(process.env['ORTHANC_WASM_KILLS'] ?? 30)

describe.skipIf(!existsSync('/proc/self/status'))('a plugin that misbehaves all the time', () => {
  let report: ChaosReport

  beforeAll(
    async () => {
      report = await runChaos({ kills, others: kills * 5 })
    },
    120_000 + kills * 3000,
  )

  it('costs the healthy ones not one answer', () => {
    expect(report.healthy.wrong).toEqual([])
    expect(report.healthy.right).toBeGreaterThan(100)
  })

  it('gets an answer for each of its own requests', () => {
    expect(report.odd).toEqual([])
  })

  it('leaves memory, processes, threads and descriptors as they were', () => {
    const { before, after } = report
    const { right, slowestMs } = report.healthy
    process.stdout.write(
      `RSS of all processes ${before.rssMiB} MiB before ${kills} kills and ${kills * 5} other attacks, ${after.rssMiB} MiB after; ` +
        `${report.killsPerSecond.toFixed(1)} kills a second; ${right} right answers, the slowest in ${slowestMs} ms\n`,
    )
    expect(after.rssMiB - before.rssMiB).toBeLessThan(100)
    // A spare may have been on its way when they were counted.
    expect(after.processes).toBeLessThanOrEqual(before.processes + 1)
    expect(after.threads).toBeLessThanOrEqual(before.threads + threadsOfGuest)
    expect(after.descriptors).toBeLessThanOrEqual(before.descriptors + 16)
  })

  it('leaves no stack trace in the log, and a server that ends with 0', () => {
    expect(report.log).not.toMatch(/^\s+at |node:internal/m)
    expect(report.exitCode).toBe(0)
  })
})
