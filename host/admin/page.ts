// Generated from page.html by guest/build/embed-page. Do not edit; run "npm run abi".

/** The page as it is served. */
export const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>orthanc-wasm</title>
    <link rel="icon" href="data:," />
    <style>
      :root {
        color-scheme: light dark;
        --text: light-dark(#1c2128, #e6e9ee);
        --muted: light-dark(#57606a, #a3adba);
        --page: light-dark(#f6f8fa, #14181d);
        --card: light-dark(#fff, #1d232b);
        --line: light-dark(#d0d7de, #3b4450);
        --good: light-dark(#136c2e, #6fdd8b);
        --bad: light-dark(#b3261e, #ff9d94);
        --first: light-dark(#0757ba, #79b8ff);
        --second: light-dark(#9a5200, #f0a860);
      }
      * {
        box-sizing: border-box;
      }
      body {
        margin: 0;
        background: var(--page);
        color: var(--text);
        font:
          16px/1.45 system-ui,
          sans-serif;
      }
      header,
      main {
        max-width: 75rem;
        margin: 0 auto;
        padding: 1rem;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
        align-items: baseline;
      }
      h1 {
        font-size: 1.25rem;
        margin: 0;
      }
      h2 {
        font-size: 1.1rem;
        margin: 0;
        overflow-wrap: anywhere;
      }
      h3 {
        font-size: 1rem;
        margin: 1rem 0 0.25rem;
      }
      header p {
        margin: 0;
      }
      #plugins {
        display: grid;
        gap: 1rem;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
      }
      article,
      #failures {
        background: var(--card);
        border: 1px solid var(--line);
        border-radius: 0.5rem;
        padding: 1rem;
        min-width: 0;
      }
      #failures {
        margin-top: 1rem;
        overflow-x: auto;
      }
      .head {
        display: flex;
        gap: 0.5rem;
        align-items: start;
        justify-content: space-between;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 0.75rem;
        margin: 0.5rem 0;
      }
      dt,
      .muted,
      figcaption {
        color: var(--muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      code {
        font:
          0.85em ui-monospace,
          monospace;
        overflow-wrap: anywhere;
      }
      .good {
        color: var(--good);
      }
      .bad {
        color: var(--bad);
      }
      button {
        min-height: 2.75rem;
        padding: 0 1rem;
        font: inherit;
        color: inherit;
        background: var(--page);
        border: 1px solid var(--muted);
        border-radius: 0.375rem;
        cursor: pointer;
      }
      button:disabled {
        cursor: default;
        opacity: 0.75;
      }
      a {
        color: var(--first);
      }
      a:focus-visible,
      button:focus-visible,
      summary:focus-visible,
      #failures:focus-visible {
        outline: 3px solid var(--first);
        outline-offset: 2px;
      }
      figure {
        margin: 0.75rem 0 0;
      }
      svg {
        display: block;
        width: 100%;
        height: 3.5rem;
        border-bottom: 1px solid var(--line);
      }
      polyline {
        fill: none;
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
        stroke: var(--first);
      }
      polyline.second {
        stroke: var(--second);
        stroke-dasharray: 5 3;
      }
      summary {
        cursor: pointer;
        padding: 0.5rem 0;
      }
      ul {
        margin: 0;
        padding-left: 1.25rem;
      }
      li {
        padding: 0.25rem 0;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        text-align: left;
        vertical-align: top;
        padding: 0.25rem 0.75rem 0.25rem 0;
        border-top: 1px solid var(--line);
      }
    </style>
  </head>
  <body>
    <header>
      <h1>orthanc-wasm</h1>
      <p id="state" role="status">Loading …</p>
      <p class="muted">
        <a href="/metrics">metrics</a> · <a href="/ready">ready</a> · <a href="/health">health</a>
      </p>
    </header>
    <main>
      <p id="message" role="alert" class="bad"></p>
      <section id="plugins" aria-label="Plugins"></section>
      <section id="failures" aria-label="Last failures" tabindex="0" hidden></section>
    </main>
    <script>
      'use strict'
      const pollMs = 2000
      const minutes = 5

      /** An element with attributes and children; texts are never read as HTML. */
      function element(name, attributes = {}, ...children) {
        const isDrawing = ['svg', 'polyline'].includes(name)
        const made = isDrawing
          ? document.createElementNS('http://www.w3.org/2000/svg', name)
          : document.createElement(name)
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
        made.append(...children)
        return made
      }

      const number = (value) =>
        value >= 100 ? Math.round(value).toString() : Number(value.toPrecision(2)).toString()
      const latest = (values) => values.findLast((value) => value !== null)
      const ms = (value) => (value === undefined ? '–' : \`\${number(value)} ms\`)

      /** One line for each list of values; gaps where there were no requests. */
      function chart(label, caption, ...lines) {
        const most = Math.max(1e-9, ...lines.flat().map((value) => value ?? 0))
        const svg = element('svg', {
          viewBox: '0 0 300 50',
          preserveAspectRatio: 'none',
          role: 'img',
          'aria-label': \`\${label}, last \${minutes} minutes: \${caption}\`,
        })
        lines.forEach((values, i) => {
          const step = 300 / (values.length - 1)
          for (const part of partsOf(values)) {
            const points = part.map(
              ([at, value]) => \`\${(at * step).toFixed(1)},\${(48 - (value / most) * 46).toFixed(1)}\`,
            )
            svg.append(
              element('polyline', {
                points: points.length === 1 ? \`\${points[0]} \${points[0]}\` : points.join(' '),
                class: i === 0 ? 'first' : 'second',
                'stroke-linecap': 'round',
              }),
            )
          }
        })
        return element('figure', {}, element('figcaption', {}, \`\${label}: \${caption}\`), svg)
      }

      function partsOf(values) {
        const parts = []
        values.forEach((value, at) => {
          if (value === null) return
          if (at === 0 || values[at - 1] === null) parts.push([])
          parts.at(-1).push([at, value])
        })
        return parts
      }

      function charts({ requestsPerSecond, p50Ms, p99Ms }) {
        return [
          chart('Requests per second', number(requestsPerSecond.at(-1)), requestsPerSecond),
          chart(
            'Latency',
            \`p50 \${ms(latest(p50Ms))}, p99 (dashed) \${ms(latest(p99Ms))}\`,
            p50Ms,
            p99Ms,
          ),
        ]
      }

      function list(rows) {
        return element(
          'dl',
          {},
          ...rows.flatMap(([term, ...values]) => [
            element('dt', {}, term),
            element('dd', {}, ...values),
          ]),
        )
      }

      function routesOf({ routes, moreRoutes }, base) {
        const items = routes.map(({ pattern, link }) =>
          element(
            'li',
            {},
            link === null || base === undefined
              ? element('code', {}, pattern)
              : element('a', { href: base + link }, pattern),
          ),
        )
        if (moreRoutes > 0) items.push(element('li', {}, \`\${moreRoutes} more\`))
        return element(
          'details',
          {},
          element('summary', {}, \`\${routes.length + moreRoutes} routes\`),
          element('ul', {}, ...items),
        )
      }

      function pluginCard(plugin, base) {
        const {
          name,
          version,
          file,
          sha256,
          isServing,
          waiting,
          residentBytes,
          restarts,
          traps,
          deadlineKills,
          processEnds,
          recent,
        } = plugin
        const button = element(
          'button',
          { type: 'button', 'aria-label': \`Restart \${name}\` },
          'Restart',
        )
        button.addEventListener('click', () => restart(name, button))
        return element(
          'article',
          { 'data-plugin': name },
          element('div', { class: 'head' }, element('h2', {}, \`\${name} \${version}\`), button),
          list([
            [
              'State',
              element(
                'span',
                { class: isServing ? 'good' : 'bad' },
                isServing ? 'serving' : 'does not start',
              ),
            ],
            ['File', file],
            ['SHA-256', element('code', {}, sha256)],
            ['Waiting', \`\${waiting} requests\`],
            ['Memory', \`\${Math.round(residentBytes / 2 ** 20)} MiB\`],
            [
              'Restarts',
              \`\${restarts} (\${traps} traps, \${deadlineKills} deadlines, \${processEnds} ended processes)\`,
            ],
          ]),
          routesOf(plugin, base),
          ...charts(recent),
        )
      }

      function failureTable(failures) {
        const head = ['Time', 'Plugin', 'What', 'Where', 'Request'].map((title) =>
          element('th', { scope: 'col' }, title),
        )
        const rows = failures.map(({ time, plugin, what, where = '', request = '' }) =>
          element(
            'tr',
            {},
            ...[time, plugin, what, element('code', {}, where), element('code', {}, request)].map(
              (cell) => element('td', {}, cell),
            ),
          ),
        )
        return element(
          'table',
          {},
          element('thead', {}, element('tr', {}, ...head)),
          element('tbody', {}, ...rows),
        )
      }

      /** The server's own URL, as this browser reaches it: a browser cannot visit the address of all interfaces. */
      function baseOf(url) {
        if (url === null) return undefined
        const base = new URL(url)
        if (['0.0.0.0', '[::]'].includes(base.hostname)) base.hostname = location.hostname
        return base.origin
      }

      function show(status) {
        const state = document.querySelector('#state')
        const up = Math.round((Date.now() - status.startedMs) / 60000)
        state.textContent = status.notReady ?? \`serving for \${up} min\`
        state.className = status.notReady === null ? 'good' : 'bad'
        const open = new Set(
          [...document.querySelectorAll('details[open]')].map(
            (each) => each.closest('article').dataset.plugin,
          ),
        )
        const focused = document.activeElement?.closest?.('article')?.dataset.plugin
        const focusedTag = document.activeElement?.tagName
        const cards = status.plugins.map((plugin) => pluginCard(plugin, baseOf(status.url)))
        if (status.others.requestsPerSecond.some((value) => value > 0))
          cards.push(
            element(
              'article',
              { 'data-plugin': '' },
              element('h2', {}, 'Other requests'),
              element(
                'p',
                { class: 'muted' },
                'Without a plugin: to Orthanc, or for unknown resources',
              ),
              ...charts(status.others),
            ),
          )
        for (const card of cards)
          if (open.has(card.dataset.plugin)) card.querySelector('details').open = true
        document.querySelector('#plugins').replaceChildren(...cards)
        if (focused !== undefined)
          cards
            .find((card) => card.dataset.plugin === focused)
            ?.querySelector(focusedTag)
            ?.focus()
        const failures = document.querySelector('#failures')
        failures.hidden = status.failures.length === 0
        failures.replaceChildren(element('h2', {}, 'Last failures'), failureTable(status.failures))
      }

      let isBusy = false

      async function update() {
        if (isBusy || document.hidden) return
        try {
          show(await (await fetch('/status')).json())
        } catch {
          const state = document.querySelector('#state')
          state.textContent = 'does not answer'
          state.className = 'bad'
        }
      }

      async function restart(name, button) {
        isBusy = true
        button.disabled = true
        button.textContent = 'Restarting …'
        const message = document.querySelector('#message')
        message.textContent = ''
        try {
          const answer = await fetch(\`/restart?plugin=\${encodeURIComponent(name)}\`, {
            method: 'POST',
          })
          if (!answer.ok) message.textContent = \`\${name} was not restarted: \${await answer.text()}\`
        } catch {
          message.textContent = \`\${name} was not restarted: the server does not answer\`
        }
        isBusy = false
        await update()
      }

      setInterval(update, pollMs)
      document.addEventListener('visibilitychange', update)
      update()
    </script>
  </body>
</html>
`
