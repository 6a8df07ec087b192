// Generated from page.html by guest/build/embed-page. Do not edit; run "npm run abi".

/** The page as it is served. */
export const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Preview</title>
    <link rel="icon" href="data:," />
    <style>
      :root {
        color-scheme: dark;
        --ground: #0b0d10;
        --panel: #14181d;
        --line: #2a3138;
        --text: #d5dce3;
        --quiet: #8a96a3;
        --accent: #5fb3e4;
        --alarm: #ff9d8a;
      }
      * {
        box-sizing: border-box;
      }
      html,
      body {
        height: 100%;
        margin: 0;
      }
      body {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 19rem;
        background: var(--ground);
        color: var(--text);
        font:
          15px/1.5 system-ui,
          sans-serif;
      }
      main {
        display: grid;
        place-items: center;
        min-height: 0;
        padding: 1rem;
        outline: 2px dashed transparent;
        outline-offset: -0.75rem;
      }
      main.is-target {
        outline-color: var(--accent);
      }
      #image {
        max-width: 100%;
        max-height: calc(100vh - 2rem);
        background: #000;
        cursor: crosshair;
        touch-action: none;
      }
      #image:not([src]) {
        visibility: hidden;
      }
      aside {
        display: flex;
        flex-direction: column;
        gap: 1.25rem;
        padding: 1.25rem;
        overflow-y: auto;
        background: var(--panel);
        border-left: 1px solid var(--line);
      }
      h1 {
        margin: 0;
        font-size: 1.1rem;
        font-weight: 600;
      }
      p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .quiet {
        color: var(--quiet);
        font-size: 0.87rem;
      }
      .row {
        display: flex;
        justify-content: space-between;
        margin-bottom: 0.25rem;
      }
      output {
        font-variant-numeric: tabular-nums;
      }
      input[type='range'] {
        width: 100%;
        margin: 0;
        accent-color: var(--accent);
      }
      input[type='file'] {
        width: 100%;
        color: var(--quiet);
        font: inherit;
      }
      select,
      button,
      ::file-selector-button {
        padding: 0.35rem 0.8rem;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: #1f262d;
        color: var(--text);
        font: inherit;
        cursor: pointer;
      }
      button:hover,
      ::file-selector-button:hover {
        border-color: var(--quiet);
      }
      :focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      select {
        width: 100%;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      [hidden] {
        display: none;
      }
      summary {
        cursor: pointer;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.87rem;
      }
      th,
      td {
        padding: 0.15rem 0.5rem 0.15rem 0;
        text-align: left;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      th {
        width: 45%;
        color: var(--quiet);
        font-weight: 400;
      }
      :disabled {
        opacity: 0.4;
        cursor: default;
      }
      #message {
        color: var(--alarm);
      }
      #message:empty {
        display: none;
      }
      @media (max-width: 46rem) {
        body {
          grid-template-columns: 1fr;
          grid-template-rows: minmax(0, 1fr) auto;
        }
        aside {
          border-left: 0;
          border-top: 1px solid var(--line);
        }
        #image {
          max-height: 55vh;
        }
      }
    </style>
  </head>
  <body>
    <main id="drop">
      <img id="image" alt="Rendered image" draggable="false" />
    </main>
    <aside>
      <header>
        <h1>Preview</h1>
        <p id="name" class="quiet">Built-in phantom</p>
        <p id="facts" class="quiet"></p>
      </header>
      <div>
        <p class="row"><label for="file">DICOM files, chosen or dropped</label></p>
        <input id="file" type="file" multiple />
      </div>
      <div id="stack" hidden>
        <p class="row">
          <label for="position">Image</label>
          <output id="position-value" for="position"></output>
        </p>
        <input id="position" type="range" min="1" max="1" value="1" />
      </div>
      <div>
        <p class="row"><label for="preset">Window</label></p>
        <select id="preset" disabled></select>
      </div>
      <div>
        <p class="row">
          <label for="center">Window center</label>
          <output id="center-value" for="center"></output>
        </p>
        <input id="center" type="range" disabled />
      </div>
      <div>
        <p class="row">
          <label for="width">Window width</label>
          <output id="width-value" for="width"></output>
        </p>
        <input id="width" type="range" disabled />
      </div>
      <p class="quiet">
        Drag over the image to change the window; turn the wheel for the next image.
      </p>
      <p class="buttons">
        <button id="reset" type="button">Reset window</button>
        <button id="phantom" type="button">Phantom</button>
      </p>
      <p id="message" role="alert"></p>
      <p class="buttons">
        <button id="store" type="button" hidden>Store in Orthanc and open</button>
      </p>
      <details open>
        <summary>Details</summary>
        <table id="details"></table>
      </details>
    </aside>
    <script type="module">
      const element = (id) => document.getElementById(id)
      const image = element('image')
      const position = element('position')
      const preset = element('preset')
      const center = element('center')
      const width = element('width')
      const message = element('message')
      const drop = element('drop')
      const chooser = element('file')
      const store = element('store')

      // Where the plugin answers: this page's own path, also behind a proxy that puts something before it.
      const base = location.pathname.replace(/\\/+$/, '')
      const root = base.replace(/\\/[^/]*$/, '')

      // Windows for values in Hounsfield units.
      const windowsOfCt = [
        { name: 'Brain', center: 40, width: 80 },
        { name: 'Soft tissue', center: 40, width: 400 },
        { name: 'Bone', center: 500, width: 2000 },
        { name: 'Lung', center: -600, width: 1500 },
      ]

      // A source is a file, an instance of Orthanc, or the phantom. \`details\` and so the number of frames are known once it was shown.
      const phantom = () => ({ name: 'Built-in phantom', url: \`\${base}/phantom\`, details: null })
      const sourceOfFile = (file) => ({ name: file.name, url: base, file, details: null })
      const sourceOfInstance = (id) => ({ name: id, url: \`\${base}/instances/\${id}\`, details: null })
      const framesOf = (source) => source.details?.frames ?? 1

      // What is shown. \`window\` is null until it is changed: then that of the file counts.
      let sources = []
      let shown = { source: null, frame: 0, window: null }
      // Range of the values of the picture, which a drag of the height of the picture passes through.
      let range = [0, 255]
      let isBusy = false
      let isAskedAgain = false

      // One request at a time. What is asked for meanwhile is asked once, with the latest values, when it is done.
      async function draw() {
        if (isBusy) {
          isAskedAgain = true
          return
        }
        isBusy = true
        do {
          isAskedAgain = false
          const asked = shown
          try {
            if (asked.source.details === null) await readDetails(asked.source)
            await show(await request(asked), asked)
          } catch (error) {
            if (asked.source === shown.source) fail(error.message, asked)
          }
        } while (isAskedAgain)
        isBusy = false
      }

      // Options are part of the path, not of the query: Orthanc does not pass the query of a POST to a plugin.
      async function send({ url, file }, options) {
        const path = options === '' ? url : \`\${url}/\${options}\`
        const answer = await fetch(path, file ? { method: 'POST', body: file } : {})
        if (answer.ok) return answer
        const text = await answer.text()
        const reason = text.startsWith('{') ? JSON.parse(text).Message : text
        throw new Error(reason || \`the plugin answers with status \${answer.status}\`)
      }

      async function readDetails(source) {
        source.details = await (await send(source, 'format=json')).json()
        if (source === shown.source) showDetails(source)
      }

      async function request({ source, frame, window }) {
        const options = [
          ...(frame > 0 ? [\`frame=\${frame}\`] : []),
          ...(window === null ? [] : [\`center=\${window.center}\`, \`width=\${window.width}\`]),
        ]
        const answer = await send(source, options.join('&'))
        return { headers: answer.headers, picture: await answer.blob() }
      }

      async function show({ headers, picture }, asked) {
        // Another file came meanwhile: its own answer is on the way.
        if (asked.source !== shown.source) return
        const previous = image.src
        image.src = URL.createObjectURL(picture)
        if (previous.startsWith('blob:')) URL.revokeObjectURL(previous)
        await image.decode()
        message.textContent = ''
        store.hidden = true
        const kind = headers.has('X-Window-Center') ? 'grey' : 'colour, without a window'
        element('facts').textContent = \`\${image.naturalWidth} × \${image.naturalHeight}, \${kind}\`
        if (headers.has('X-Value-Range'))
          range = headers.get('X-Value-Range').split(' ').map(Number)
        if (asked.window === null && shown.window === null) setSliders(headers)
      }

      function showDetails({ details }) {
        const rows = [
          ...details.tags,
          ['Frames', details.frames],
          ['Transfer syntax', details.transferSyntax],
        ]
        element('details').replaceChildren(
          ...rows
            .filter(([, value]) => value !== '')
            .map(([name, value]) => {
              const row = document.createElement('tr')
              const heading = document.createElement('th')
              heading.scope = 'row'
              heading.textContent = name
              row.append(heading, document.createElement('td'))
              row.lastChild.textContent = value
              return row
            }),
        )
        const windows = [...details.windows, ...(details.modality === 'CT' ? windowsOfCt : [])]
        const options = [
          ['', 'Of the file'],
          ['all', 'All values'],
        ].concat(
          windows.map(({ name, center, width }) => [\`\${center} \${width}\`, name]),
          [['own', 'Changed']],
        )
        preset.replaceChildren(...options.map(([value, name]) => new Option(name, value)))
        // It only shows that sliders or the mouse have changed the window.
        preset.lastChild.disabled = true
        showPosition()
      }

      // Ranges of the sliders come from the values of the file, their positions from its window.
      function setSliders(headers) {
        const hasWindow = headers.has('X-Window-Center')
        if (hasWindow) {
          const [low, high] = range
          const at = {
            center: Number(headers.get('X-Window-Center')),
            width: Number(headers.get('X-Window-Width')),
          }
          const step = high - low < 20 ? 'any' : 1
          setRange(center, Math.min(low, at.center), Math.max(high, at.center), at.center, step)
          setRange(width, 1, Math.max(2, high - low + 1, at.width), at.width, step)
          preset.value = ''
        }
        disableWindow(!hasWindow)
      }

      function setRange(slider, low, high, value, step) {
        slider.min = step === 1 ? Math.floor(low) : low
        slider.max = step === 1 ? Math.ceil(high) : high
        slider.step = step
        slider.value = value
      }

      function showValues() {
        for (const slider of [center, width]) {
          const value = slider.disabled ? '–' : String(Math.round(slider.value * 100) / 100)
          element(\`\${slider.id}-value\`).textContent = value
        }
      }

      // A window that failed leaves the picture before it; a file that failed leaves none.
      function fail(text, asked) {
        message.textContent = text
        const { file, details } = asked.source
        if (file !== undefined && details?.isDecoded === false) offerStore(asked.source)
        if (asked.window !== null) return
        if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src)
        image.removeAttribute('src')
        element('facts').textContent = ''
        disableWindow(true)
      }

      async function offerStore(source) {
        const { ok } = await fetch(\`\${root}/system\`)
        if (source === shown.source) store.hidden = !ok
      }

      function disableWindow(isDisabled) {
        for (const control of [preset, center, width, element('reset')])
          control.disabled = isDisabled
        showValues()
      }

      function open(all) {
        sources = all
        select(all[0], 0, null)
      }

      function select(source, frame, window) {
        if (source !== shown.source) {
          // Until its own values are known, the sliders would send the window of another file.
          disableWindow(true)
          store.hidden = true
          element('details').replaceChildren()
          element('name').textContent = source.name
        }
        shown = { source, frame, window }
        if (source.details !== null) showDetails(source)
        showPosition()
        draw()
      }

      function showPosition() {
        const count = sources.reduce((sum, source) => sum + framesOf(source), 0)
        let at = shown.frame + 1
        for (const source of sources.slice(0, sources.indexOf(shown.source))) at += framesOf(source)
        element('stack').hidden = count < 2
        position.max = count
        position.value = at
        element('position-value').textContent = \`\${at} of \${count}\`
      }

      // Goes to an image of all, counted from 1. A window that was changed stays within a file.
      function goTo(number) {
        let frame = number - 1
        for (const source of sources) {
          if (frame < framesOf(source)) {
            if (source !== shown.source) select(source, frame, null)
            else if (frame !== shown.frame) select(source, frame, shown.window)
            return
          }
          frame -= framesOf(source)
        }
      }

      function moveBy(count) {
        goTo(Math.min(Number(position.max), Math.max(1, Number(position.value) + count)))
      }

      function setWindow(value) {
        const at = { center: Number(value.center), width: Math.max(1, Number(value.width)) }
        for (const slider of [center, width]) {
          slider.min = Math.min(slider.min, at[slider.id])
          slider.max = Math.max(slider.max, at[slider.id])
          slider.value = at[slider.id]
        }
        showValues()
        shown = { ...shown, window: { center: at.center, width: at.width } }
        draw()
      }

      function moveSlider() {
        preset.value = 'own'
        setWindow({ center: center.value, width: width.value })
      }

      function choosePreset() {
        const [low, high] = range
        if (preset.value === '') return select(shown.source, shown.frame, null)
        if (preset.value === 'all')
          return setWindow({ center: (low + high + 1) / 2, width: high - low + 1 })
        const [chosenCenter, chosenWidth] = preset.value.split(' ')
        setWindow({ center: chosenCenter, width: chosenWidth })
      }

      position.addEventListener('input', () => goTo(Number(position.value)))
      preset.addEventListener('change', choosePreset)
      center.addEventListener('input', moveSlider)
      width.addEventListener('input', moveSlider)
      element('reset').addEventListener('click', () => select(shown.source, shown.frame, null))
      element('phantom').addEventListener('click', () => {
        chooser.value = ''
        open([phantom()])
      })
      chooser.addEventListener('change', () => openFiles(chooser.files))

      function openFiles(files) {
        const inOrder = new Intl.Collator('en', { numeric: true })
        const sorted = [...files].sort((a, b) => inOrder.compare(a.name, b.name))
        if (sorted.length > 0) open(sorted.map(sourceOfFile))
      }

      // The mouse over the image: to the right for a wider window, down for a higher center.
      image.addEventListener('pointerdown', (event) => {
        if (event.button !== 0 || center.disabled) return
        event.preventDefault()
        image.setPointerCapture(event.pointerId)
        const start = { center: Number(center.value), width: Number(width.value) }
        const perPixel = Math.max(range[1] - range[0], 1) / image.clientHeight
        const drag = (moved) => {
          preset.value = 'own'
          setWindow({
            center: Math.round(start.center + (moved.clientY - event.clientY) * perPixel),
            width: Math.round(start.width + (moved.clientX - event.clientX) * perPixel),
          })
        }
        image.addEventListener('pointermove', drag)
        image.addEventListener(
          'lostpointercapture',
          () => image.removeEventListener('pointermove', drag),
          {
            once: true,
          },
        )
      })

      // Some mice report a step as 120, some touchpads as many small ones.
      const stepOfWheel = 40
      let turned = 0
      drop.addEventListener(
        'wheel',
        (event) => {
          event.preventDefault()
          turned += event.deltaMode === 0 ? event.deltaY : event.deltaY * stepOfWheel
          if (Math.abs(turned) < stepOfWheel) return
          moveBy(Math.sign(turned))
          turned = 0
        },
        { passive: false },
      )

      // Orthanc decodes what the plugin does not, but only what it has stored.
      store.addEventListener('click', async () => {
        try {
          const answer = await fetch(\`\${root}/instances\`, {
            method: 'POST',
            body: shown.source.file,
          })
          if (!answer.ok)
            throw new Error(\`Orthanc does not store the file: status \${answer.status}\`)
          open([sourceOfInstance((await answer.json()).ID)])
        } catch (error) {
          message.textContent = error.message
        }
      })

      // The whole window takes files, so that a file dropped next to the image does not replace the page.
      addEventListener('dragover', (event) => {
        event.preventDefault()
        drop.classList.add('is-target')
      })
      addEventListener('dragleave', (event) => {
        if (event.relatedTarget === null) drop.classList.remove('is-target')
      })
      addEventListener('drop', (event) => {
        event.preventDefault()
        drop.classList.remove('is-target')
        openFiles(event.dataTransfer.files)
      })

      // /preview?instance=ID and /preview?series=ID open what Orthanc has stored.
      async function openAsked() {
        const asked = new URLSearchParams(location.search)
        if (asked.has('instance')) return open([sourceOfInstance(asked.get('instance'))])
        if (!asked.has('series')) return open([phantom()])
        const answer = await fetch(
          \`\${root}/series/\${encodeURIComponent(asked.get('series'))}/instances\`,
        )
        if (!answer.ok) throw new Error(\`Orthanc does not have the series: status \${answer.status}\`)
        const instances = await answer.json()
        instances.sort((a, b) => (a.IndexInSeries ?? 0) - (b.IndexInSeries ?? 0))
        open(instances.map(({ ID }) => sourceOfInstance(ID)))
      }

      openAsked().catch((error) => {
        message.textContent = error.message
      })
    </script>
  </body>
</html>
`
