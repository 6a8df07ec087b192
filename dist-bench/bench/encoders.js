import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode as encodeFastPng } from 'fast-png';
import { encode as encodeJpegJs } from 'jpeg-js';
import sharp from 'sharp';
import UPNG from 'upng-js';
import { pixelFormats } from "../abi/enums.js";
import { findPackageRoot } from "../guest/build/package-root.js";
import { ImageEncoder } from "../host/image/encoder.js";
import { encodeJpeg } from "../host/image/jpeg.js";
import { encodePng } from "../host/image/png.js";
import { colourPhantom, ctPhantom, grayPhantom, readCt } from "./images.js";
import { measure } from "./measure.js";
const quality = 90;
const options = { budgetMs: 2000, leastRounds: 5 };
/** Measures our encoders beside the ones of npm, and prints a table for each image. */
export async function benchEncoders() {
    // One thread and no cache: as ours.
    sharp.concurrency(1);
    sharp.cache(false);
    const encoder = newEncoder();
    const ctFile = process.env['ORTHANC_WASM_CT'];
    const ct = ctFile === undefined ? ctPhantom(512) : readCt(ctFile, 512, 512);
    const gray = grayPhantom(2048);
    const colour = colourPhantom(2048);
    const ctName = ctFile === undefined ? 'CT phantom' : 'CT';
    return [
        await bench(`PNG, ${ctName} 512 × 512, 16 bit`, pngContenders(encoder, ct)),
        await bench('PNG, gray 2048 × 2048', pngContenders(encoder, gray)),
        await bench('PNG, RGB 2048 × 2048', pngContenders(encoder, colour)),
        await bench(`JPEG quality ${quality}, gray 2048 × 2048`, jpegContenders(encoder, gray)),
        await bench(`JPEG quality ${quality}, RGB 2048 × 2048`, jpegContenders(encoder, colour)),
    ];
}
function newEncoder() {
    const file = join(findPackageRoot(), 'dist/host/image/codecs.wasm');
    return new ImageEncoder(new WebAssembly.Module(readFileSync(file)));
}
async function bench(title, contenders) {
    const measurements = await measure(contenders, options);
    console.log(`\n${title}`);
    console.table(Object.fromEntries(measurements.map((row) => [row.name, describe(row, measurements)])));
    return { title, measurements };
}
function describe({ medianMs, lowerQuartileMs, upperQuartileMs, bestMs, bytes }, [ours]) {
    return {
        'median ms': medianMs.toFixed(2),
        'half of the rounds': `${lowerQuartileMs.toFixed(2)} … ${upperQuartileMs.toFixed(2)}`,
        'best ms': bestMs.toFixed(2),
        'time to ours': (medianMs / (ours?.medianMs ?? medianMs)).toFixed(2),
        bytes,
        'size to ours': (bytes / (ours?.bytes ?? bytes)).toFixed(3),
    };
}
function pngContenders(encoder, pixels) {
    const contenders = [
        { name: 'balanced', run: () => encodePng(encoder, pixels, 1).length },
        { name: 'fast', run: () => encodePng(encoder, pixels, 0).length },
        { name: 'small', run: () => encodePng(encoder, pixels, 2).length },
        { name: 'fast-png', run: () => fastPngBytes(pixels) },
        { name: 'sharp', run: () => sharpBytes(pixels, 'png') },
    ];
    if (isWide(pixels))
        return contenders; // upng-js writes 8 bits only
    return [...contenders, upngContender(pixels)];
}
function jpegContenders(encoder, pixels) {
    const { width, height } = pixels;
    const data = toRgba(pixels);
    return [
        { name: 'ours', run: () => encodeJpeg(encoder, pixels, quality).length },
        { name: 'jpeg-js', run: () => encodeJpegJs({ width, height, data }, quality).data.length },
        { name: 'sharp', run: () => sharpBytes(pixels, 'jpeg') },
    ];
}
function upngContender(pixels) {
    const { buffer } = toRgba(pixels);
    const { width, height } = pixels;
    return { name: 'upng-js', run: () => UPNG.encode([buffer], width, height, 0).byteLength };
}
function fastPngBytes(pixels) {
    const { width, height } = pixels;
    const depth = isWide(pixels) ? 16 : 8;
    return encodeFastPng({
        width,
        height,
        depth,
        channels: channelsOf(pixels),
        data: samples(pixels),
    }).length;
}
/** With the effort that libpng takes: level 6 and all filters. */
async function sharpBytes(pixels, format) {
    const { width, height } = pixels;
    const channels = channelsOf(pixels);
    const raw = sharp(samples(pixels), { raw: { width, height, channels } });
    const colours = { 1: isWide(pixels) ? 'grey16' : 'b-w', 3: 'srgb' }[channels];
    const image = raw.toColourspace(colours);
    const png = { compressionLevel: 6, adaptiveFiltering: true };
    const file = format === 'png' ? image.png(png) : image.jpeg({ quality });
    return (await file.toBuffer()).length;
}
function isWide({ format }) {
    return format === pixelFormats.Grayscale16;
}
function channelsOf({ format }) {
    return format === pixelFormats.RGB24 ? 3 : 1;
}
/** What the other libraries take for 16 bits. */
function samples(pixels) {
    const { data } = pixels;
    return isWide(pixels) ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data;
}
function toRgba(pixels) {
    const channels = channelsOf(pixels);
    const rgba = new Uint8Array(pixels.width * pixels.height * 4).fill(255);
    for (let i = 0; i < pixels.width * pixels.height; i++) {
        for (let colour = 0; colour < 3; colour++) {
            rgba[i * 4 + colour] = pixels.data[i * channels + Math.min(colour, channels - 1)] ?? 0;
        }
    }
    return rgba;
}
