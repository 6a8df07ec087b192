/** A size in decimal units: `812 B`, `13.6 kB`, `2.0 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

const pageKiB = 64

/** Pages of a linear memory: `1 page (64 KiB)`, `4096 pages (256 MiB)`. */
export function formatPages(pages: number): string {
  const size =
    pages < 16 ? `${pages * pageKiB} KiB` : `${Math.round((pages * pageKiB) / 102.4) / 10} MiB`
  return `${pages} ${pages === 1 ? 'page' : 'pages'} (${size})`
}
