import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { textOf } from '../exchange/byte-string.ts'
import type { ServedPlugin } from '../exchange/instance.ts'
import type { EndedInstance, EndedRequest, Observer } from '../exchange/ports.ts'

/** Upper bounds of the buckets of durations, in seconds. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Time between two looks at the event loop: 10 ms, the library's default, cost 3 % of all requests/s. */
const eventLoopMs = 100

const prefix = 'orthanc_wasm_'

/** The label of requests that no plugin answers: those of the upstream Orthanc and unknown resources. */
const noPlugin = ''

/** Counts requests and failures by plugin, in Prometheus' text format. Labels are names of plugins and statuses alone. */
export class Metrics implements Observer {
  readonly #registry = new Registry()
  readonly #plugins: () => readonly ServedPlugin[]
  readonly #requests = new RequestCounts()
  readonly #durations: Histogram<'plugin'>
  readonly #ended: Readonly<Record<EndedInstance['kind'], Counter<'plugin'>>>
  readonly #restarts: Counter<'plugin'>

  constructor(plugins: () => readonly ServedPlugin[]) {
    this.#plugins = plugins
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: eventLoopMs })
    this.#countRequests()
    this.#durations = new Histogram({
      ...this.#named('request_duration_seconds', "From a request's head to the end of its answer"),
      labelNames: ['plugin'],
      buckets: durationBuckets,
    })
    this.#ended = {
      trap: this.#counter('traps_total', 'Instances that a trap ended'),
      deadline: this.#counter('deadline_kills_total', 'Processes killed at their deadline'),
      process: this.#counter('process_ends_total', 'Processes that ended by themselves'),
    }
    this.#restarts = this.#counter('restarts_total', 'Instances that replaced others')
    this.#gauge('queue_length', 'Requests that wait', ({ waiting }) => waiting)
    this.#gauge('memory_bytes', 'Resident memory of the processes', (each) => each.residentBytes)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  async text(): Promise<string> {
    const own = await this.#registry.metrics()
    return own + (await this.#ofPlugins().metrics())
  }

  /** What the plugins have set: one metric of a name, also if several plugins set it. */
  #ofPlugins(): Registry {
    const registry = new Registry()
    const gauges = new Map<string, Gauge<'plugin'>>()
    for (const plugin of this.#plugins())
      for (const { name, value } of plugin.metrics) {
        const help = 'Set by plugins'
        const created = { name, help, labelNames: ['plugin'] as const, registers: [registry] }
        const gauge = gauges.get(name) ?? new Gauge(created)
        gauges.set(name, gauge)
        gauge.set({ plugin: nameOf(plugin) }, value)
      }
    return registry
  }

  readonly onRequest = ({ plugin = noPlugin, status, ms }: EndedRequest): void => {
    this.#requests.add(plugin, status ?? 'none')
    this.#durations.observe({ plugin }, ms / 1000)
  }

  readonly onEnd = ({ kind, plugin }: EndedInstance): void => {
    this.#ended[kind].inc({ plugin })
  }

  readonly onRestart = (plugin: string): void => {
    this.#restarts.inc({ plugin })
  }

  #named(name: string, help: string) {
    return { name: prefix + name, help, registers: [this.#registry] }
  }

  #countRequests(): void {
    const requests = this.#requests
    const counter: Counter<'plugin' | 'status'> = new Counter({
      ...this.#named('requests_total', 'Requests by status; none: the connection ended before'),
      labelNames: ['plugin', 'status'],
      collect() {
        for (const { plugin, status, count } of requests.take())
          counter.inc({ plugin, status }, count)
      },
    })
  }

  /** A counter by plugin, which begins at 0: a first failure shows as an increase. */
  #counter(name: string, help: string): Counter<'plugin'> {
    const plugins = this.#plugins
    const counter: Counter<'plugin'> = new Counter({
      ...this.#named(name, help),
      labelNames: ['plugin'],
      collect() {
        for (const plugin of plugins()) counter.inc({ plugin: nameOf(plugin) }, 0)
      },
    })
    return counter
  }

  #gauge(name: string, help: string, valueOf: (plugin: ServedPlugin) => number): void {
    const plugins = this.#plugins
    const gauge: Gauge<'plugin'> = new Gauge({
      ...this.#named(name, help),
      labelNames: ['plugin'],
      collect() {
        gauge.reset()
        for (const plugin of plugins()) gauge.set({ plugin: nameOf(plugin) }, valueOf(plugin))
      },
    })
  }
}

/** Requests since the last scrape: the library's counter takes ten times as long for each. */
class RequestCounts {
  readonly #plugins = new Map<string, Map<number | 'none', number>>()

  add(plugin: string, status: number | 'none'): void {
    const known = this.#plugins.get(plugin)
    const counts = known ?? new Map<number | 'none', number>()
    if (known === undefined) this.#plugins.set(plugin, counts)
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }

  take() {
    const taken = [...this.#plugins].flatMap(([plugin, counts]) =>
      [...counts].map(([status, count]) => ({ plugin, status, count })),
    )
    this.#plugins.clear()
    return taken
  }
}

function nameOf({ description }: ServedPlugin): string {
  return textOf(description.name)
}
