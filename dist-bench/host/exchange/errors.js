import { errorCodes } from "../../abi/enums.js";
/**
 * The plugin asked for something that Orthanc refuses with a code. The call returns `code`; where the SDK's function is
 * void the code is dropped, as in Orthanc.
 */
export class CallError extends Error {
    name = 'CallError';
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}
/**
 * The plugin handed over something that no plugin may: a pointer outside its memory, a NULL that is not allowed, a line
 * break in a header. A call that returns a code returns `code`; a void one that answers refuses its request (500).
 */
export class BadArgumentError extends CallError {
    name = 'BadArgumentError';
}
/** `[at, at + length)` is not inside the guest's memory of `size` bytes. Code 3, or 35 for NULL. */
export class GuestMemoryError extends BadArgumentError {
    name = 'GuestMemoryError';
    at;
    length;
    constructor(at, length, size) {
        super(at === 0 ? errorCodes.NullPointer : errorCodes.ParameterOutOfRange, at === 0
            ? `NULL pointer, ${length} bytes needed`
            : `[${at}, ${at + length}) is outside the plugin's memory of ${size} bytes`);
        this.at = at;
        this.length = length;
    }
}
/** The instance is gone: a trap, an abort, an exit. The request gets 500, the next one a fresh instance. */
export class PluginError extends Error {
    name = 'PluginError';
}
/** A plugin cannot be loaded; `reasons` are lines for its author. `serve` leaves it out or stops. */
export class PluginLoadError extends Error {
    name = 'PluginLoadError';
    reasons;
    constructor(reasons) {
        super(reasons.join('; '));
        this.reasons = reasons;
    }
}
/** A setting is wrong: the message names the key, and the line where there is a file. Exit code 2. */
export class ConfigError extends Error {
    name = 'ConfigError';
}
