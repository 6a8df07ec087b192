import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findPackageRoot } from "../guest/build/package-root.js";
/** Our server with samples by name, built before. */
export async function startHost(samples, ...options) {
    const dist = join(findPackageRoot(), 'dist');
    const plugins = samples.map((name) => join(dist, 'examples', `${name}.wasm`));
    const program = join(dist, 'host/cli/main.js');
    return start([program, 'serve', ...plugins, '--port', '0', ...options]);
}
/** A server that sends what another one answered, with nothing but node:http. */
export async function startBareServer(origin) {
    return start([fileURLToPath(new URL('./bare-server.js', import.meta.url)), origin]);
}
async function start(args) {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
        // The last of it is enough to tell why a server failed; all of it would grow with the requests.
        log = (log + text).slice(-10_000);
    });
    const exited = once(child, 'exit');
    const firstLine = once(createInterface(child.stdout), 'line');
    const [line] = await Promise.race([firstLine, exited.then(() => [])]);
    const url = /^Listening on (http\S+)$/.exec(String(line))?.[1];
    if (url === undefined || child.pid === undefined)
        throw new Error(`no server:\n${log}`);
    return {
        url,
        pid: child.pid,
        stop: async () => {
            child.kill('SIGTERM');
            await exited;
        },
    };
}
