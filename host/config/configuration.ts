// Generated from host/config/configuration-keys.ts by abi/emit. Do not edit; run "npm run abi".

/** A configuration as `serve --config` reads it. Other keys of Orthanc may be there. */
export interface Configuration {
  readonly $schema?: string
  /** shown to plugins. Default: none */
  readonly Name?: string
  /** port; `--port`. Default: 8042 */
  readonly HttpPort?: number
  /** whether to listen on all addresses instead of the loopback alone; `--host` names one. Needs users, or `AuthenticationEnabled` false. Default: false */
  readonly RemoteAccessAllowed?: boolean
  /** whether error answers have a body. Default: true */
  readonly HttpDescribeErrors?: boolean
  /** gzip and deflate for large texts. Default: false */
  readonly HttpCompressionEnabled?: boolean
  /** whether connections are kept. Default: true */
  readonly KeepAlive?: boolean
  /** seconds that a connection may be idle. Behind a reverse proxy set it longer than the idle time of the proxy. Default: 1 */
  readonly KeepAliveTimeout?: number
  /** seconds within which a request must have arrived; else its connection is closed, or answered 503 if it waited for memory (`MaxBodiesMiB`). Default: 30 */
  readonly HttpRequestTimeout?: number
  /** whether clients need a name and a password (Basic authentication). Default: as `RemoteAccessAllowed` */
  readonly AuthenticationEnabled?: boolean
  /** names and passwords. Default: {} */
  readonly RegisteredUsers?: {
    readonly [name: string]: string
  }
  /** HTTPS. Default: false */
  readonly SslEnabled?: boolean
  /** PEM file with the certificate, those that certify it, and the key. Default: none */
  readonly SslCertificate?: string
  /** 5: TLS 1.3, 4: TLS 1.2, 3: TLS 1.1, 0 to 2: TLS 1.0, and all that are newer. OpenSSL 3 accepts TLS older than 1.2 only with `@SECLEVEL=0` among the ciphers. Default: 4 */
  readonly SslMinimumProtocolVersion?: number
  /** ciphers for TLS up to 1.2, by their names in OpenSSL; TLS 1.3 has its own. Default: Orthanc's */
  readonly SslCiphersAccepted?: readonly string[]
  /** whether clients need a certificate: without one the TLS handshake fails, with one that is not trusted the connection is closed (Orthanc sends the alert `unknown ca`). Refused without `SslEnabled`. Default: false */
  readonly SslVerifyPeers?: boolean
  /** PEM file with the certificates, or their authorities, that clients may have. Default: none */
  readonly SslTrustedClientCertificates?: string
  /** PEM file of the authorities that plugins’ requests to other servers trust (`OrthancPluginHttp*`). Certificates are always verified, also with `HttpsVerifyPeers` false. Default: Node's */
  readonly HttpsCACertificates?: string
  /** files and folders, relative to the configuration file; of a folder its `*.wasm` by name. Native libraries are left out with a warning. Default: [] */
  readonly Plugins?: readonly string[]
  /** not run. A script that filters HTTP requests (`IncomingHttpRequestFilter`), or that cannot be read, is refused. Default: [] */
  readonly LuaScripts?: readonly string[]
  /** false is refused: this host is an HTTP server and nothing else: do not start it */
  readonly HttpServerEnabled?: boolean
  /** true is refused: this host cannot keep plugins and an upstream Orthanc from writing: set it in the configuration of that Orthanc, and remove it here */
  readonly ReadOnly?: boolean
  /** false: 403 for `* /tools/execute-script` */
  readonly ExecuteLuaEnabled?: boolean
  /** false: 403 for `* /instances/*\/export` */
  readonly RestApiWriteToFileSystemEnabled?: boolean
  /** false: 403 for `* /app`, `* /app/*` */
  readonly OrthancExplorerEnabled?: boolean
  /** false: 403 for `* /webdav`, `* /webdav/*` */
  readonly WebDavEnabled?: boolean
  /** false: 403 for `PUT /webdav/*`, `POST /webdav/*` */
  readonly WebDavUploadAllowed?: boolean
  /** false: 403 for `DELETE /webdav/*` */
  readonly WebDavDeleteAllowed?: boolean
  /** the keys of this host */
  readonly WebAssembly?: {
    /** URL of a real Orthanc that answers what no plugin has a route for. `--orthanc` */
    readonly Orthanc?: string
    /** `PORT` or `ADDRESS:PORT` of the listener for operators, which has no authentication. `--admin` */
    readonly Admin?: string
    /** one log line for each request: method, path without the query, status, bytes of the body, ms, plugin, request id; each answer has the id as `X-Request-Id`. `--access-log` */
    readonly AccessLog?: boolean
    /** true: a plugin that is missing or refused is logged, and the others are served. `--skip-refused` */
    readonly SkipRefused?: boolean
    /** plugins besides those of `Plugins`: modules, scripts in Python, and folders with their `*.wasm`, relative to the configuration file. Inside Orthanc, whose own `Plugins` are native, the only list */
    readonly Modules?: readonly string[]
    /** how Orthanc's native plugin reaches this host: see inside Orthanc. `serve` ignores it */
    readonly Bridge?: {
      /** the command that starts this host, as a list of its words; `bridge --socket PATH` is appended */
      readonly Command?: readonly string[]
      /** the socket of a host that runs already, in place of `Command` */
      readonly Socket?: string
      /** false: Orthanc starts also if the host cannot be started */
      readonly Required?: boolean
    }
    /** how plugins receive the changes of `Orthanc`: see changes */
    readonly Changes?: {
      /** a file, relative to the configuration file, for the number of the last change that each plugin has received. With it `OrthancPluginRegisterOnChangeCallback` works */
      readonly State?: string
    }
    /** IP addresses, or networks like `10.0.0.0/8`, of reverse proxies whose `X-Forwarded-For` names the client */
    readonly TrustedProxies?: readonly string[]
    /** a command in front of each process, as a list of its words, e.g. bubblewrap. It must run what follows it and pass on descriptors 2 to 6 */
    readonly GuestCommand?: readonly string[]
    /** the executable of Node: a path, relative to the configuration file, or a name that is looked for in the system's folders. Needed where this host is embedded in a program that is not Node, such as Electron */
    readonly NodePath?: string
    /** a folder, relative to the configuration file. Bodies of 64 KiB to 8 MiB pass between this host and a plugin in an unlinked file here, one for each process, of mode 0600 and at most 128 MiB; with `--record` also the trace, about 16 MiB */
    readonly BodyFolder?: string
    /** folders and wheels, relative to the configuration file, with the packages of scripts in Python. `--python-path` */
    readonly PythonPath?: readonly string[]
    /** limits and rights for the plugin in the file `<name>.wasm` or `<name>.py`, and keys of its own: see below */
    readonly Plugins?: {
      readonly [name: string]: {
        /** the file of the entry: a path, relative to the configuration file, or a base name, which means that file in any folder */
        readonly File?: string
        /** the SHA-256 of the file, 64 hexadecimal digits; of a script that of its module, which `inspect` shows. Without `File` the entry belongs to every file with it, whatever the file is called */
        readonly Sha256?: string
        /** what the plugin may call: `RestApi` of Orthanc, `Http` of other servers, and inside Orthanc `Services`. See what a plugin may call */
        readonly Allow?: {
          /** calls of Orthanc's REST API: a method or `*`, and a path, such as `GET /instances/*` */
          readonly RestApi?: readonly string[]
          /** URLs of other servers, such as `https://host/*` */
          readonly Http?: readonly string[]
          /** inside Orthanc: functions of the SDK that reach beyond the plugin's own callbacks, such as `OrthancPluginReadFile` */
          readonly Services?: readonly string[]
        }
        /** prefixes that confine its routes: `"/my-plugin"` covers `/my-plugin` and the paths below, `/my-plugin/…` */
        readonly Routes?: readonly string[]
        /** instances of the plugin, a process each; they share no memory. `--workers`. Default: 1 */
        readonly Workers?: number
        /** wall-clock deadline of one callback, host calls included. `--timeout`. Default: 10000 */
        readonly TimeoutMs?: number
        /** wall-clock deadline of load and `OrthancPluginInitialize`. Default: 10000 */
        readonly InitializeTimeoutMs?: number
        /** linear memory of one instance. `--memory`. Default: 256 */
        readonly MemoryMiB?: number
        /** memory of one process: Node, compiled code, linear memory and bodies together. Beyond it the process is killed, and its request is answered 500 */
        readonly ProcessMiB?: number
        /** one request body for a plugin; a larger one is answered 413. Bodies for `Orthanc` are streamed and have no limit. Default: 64 */
        readonly MaxRequestBodyMiB?: number
        /** one answer; a larger one is an error. Default: 256 */
        readonly MaxAnswerMiB?: number
        /** requests that wait for a process; one more is answered 503. Default: 1000 */
        readonly MaxQueue?: number
        /** time that a stop waits for running requests. Default: 5000 */
        readonly DrainMs?: number
        /** file of the plugin. Default: 64 */
        readonly MaxModuleMiB?: number
        /** entries of all tables of one instance together. Default: 1000000 */
        readonly MaxTableEntries?: number
        /** bodies of requests that have no answer yet, together. Beyond it bodies are read as memory becomes free, and new ones are answered 503. Default: 256 */
        readonly MaxBodiesMiB?: number
        /** large answers that clients have not read, together; the last one may exceed it. Beyond it requests wait, and clients that read nothing are cut. Default: 128 */
        readonly MaxUnsentMiB?: number
        /** bytes of a streamed answer that wait for its client; beyond it the plugin waits. Default: 1024 */
        readonly StreamWindowKiB?: number
        /** header lines of one answer, of one part of it, or of one request of the plugin. Default: 1000 */
        readonly MaxHeaderLines?: number
        /** bytes of the names and values of these header lines. Default: 256 */
        readonly MaxHeaderKiB?: number
        /** routes; more are not registered. Default: 10000 */
        readonly MaxRoutes?: number
        /** calls of the host in one callback; one more ends the callback as a trap does. Default: 10000000 */
        readonly MaxHostCalls?: number
        /** log lines of one callback; a process writes at most 1000 lines per second. Default: 100 */
        readonly MaxLogLines?: number
        /** time against size of a PNG; the pixels are the same. Default: "balanced" */
        readonly PngEffort?: 'fast' | 'balanced' | 'small'
        /** a plugin that does not start again: its routes are answered 503 (`closed`), or fall through to the next plugin or Orthanc (`open`). Default: "closed" */
        readonly OnFailure?: 'closed' | 'open'
        /** true: header fields with passwords reach the plugin also if this host checks passwords. Default: false */
        readonly PassAuthorization?: boolean
        /** true: `OrthancPluginGetConfiguration` returns the secrets of the configuration as well. Default: false */
        readonly PassConfiguration?: boolean
      }
    }
    /** the part of the connections, of `MaxBodiesMiB`, and of the 256 connections with `Orthanc` that one client address may hold. Beyond it a request is answered 503 with `Retry-After`, a connection is closed. 1 turns the limit off. Default: 0.5 */
    readonly ClientShare?: number
    /** a client that reads an answer of `Orthanc`, or sends a request body, more slowly is cut while others wait for the connection or memory that it holds, the slowest first. 0 turns the limit off. Default: 1 */
    readonly LeastRateKiBps?: number
    /** instances of the plugin, a process each; they share no memory. `--workers`. Default: 1 */
    readonly Workers?: number
    /** wall-clock deadline of one callback, host calls included. `--timeout`. Default: 10000 */
    readonly TimeoutMs?: number
    /** wall-clock deadline of load and `OrthancPluginInitialize`. Default: 10000 */
    readonly InitializeTimeoutMs?: number
    /** linear memory of one instance. `--memory`. Default: 256 */
    readonly MemoryMiB?: number
    /** memory of one process: Node, compiled code, linear memory and bodies together. Beyond it the process is killed, and its request is answered 500 */
    readonly ProcessMiB?: number
    /** one request body for a plugin; a larger one is answered 413. Bodies for `Orthanc` are streamed and have no limit. Default: 64 */
    readonly MaxRequestBodyMiB?: number
    /** one answer; a larger one is an error. Default: 256 */
    readonly MaxAnswerMiB?: number
    /** requests that wait for a process; one more is answered 503. Default: 1000 */
    readonly MaxQueue?: number
    /** time that a stop waits for running requests. Default: 5000 */
    readonly DrainMs?: number
    /** file of the plugin. Default: 64 */
    readonly MaxModuleMiB?: number
    /** entries of all tables of one instance together. Default: 1000000 */
    readonly MaxTableEntries?: number
    /** bodies of requests that have no answer yet, together. Beyond it bodies are read as memory becomes free, and new ones are answered 503. Default: 256 */
    readonly MaxBodiesMiB?: number
    /** large answers that clients have not read, together; the last one may exceed it. Beyond it requests wait, and clients that read nothing are cut. Default: 128 */
    readonly MaxUnsentMiB?: number
    /** bytes of a streamed answer that wait for its client; beyond it the plugin waits. Default: 1024 */
    readonly StreamWindowKiB?: number
    /** header lines of one answer, of one part of it, or of one request of the plugin. Default: 1000 */
    readonly MaxHeaderLines?: number
    /** bytes of the names and values of these header lines. Default: 256 */
    readonly MaxHeaderKiB?: number
    /** routes; more are not registered. Default: 10000 */
    readonly MaxRoutes?: number
    /** calls of the host in one callback; one more ends the callback as a trap does. Default: 10000000 */
    readonly MaxHostCalls?: number
    /** log lines of one callback; a process writes at most 1000 lines per second. Default: 100 */
    readonly MaxLogLines?: number
    /** time against size of a PNG; the pixels are the same. Default: "balanced" */
    readonly PngEffort?: 'fast' | 'balanced' | 'small'
    /** a plugin that does not start again: its routes are answered 503 (`closed`), or fall through to the next plugin or Orthanc (`open`). Default: "closed" */
    readonly OnFailure?: 'closed' | 'open'
    /** true: header fields with passwords reach the plugin also if this host checks passwords. Default: false */
    readonly PassAuthorization?: boolean
    /** true: `OrthancPluginGetConfiguration` returns the secrets of the configuration as well. Default: false */
    readonly PassConfiguration?: boolean
  }
  readonly [name: string]: unknown
}
