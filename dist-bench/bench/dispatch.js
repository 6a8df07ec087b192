import { connect } from 'node:net';
import { buildDicom } from "../test/support/dicom.js";
import { ctPhantom } from "./images.js";
import { LoadGenerator } from "./load.js";
import { quartiles, shuffled } from "./measure.js";
import { readCpuTime } from "./proc.js";
import { startBareServer, startHost } from "./server-process.js";
const secondsOfRound = 2;
const secondsOfWarmUp = 2;
/** Measures whole requests, and prints a table for each kind. */
export async function benchDispatch() {
    const ours = await startHost(['hello', 'rest', 'preview']);
    const bare = await startBareServer(ours.url);
    const load = new LoadGenerator();
    try {
        for (const trial of trials())
            await compare(trial, { ours, bare, load });
    }
    finally {
        await load.close();
        await Promise.all([ours.stop(), bare.stop()]);
    }
}
function trials() {
    const echoed = Buffer.alloc(1024 * 1024, 'a body of one MiB. ');
    const ct = ctFile(512);
    const headers = { 'Content-Type': 'application/octet-stream' };
    const preview = { method: 'POST', headers, body: ct };
    return [
        {
            title: 'GET /hello/world',
            request: { method: 'GET', path: '/hello/world' },
            connections: 64,
            rounds: 7,
        },
        {
            title: 'POST /rest/echo, 1 MiB there and back',
            request: { method: 'POST', path: '/rest/echo', headers, body: echoed },
            connections: 16,
            rounds: 5,
        },
        {
            title: 'POST /preview, a CT of 512 × 512 as PNG (bare: only the bytes)',
            request: { ...preview, path: '/preview' },
            connections: 8,
            rounds: 5,
        },
        {
            title: 'POST /preview?format=jpeg&quality=90, the same as JPEG',
            request: { ...preview, path: '/preview?format=jpeg&quality=90' },
            connections: 8,
            rounds: 5,
        },
    ];
}
/** A made-up CT as a DICOM file, with a window on soft tissue. */
export function ctFile(side) {
    const { data } = ctPhantom(side);
    return buildDicom({
        rows: side,
        columns: side,
        pixels: Array.from(new Uint16Array(data.buffer)),
        bitsStored: 12,
        rescale: { slope: '1', intercept: '-1024' },
        window: { center: '40', width: '400' },
    });
}
async function compare(trial, { ours, bare, load }) {
    await expectSameBytes(trial.request, ours, bare);
    const contenders = [
        { name: 'ours', server: ours, rounds: [] },
        { name: 'node:http', server: bare, rounds: [] },
    ];
    for (const { server } of contenders)
        await measure(trial, server, load, secondsOfWarmUp);
    for (let round = 0; round < trial.rounds; round++) {
        // In an order drawn for the round, so that whatever else the machine does falls on both alike.
        for (const { server, rounds } of shuffled(contenders))
            rounds.push(await measure(trial, server, load, secondsOfRound));
    }
    const { title, connections, rounds } = trial;
    console.log(`\n${title}, ${connections} connections, ${rounds} rounds of ${secondsOfRound} s`);
    console.table(Object.fromEntries(contenders.map((contender) => [contender.name, describe(contender)])));
    console.log(ratios(contenders));
}
async function measure({ request, connections }, { url, pid }, load, duration) {
    const before = readCpuTime(pid);
    const result = await load.run({ url, connections, requests: [request], end: { duration } });
    const after = readCpuTime(pid);
    const each = (of) => before && after && (after[of] - before[of]) / result.answered;
    return { ...result, mainThread: each('mainThread'), allThreads: each('allThreads') };
}
function describe({ rounds }) {
    const perSecond = quartiles(rounds.map((round) => round.perSecond));
    return {
        'requests/s': perSecond.median.toFixed(0),
        'half of the rounds': `${perSecond.lower.toFixed(0)} … ${perSecond.upper.toFixed(0)}`,
        'p50 ms': medianOf(rounds, 'p50Ms').toFixed(0),
        'p99 ms': medianOf(rounds, 'p99Ms').toFixed(0),
        'CPU µs/request': medianOf(rounds, 'allThreads').toFixed(1),
        'of it main thread': medianOf(rounds, 'mainThread').toFixed(1),
    };
}
/** Round by round, because the two of a round ran under the same conditions. */
function ratios([ours, bare]) {
    const ratio = (of) => {
        const each = ours?.rounds.map((round, i) => (round[of] ?? NaN) / (bare?.rounds[i]?.[of] ?? NaN));
        const { lower, median, upper } = quartiles(each ?? []);
        return `${median.toFixed(2)} (${lower.toFixed(2)} … ${upper.toFixed(2)})`;
    };
    return (`ours to node:http: requests/s × ${ratio('perSecond')}, ` +
        `CPU × ${ratio('allThreads')}, of the main threads × ${ratio('mainThread')}`);
}
function medianOf(rounds, of) {
    return quartiles(rounds.map((round) => round[of] ?? NaN)).median;
}
/** Throws if the two servers answer a request differently in any byte. */
async function expectSameBytes(request, ours, bare) {
    const [one, other] = [await rawAnswer(ours.url, request), await rawAnswer(bare.url, request)];
    if (!one.equals(other)) {
        const heads = [one, other].map((bytes) => bytes.toString('latin1', 0, 400));
        throw new Error(`the servers answer differently:\n${heads.join('\n')}`);
    }
}
/** All bytes of one answer. */
async function rawAnswer(url, request) {
    const { hostname, port } = new URL(url);
    const { method, path, headers = {}, body = new Uint8Array() } = request;
    const fields = { Host: hostname, 'Content-Length': String(body.length), ...headers };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect(Number(port), hostname);
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    socket.write(body);
    const chunks = [];
    // Both servers close a connection after a second without a request.
    for await (const chunk of socket)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
