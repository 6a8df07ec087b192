import { ownRequest } from './request.ts'

/** As a change, a run of a plugin's timers reaches it as a request to a route that no plugin has. Its answer is nothing. */
export const timerRoute = 2 ** 32 - 2

export const timerRequest = ownRequest('timer', '')
