import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Nobody opens a document for the first time without a connection, and its reader weighs as much as all the rest. */
const ON_DEMAND = /pdf|openjpeg/;

/** Writes the console's service worker (`source`) with the names of this build's files into the build: another build is another worker. */
export function offlineWorker(source) {
  return {
    name: 'orderline:offline-worker',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const entry = /<script[^>]* src="([^"]+)"/.exec(String(bundle['index.html']?.source))?.[1];
        const files = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !name.endsWith('.map') && !ON_DEMAND.test(name)).sort().map((name) => `/console/${name}`);
        const template = await readFile(source, 'utf8');
        const version = createHash('sha256').update(JSON.stringify([files, bundle['index.html']?.source, template])).digest('hex').slice(0, 16);
        this.emitFile({ type: 'asset', fileName: 'worker.js', source: `const BUILD = ${JSON.stringify({ version, entry, files })};\n${template}` });
      },
    },
  };
}
