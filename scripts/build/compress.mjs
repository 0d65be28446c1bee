import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = /\.(?:m?js|css|svg|json|wasm)$/;
/** Below it the headers weigh more than what is saved. */
const SMALLEST_BYTES = 1_000;

const pack = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Lays a brotli and a gzip copy beside each file that gets smaller by it: packed once here, not at each request. Answers the copies' paths. */
export async function compress(files) {
  const packed = await Promise.all(
    files.filter((file) => COMPRESSIBLE.test(file)).map(async (file) => {
      const bytes = await readFile(file);
      if (bytes.length < SMALLEST_BYTES) return [];
      return Promise.all(Object.entries(pack).map(async ([ending, work]) => {
        const copy = `${file}.${ending}`;
        await writeFile(copy, await work(bytes));
        return copy;
      }));
    }),
  );
  return packed.flat();
}
