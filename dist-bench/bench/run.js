import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchDispatch } from "./dispatch.js";
import { benchEncoders } from "./encoders.js";
import { benchMemory } from "./memory.js";
const usage = `npm run bench [-- [PART…] [--requests N]]

  encoders   PNG and JPEG beside other libraries
  dispatch   requests a second beside a bare node:http server
  memory     what the server occupies: idle, after N requests for an image (2000), after failures

All parts without a name. Figures of one run compare with each other; half of the rounds lie within a spread.`;
const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { requests: { type: 'string', default: '2000' }, help: { type: 'boolean' } },
});
const parts = new Map([
    ['encoders', benchEncoders],
    ['dispatch', benchDispatch],
    ['memory', () => benchMemory({ requests: Number(values.requests) })],
]);
const unknown = positionals.filter((name) => !parts.has(name));
const isWrong = unknown.length > 0 || !(Number(values.requests) >= 200);
if (values.help === true || isWrong) {
    console.log(usage);
    process.exitCode = isWrong ? 2 : 0;
}
else {
    const [cpu] = cpus();
    console.log(`${cpus().length} × ${cpu?.model ?? 'CPU'}, Node ${process.version}`);
    for (const [name, part] of parts)
        if (positionals.length === 0 || positionals.includes(name))
            await part();
}
