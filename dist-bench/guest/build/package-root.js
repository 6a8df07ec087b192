import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
/**
 * The folder of this package, whether its sources or its compiled files run: the nearest one above with a
 * `package.json` of this name.
 */
export function findPackageRoot() {
    let folder = dirname(fileURLToPath(import.meta.url));
    while (!isPackageRoot(folder)) {
        const parent = dirname(folder);
        if (parent === folder)
            throw new Error('the folder of orthanc-wasm was not found');
        folder = parent;
    }
    return folder;
}
function isPackageRoot(folder) {
    const file = join(folder, 'package.json');
    if (!existsSync(file))
        return false;
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    return (typeof manifest === 'object' &&
        manifest !== null &&
        'name' in manifest &&
        manifest.name === 'orthanc-wasm');
}
