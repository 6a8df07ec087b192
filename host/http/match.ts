import type { ByteString } from '../exchange/byte-string.ts'
import { MiB, unlimitedClients, type ClientLimits } from '../exchange/limits.ts'
import type { Client, Settle } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { BodyBudget } from './body/body-budget.ts'
import { UnsentBodies } from './answer/unsent-bodies.ts'

/** The route of a request, resolved once: who answers it, and within which limits. */
export interface Match {
  /** The plugin's name for log lines; absent for the upstream Orthanc and unknown resources. */
  readonly plugin?: string | undefined
  readonly maxBodyBytes: number
  /** True if the body is passed on while it arrives, without a limit. */
  readonly streamsBody?: boolean
  /** Absent: nothing limits the memory of bodies. */
  readonly budgets?: MemoryBudgets | undefined
  /** Also safe after a reload: the plugin that has the route then answers. */
  answer(request: Request, client: Client, settle: Settle): void
}

/** Resolves the route of a path. */
export type MatchPath = (path: ByteString) => Match

/** Memory for the large bodies of one plugin: a slow plugin, or its clients, take nothing from the others. */
export interface MemoryBudgets {
  /** Bodies of requests that have no answer yet. */
  readonly bodies: BodyBudget
  /** Large answers that clients have not read yet. */
  readonly unsent: UnsentBodies
}

interface BudgetLimits {
  readonly maxBodiesMiB: number
  readonly maxUnsentMiB: number
}

interface BudgetEvents {
  /** A client that reads nothing was cut. */
  onCut(): void
  /** Called when the answers become too many for the plugin to go on, and when there is room again. */
  setBackpressure?(isOn: boolean): void
}

export function createBudgets(
  { maxBodiesMiB, maxUnsentMiB }: BudgetLimits,
  events: BudgetEvents,
  clients: ClientLimits = unlimitedClients,
): MemoryBudgets {
  return {
    bodies: new BodyBudget(maxBodiesMiB * MiB, clients),
    unsent: new UnsentBodies(maxUnsentMiB * MiB, {
      onCut: () => events.onCut(),
      onFull: (isFull) => events.setBackpressure?.(isFull),
    }),
  }
}
