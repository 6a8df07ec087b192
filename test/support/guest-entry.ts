/** The program of guest processes, as `npm run build` writes it. */
export const guestEntry = new URL('../../dist/host/guest.js', import.meta.url)
