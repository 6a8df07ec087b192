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
      .buttons {
        display: flex;
        gap: 0.5rem;
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
      <img id="image" alt="Rendered image" />
    </main>
    <aside>
      <header>
        <h1>Preview</h1>
        <p id="name" class="quiet">Built-in phantom</p>
        <p id="facts" class="quiet"></p>
      </header>
      <div>
        <p class="row"><label for="file">DICOM file, chosen or dropped</label></p>
        <input id="file" type="file" />
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
      <p class="buttons">
        <button id="reset" type="button">Reset window</button>
        <button id="phantom" type="button">Phantom</button>
      </p>
      <p id="message" role="alert"></p>
    </aside>
    <script type="module">
      const element = (id) => document.getElementById(id)
      const image = element('image')
      const center = element('center')
      const width = element('width')
      const message = element('message')
      const drop = element('drop')
      const chooser = element('file')

      // Where the plugin answers: this page's own path, also behind a proxy that puts something before it.
      const base = location.pathname.replace(/\\/+$/, '')

      // The file shown, null for the phantom. \`window\` is null until someone moves a slider: then the file's own counts.
      let shown = { file: null, window: null }
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
            await show(await request(asked), asked)
          } catch (error) {
            if (asked.file === shown.file) fail(error.message, asked)
          }
        } while (isAskedAgain)
        isBusy = false
      }

      // Options are part of the path, not of the query: Orthanc does not pass the query of a POST to a plugin.
      async function request({ file, window }) {
        const options = window === null ? '' : \`/center=\${window.center}&width=\${window.width}\`
        const answer =
          file === null
            ? await fetch(\`\${base}/phantom\${options}\`)
            : await fetch(\`\${base}\${options}\`, { method: 'POST', body: file })
        if (!answer.ok) throw new Error(await answer.text())
        return { headers: answer.headers, picture: await answer.blob() }
      }

      async function show({ headers, picture }, asked) {
        // Another file came meanwhile: its own answer is on the way.
        if (asked.file !== shown.file) return
        const previous = image.src
        image.src = URL.createObjectURL(picture)
        if (previous.startsWith('blob:')) URL.revokeObjectURL(previous)
        await image.decode()
        message.textContent = ''
        const kind = headers.has('X-Window-Center') ? 'grey' : 'colour, without a window'
        element('facts').textContent = \`\${image.naturalWidth} × \${image.naturalHeight}, \${kind}\`
        if (asked.window === null && shown.window === null) setSliders(headers)
      }

      // Ranges of the sliders come from the values of the file, their positions from its window.
      function setSliders(headers) {
        const hasWindow = headers.has('X-Window-Center')
        if (hasWindow) {
          const [low, high] = headers.get('X-Value-Range').split(' ').map(Number)
          const at = {
            center: Number(headers.get('X-Window-Center')),
            width: Number(headers.get('X-Window-Width')),
          }
          const step = high - low < 20 ? 'any' : 1
          setRange(center, Math.min(low, at.center), Math.max(high, at.center), at.center, step)
          setRange(width, 1, Math.max(2, high - low + 1, at.width), at.width, step)
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
        if (asked.window !== null) return
        if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src)
        image.removeAttribute('src')
        element('facts').textContent = ''
        disableWindow(true)
      }

      function disableWindow(isDisabled) {
        center.disabled = width.disabled = element('reset').disabled = isDisabled
        showValues()
      }

      function open(file) {
        // Until its own values are known, the sliders would send the window of another file.
        if (file !== shown.file) disableWindow(true)
        shown = { file, window: null }
        element('name').textContent = file === null ? 'Built-in phantom' : file.name
        draw()
      }

      function moveWindow() {
        showValues()
        shown = { file: shown.file, window: { center: center.value, width: width.value } }
        draw()
      }

      center.addEventListener('input', moveWindow)
      width.addEventListener('input', moveWindow)
      element('reset').addEventListener('click', () => open(shown.file))
      element('phantom').addEventListener('click', () => {
        chooser.value = ''
        open(null)
      })
      chooser.addEventListener('change', () => {
        if (chooser.files.length > 0) open(chooser.files[0])
      })

      // The whole window takes a file, so that a file dropped next to the image does not replace the page.
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
        if (event.dataTransfer.files.length > 0) open(event.dataTransfer.files[0])
      })

      open(null)
    </script>
  </body>
</html>
`
