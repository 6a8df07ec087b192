import { setTimeout as delay } from 'node:timers/promises';
import { ctFile } from "./dispatch.js";
import { LoadGenerator } from "./load.js";
import { hasProc, readMemory } from "./proc.js";
import { startHost } from "./server-process.js";
const firstRequests = 100;
const quarters = 4;
const traps = 200;
const deadlineKills = 20;
const deadlineMs = 100;
/** Prints what the server occupies when idle, after images, and after plugins that failed. */
export async function benchMemory({ requests }) {
    if (!hasProc) {
        console.log('\nmemory: needs /proc of Linux');
        return;
    }
    await afterImages(requests);
    await afterFailures();
}
async function afterImages(requests) {
    const server = await startHost(['hello', 'rest', 'preview']);
    const load = new LoadGenerator();
    const table = new MemoryTable(server);
    const images = { url: server.url, connections: 4, requests: imageRequests(2048) };
    try {
        await table.add('idle, hello + rest + preview');
        await load.run({ ...images, end: { amount: firstRequests } });
        await table.add(`${firstRequests} images`);
        const amount = Math.ceil((requests - firstRequests) / quarters);
        for (let quarter = 1; quarter <= quarters; quarter++) {
            await load.run({ ...images, end: { amount } });
            await table.add(`${firstRequests + quarter * amount} images`);
        }
        table.print('Memory with images of 2048 × 2048, half PNG and half JPEG, each from 8 MiB of DICOM');
    }
    finally {
        await load.close();
        await server.stop();
    }
}
function imageRequests(side) {
    const headers = { 'Content-Type': 'application/dicom' };
    const preview = { method: 'POST', headers, body: ctFile(side) };
    return [
        { ...preview, path: '/preview' },
        { ...preview, path: '/preview?format=jpeg' },
    ];
}
async function afterFailures() {
    const server = await startHost(['hostile', 'hello'], '--timeout', String(deadlineMs));
    const table = new MemoryTable(server);
    try {
        await table.add('idle, hostile + hello');
        await ask(server, '/hostile/trap/unreachable', { times: traps, status: 500 });
        await table.add(`${traps} traps`);
        await ask(server, '/hostile/loop/empty', { times: deadlineKills, status: 504 });
        await table.add(`${deadlineKills} deadline kills`);
        await ask(server, '/hostile/good', { times: 1, status: 200 });
        table.print('Memory with failures, one instance each');
    }
    finally {
        await server.stop();
    }
}
async function ask({ url }, path, { times, status }) {
    for (let i = 0; i < times; i++) {
        const answer = await fetch(url + path);
        await answer.arrayBuffer();
        if (answer.status !== status)
            throw new Error(`${path}: ${answer.status}, not ${status}`);
    }
}
/** Rows that are read one after another while a server runs. */
class MemoryTable {
    #server;
    #rows = new Map();
    #first;
    constructor(server) {
        this.#server = server;
    }
    /** Reads what the server occupies after two seconds without a request. */
    async add(name) {
        await delay(2000);
        const { rssMiB, peakMiB, threads } = readMemory(this.#server.pid);
        this.#first ??= rssMiB;
        this.#rows.set(name, {
            RSS: `${rssMiB.toFixed(0)} MiB`,
            'to the first': (rssMiB / this.#first).toFixed(2),
            peak: `${peakMiB.toFixed(0)} MiB`,
            threads,
        });
    }
    print(title) {
        console.log(`\n${title}`);
        console.table(Object.fromEntries(this.#rows));
    }
}
