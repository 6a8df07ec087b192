import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
/** autocannon in a process of its own, so that the load does not wait for whoever measures. */
export class LoadGenerator {
    // Structured clones: JSON would make an object of each body.
    #process = fork(fileURLToPath(new URL('./load-process.js', import.meta.url)), {
        serialization: 'advanced',
    });
    /** Runs one load to its end. Throws if a request was not answered with 2xx: its time would mean nothing. */
    async run(load) {
        this.#process.send({ ...load });
        const [message] = await once(this.#process, 'message');
        if (message?.kind !== 'done')
            throw new Error(message?.message ?? 'no load was put on');
        const { answered, refused, failed } = message.result;
        if (refused + failed > 0)
            throw new Error(`${load.url}: ${answered} answered, ${refused} refused, ${failed} failed`);
        return message.result;
    }
    async close() {
        const exited = once(this.#process, 'exit');
        this.#process.kill();
        await exited;
    }
}
