import { readFileSync } from 'node:fs';
import { pixelFormats } from "../abi/enums.js";
// (7FE0,0010), OW, reserved: pixel data of an uncompressed file with explicit VR (DICOM PS3.5, 7.1.2).
const pixelDataHeader = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0x00, 0x00]);
const lengthBytes = 4;
/** The pixels of an uncompressed 16-bit DICOM file, explicit VR little endian, of a known size. */
export function readCt(file, width, height) {
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf(pixelDataHeader);
    if (at < 0)
        throw new Error(`${file} has no uncompressed 16-bit pixel data`);
    const start = at + pixelDataHeader.length + lengthBytes;
    const data = new Uint8Array(bytes.subarray(start, start + width * height * 2));
    return { format: pixelFormats.Grayscale16, width, height, pitch: width * 2, data };
}
/** A slice through a body: air, fat, organs and bone in 12 bits, with the noise of a scanner. */
export function ctPhantom(side) {
    const noise = normalNoise(1);
    const data = new Uint16Array(side * side);
    forEachPoint(side, (i, x, y) => {
        const hounsfield = tissueAt(x, y);
        const isOutside = hounsfield <= -1000;
        data[i] = Math.max(0, Math.round(hounsfield + 1024 + noise() * (isOutside ? 4 : 12)));
    });
    return {
        format: pixelFormats.Grayscale16,
        width: side,
        height: side,
        pitch: side * 2,
        data: new Uint8Array(data.buffer),
    };
}
/** As a viewer shows it: the slice through a window, 8 bits. */
export function grayPhantom(side) {
    const noise = normalNoise(2);
    const data = new Uint8ClampedArray(side * side);
    forEachPoint(side, (i, x, y) => {
        data[i] = (tissueAt(x, y) + 160) * 0.64 + noise() * 3;
    });
    const { buffer } = data;
    return {
        format: pixelFormats.Grayscale8,
        width: side,
        height: side,
        pitch: side,
        data: new Uint8Array(buffer),
    };
}
/** A picture with smooth colours, edges and a little noise. */
export function colourPhantom(side) {
    const noise = normalNoise(3);
    const data = new Uint8ClampedArray(side * side * 3);
    forEachPoint(side, (i, x, y) => {
        const tissue = (tissueAt(x, y) + 160) * 0.5;
        const wave = 30 * Math.sin(9 * x) * Math.cos(7 * y);
        data[3 * i] = tissue + wave + 40 + noise() * 2;
        data[3 * i + 1] = tissue - wave + noise() * 2;
        data[3 * i + 2] = tissue * 0.8 + 20 * x + noise() * 2;
    });
    const { buffer } = data;
    return {
        format: pixelFormats.RGB24,
        width: side,
        height: side,
        pitch: side * 3,
        data: new Uint8Array(buffer),
    };
}
/** Calls with an index and with coordinates from -1 to 1. */
function forEachPoint(side, visit) {
    for (let i = 0; i < side * side; i++) {
        visit(i, ((i % side) / side) * 2 - 1, (Math.floor(i / side) / side) * 2 - 1);
    }
}
/** Hounsfield units of a made-up body: an ellipse with a rim of fat, two lungs, a spine. */
function tissueAt(x, y) {
    const body = (x / 0.9) ** 2 + (y / 0.7) ** 2;
    if (body > 1)
        return -1000;
    if (body > 0.85)
        return -100;
    if (x ** 2 / 0.02 + (y - 0.4) ** 2 / 0.02 < 1)
        return 700 + 200 * Math.sin(40 * x);
    if ((Math.abs(x) - 0.42) ** 2 / 0.06 + (y + 0.05) ** 2 / 0.12 < 1)
        return -820 + 60 * x;
    return 45 + 20 * Math.sin(6 * x) * Math.cos(5 * y);
}
/** Numbers of mean 0 and deviation 1, about: sums of uniform ones. The same for the same seed. */
function normalNoise(seed) {
    let state = seed;
    const uniform = () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
    };
    return () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
}
