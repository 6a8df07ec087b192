import { existsSync, readFileSync } from 'node:fs';
/** Whether there is Linux's /proc, where all of this is read. */
export const hasProc = existsSync('/proc/self/task');
// Linux counts in 1/100 s for programs, whatever its own clock (time(7), USER_HZ).
const microsecondsPerTick = 10_000;
/** `undefined` without /proc. */
export function readCpuTime(pid) {
    if (!hasProc)
        return undefined;
    return {
        mainThread: readTicks(`/proc/${pid}/task/${pid}/stat`) * microsecondsPerTick,
        allThreads: readTicks(`/proc/${pid}/stat`) * microsecondsPerTick,
    };
}
/** User and system time: fields 14 and 15 (proc_pid_stat(5)), counted behind the name, which may hold spaces. */
function readTicks(file) {
    const stat = readFileSync(file, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
}
export function readMemory(pid) {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    return {
        rssMiB: field('VmRSS') / 1024,
        peakMiB: field('VmHWM') / 1024,
        threads: field('Threads'),
    };
}
