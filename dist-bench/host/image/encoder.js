import { byteLength, rowBytes } from "./pixels.js";
// After an image that needed more, the memory is given back.
const keptMemoryBytes = 32 * 1024 * 1024;
// Rows with padding up to here are handed over as they lie; others row by row, which bounds the copy.
const copiedPaddingBytes = 64;
/**
 * The encoders of `assembly/`, compiled to one module. The instance is made with the first image; its memory grows
 * with the width of images, not with their height, and serves one after the other.
 */
export class ImageEncoder {
    module;
    instance;
    constructor(module) {
        this.module = module;
    }
    /** Bytes that the encoder holds: none before the first image, nor after a very wide one. */
    get memoryBytes() {
        return this.instance === undefined ? 0 : memoryOf(this.instance.exports).buffer.byteLength;
    }
    /**
     * Encodes a checked image. `settings` are the encoder's own arguments, as its `Begin` function takes them. Gives
     * the file in a buffer of its own, of exactly its size.
     */
    encode(format, pixels, settings) {
        // A copy that ends early would encode what an earlier image left in the memory.
        const needed = byteLength(pixels);
        if (pixels.data.length < needed) {
            throw new RangeError(`${pixels.data.length} bytes of pixels, ${needed} needed`);
        }
        this.instance ??= new WebAssembly.Instance(this.module);
        const { exports } = this.instance;
        const file = encodeSlices(exportsOf(exports, format), memoryOf(exports), pixels, settings);
        if (this.memoryBytes > keptMemoryBytes)
            this.instance = undefined;
        return file;
    }
}
function encodeSlices({ begin, input, output, rows }, memory, pixels, settings) {
    const { width, height } = pixels;
    const pitch = pitchInside(pixels);
    const sliceRows = numberFrom(begin(width, height, pitch, ...settings));
    if (sliceRows === 0) {
        throw new Error(`no memory to encode an image of ${width} × ${height} px`);
    }
    // Only `begin` grows the memory.
    const bytes = new Uint8Array(memory.buffer);
    const inputAt = numberFrom(input());
    const outputAt = numberFrom(output());
    const parts = [];
    for (let y = 0; y < height; y += sliceRows) {
        const count = Math.min(sliceRows, height - y);
        copyRows(bytes.subarray(inputAt), pitch, pixels, { y, count });
        const written = numberFrom(rows(count));
        parts.push(bytes.slice(outputAt, outputAt + written));
    }
    return join(parts);
}
function pitchInside(pixels) {
    const row = rowBytes(pixels);
    return pixels.pitch - row <= copiedPaddingBytes ? pixels.pitch : row;
}
function copyRows(to, toPitch, pixels, { y, count }) {
    const { data, pitch } = pixels;
    const row = rowBytes(pixels);
    const start = y * pitch;
    if (pitch === toPitch) {
        to.set(data.subarray(start, start + (count - 1) * pitch + row));
        return;
    }
    for (let i = 0; i < count; i++) {
        const at = start + i * pitch;
        to.set(data.subarray(at, at + row), i * toPitch);
    }
}
function join(parts) {
    const [first] = parts;
    if (first !== undefined && parts.length === 1)
        return first;
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
        whole.set(part, at);
        at += part.length;
    }
    return whole;
}
function exportsOf(exports, format) {
    return {
        begin: functionOf(exports, `${format}Begin`),
        input: functionOf(exports, `${format}Input`),
        output: functionOf(exports, `${format}Output`),
        rows: functionOf(exports, `${format}Rows`),
    };
}
function functionOf(exports, name) {
    const value = exports[name];
    if (typeof value === 'function')
        return value;
    throw new Error(`the encoders' module has no function ${name}`);
}
function memoryOf(exports) {
    const { memory } = exports;
    if (memory instanceof WebAssembly.Memory)
        return memory;
    throw new Error("the encoders' module has no memory");
}
/** A u32 comes out of wasm as a signed number. */
function numberFrom(value) {
    return Number(value) >>> 0;
}
