import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type Passed } from '../exchange/answer.ts'
import type { Client, Dispatch } from '../exchange/ports.ts'
import { refuse } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import type { PathGroups } from './path-pattern.ts'
import type { RouteTable } from './route-table.ts'

/** A plugin as the dispatcher sees it. */
export interface DispatchedPlugin {
  /** Calls the callback of a route; never rejects. */
  answer(
    request: Request,
    route: number,
    groups: PathGroups,
    client: Client,
  ): Promise<Answer | Passed>
}

export interface DispatcherOptions {
  readonly table: RouteTable
  /** Indexed by their numbers in the table. */
  readonly plugins: readonly DispatchedPlugin[]
  /** Answers requests without a route; by default with an unknown resource. */
  readonly otherwise?: Dispatch
}

/** Sends a request to the first plugin whose route matches; if the plugin passes, to the next one. */
export function createDispatcher(options: DispatcherOptions): Dispatch {
  const { table, plugins, otherwise = unknownResource } = options

  const dispatchAfter = (request: Request, client: Client, after: number): Promise<Answer> => {
    const found = table.findAfter(request.path, after)
    if (found === undefined) return otherwise(request, client)
    if (found.kind === 'too-costly') return Promise.resolve(refuse('path-too-long'))
    const plugin = plugins[found.plugin]
    if (plugin === undefined) return otherwise(request, client)
    return plugin
      .answer(request, found.route, found.groups, client)
      .then((answer) =>
        answer.kind === 'passed' ? dispatchAfter(request, client, found.order) : answer,
      )
  }
  return (request, client) => dispatchAfter(request, client, -1)
}

const unknownResource: Dispatch = () => Promise.resolve(errorAnswer(errorCodes.UnknownResource))
