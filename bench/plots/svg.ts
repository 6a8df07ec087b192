/** The width of all plots, in px. */
export const plotWidth = 760

/** Colours of lines, which readers with a colour vision deficiency can distinguish, too. */
const lineColours = [
  { light: '#1f6fd0', dark: '#6aa9ff' },
  { light: '#c2540a', dark: '#ff9d5c' },
  { light: '#6b7280', dark: '#a3acb9' },
  { light: '#0f8a6d', dark: '#4fd1b0' },
  { light: '#9333a8', dark: '#d68bea' },
  { light: '#a16207', dark: '#e3b341' },
]

/** How many lines have a colour of their own. */
export const lineClasses = lineColours.map((_, i) => `line${i}`)

/** A whole document. What it shows is on the reader's own background, light or dark. */
export function svgDocument(height: number, title: string, elements: readonly string[]): string {
  const size = `width="${plotWidth}" height="${height}" viewBox="0 0 ${plotWidth} ${height}"`
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${styles()}</style>`,
    svgText(8, 20, title, 'title'),
    ...elements,
    '</svg>',
  ].join('\n')}\n`
}

function styles(): string {
  return (
    'text{font:12px system-ui,sans-serif;fill:#3d444d}.title{font-size:14px;font-weight:600}' +
    '.end{text-anchor:end}.middle{text-anchor:middle}.group{font-weight:600}' +
    '.grid{stroke:#8b949e;stroke-opacity:.3}.axis{stroke:#8b949e}.spread{stroke:#3d444d}' +
    '.line{fill:none;stroke-width:2}.reference{stroke-dasharray:5 3}.mark{stroke:#c2540a;stroke-width:1.5}' +
    `.ours{fill:#1f6fd0}.peer{fill:#8b949e}${coloursIn('light')}` +
    '@media(prefers-color-scheme:dark){text{fill:#d1d7e0}.spread{stroke:#d1d7e0}.mark{stroke:#ff9d5c}' +
    `.ours{fill:#6aa9ff}.peer{fill:#7d8590}${coloursIn('dark')}}`
  )
}

function coloursIn(theme: 'light' | 'dark'): string {
  const rules = lineColours.map((colour, i) => {
    return `.line${i}{stroke:${colour[theme]}}.text${i}{fill:${colour[theme]}}`
  })
  return rules.join('')
}

/** Text with its baseline at `y`; `classes` may have `end` or `middle` for where `x` is. */
export function svgText(x: number, y: number, text: string, classes = ''): string {
  return `<text x="${at(x)}" y="${at(y)}" class="${classes}">${escapeXml(text)}</text>`
}

/** A straight line from one point to another. */
export function svgLine(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  classes: string,
): string {
  return `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" class="${classes}"/>`
}

export function svgRectangle(
  { x, y, width, height }: Record<'x' | 'y' | 'width' | 'height', number>,
  classes: string,
): string {
  const corner = `x="${at(x)}" y="${at(y)}" rx="2"`
  return `<rect ${corner} width="${at(Math.max(width, 1))}" height="${at(height)}" class="${classes}"/>`
}

export function svgPath(points: readonly (readonly [number, number])[], classes: string): string {
  const steps = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`)
  return `<path d="${steps.join('')}" class="${classes}"/>`
}

function at(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
