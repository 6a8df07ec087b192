import { createServer, request } from 'node:http';
const [origin = ''] = process.argv.slice(2);
const recordings = new Map();
// What node:http can do at its best: the first request of a kind goes to the server at the origin, all others of it get
// the same answer without another thought.
const server = createServer((incoming, response) => {
    const key = `${incoming.method} ${incoming.url}`;
    const recording = recordings.get(key);
    if (incoming.method === 'GET' && recording !== undefined) {
        send(response, recording);
        return;
    }
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
        if (recording !== undefined)
            send(response, recording);
        else
            void record(key, incoming, Buffer.concat(chunks)).then((made) => send(response, made));
    });
});
server.listen(0, '127.0.0.1', () => {
    console.log(`Listening on http://127.0.0.1:${portOf(server.address())}`);
});
function send(response, { status, headers, body }) {
    response.sendDate = false;
    response.writeHead(status, [...headers]);
    response.end(body);
}
async function record(key, incoming, body) {
    const { method, url, headers } = incoming;
    const answer = await new Promise((resolve, reject) => {
        const options = { method, headers: { ...headers, connection: 'keep-alive' } };
        request(origin + url, options, resolve)
            .on('error', reject)
            .end(body);
    });
    const chunks = [];
    for await (const chunk of answer)
        chunks.push(chunk);
    const made = {
        status: answer.statusCode ?? 0,
        headers: answer.rawHeaders,
        body: Buffer.concat(chunks),
    };
    recordings.set(key, made);
    return made;
}
function portOf(address) {
    return typeof address === 'object' && address !== null ? address.port : 0;
}
