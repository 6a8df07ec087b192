import { errorCodes } from '../../abi/enums.ts'
import { errorAnswer, type Answer, type Passed } from '../exchange/answer.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Client, Dispatch } from '../exchange/ports.ts'
import { refuse } from '../exchange/refusals.ts'
import type { Request } from '../exchange/request.ts'
import type { PathGroups } from './path-pattern.ts'
import type { RouteMatch, RouteTable, TooCostly } from './route-table.ts'

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

/** What a path was resolved to; `undefined`: no plugin has a route for it. */
export type Found = RouteMatch | TooCostly | undefined

/** Finds the plugin that answers a path. */
export class Dispatcher {
  readonly #table: RouteTable
  readonly #plugins: readonly DispatchedPlugin[]
  readonly #otherwise: Dispatch

  constructor({ table, plugins, otherwise = unknownResource }: DispatcherOptions) {
    this.#table = table
    this.#plugins = plugins
    this.#otherwise = otherwise
  }

  find(path: ByteString): Found {
    return this.#table.findAfter(path, -1)
  }

  /** Answers with the plugin of that route or, if it passes the request on, with that of the next route that matches. */
  answer(found: Found, request: Request, client: Client): Promise<Answer> {
    if (found === undefined) return this.#otherwise(request, client)
    if (found.kind === 'too-costly') return Promise.resolve(refuse('path-too-long'))
    const plugin = this.#plugins[found.plugin]
    if (plugin === undefined) return this.#otherwise(request, client)
    return plugin
      .answer(request, found.route, found.groups, client)
      .then((answer) =>
        answer.kind === 'passed'
          ? this.answer(this.#table.findAfter(request.path, found.order), request, client)
          : answer,
      )
  }
}

const unknownResource: Dispatch = () => Promise.resolve(errorAnswer(errorCodes.UnknownResource))
