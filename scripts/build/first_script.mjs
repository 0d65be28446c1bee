import { basename } from 'node:path';
// The bundler below Vite, which must stay one for both: through Vite what loads parts would be prepared a second time.
import { rolldown } from 'rolldown';

const SCRIPT = /\s*<script type="module"[^>]* src="\/console\/([^"]+)"><\/script>/g;
const PRELOAD = /\s*<link rel="modulepreload"[^>]*>/g;
/** Where the first script leaves what the page's other parts import of it. */
const PLACE = 'globalThis.orderline_first';

/**
 * Makes of the page's first script and all that it imports one classic script: browsers keep the compiled code of classic scripts between two
 * starts, and Chromium does not use what it has kept of modules. What the first script is made of becomes a list of names, so that parts that
 * come later import from it as before.
 */
export function firstScript() {
  let target;
  return {
    name: 'orderline:first-script',
    enforce: 'post',
    configResolved(config) {
      target = config.build.target;
    },
    generateBundle: {
      // Vite fills in last what loads parts.
      order: 'post',
      async handler(_options, bundle) {
        const page = bundle['index.html'];
        const html = String(page.source);
        const first = closure(bundle, [...html.matchAll(SCRIPT)].map(([, src]) => bundle[src]));
        const script = this.emitFile({ type: 'asset', name: 'first.js', source: await asOne(first, target) });
        for (const chunk of first) chunk.code = names(chunk);
        const isFirst = (tag) => first.some(({ fileName }) => tag.includes(fileName));
        page.source = html
          .replace(PRELOAD, (tag) => (isFirst(tag) ? '' : tag))
          .replace(SCRIPT, '')
          .replace(/(?=\s*<link rel="stylesheet")/, `\n    <script defer src="/console/${this.getFileName(script)}"></script>`);
      },
    },
  };
}

/** The chunks and all that they import before they run. */
function closure(bundle, entries) {
  const first = new Set(entries);
  // A set grows while it is walked.
  for (const chunk of first) for (const name of chunk.imports) if (bundle[name]) first.add(bundle[name]);
  return [...first];
}

/** What runs what the chunks are, in their order, and leaves what they export. */
async function asOne(chunks, target) {
  const modules = new Map(chunks.map((chunk) => [pathOf(chunk), chunk.code]));
  const imports = chunks.map((chunk, number) => `import * as part${number} from '${pathOf(chunk)}';`);
  modules.set('begin', `${imports.join('\n')}\n${PLACE} = { ${chunks.map((chunk, number) => `'${pathOf(chunk)}': part${number}`).join(', ')} };`);
  const build = await rolldown({
    input: 'begin',
    treeshake: false,
    transform: { target, define: { 'import.meta.resolve': 'undefined', 'import.meta.url': 'location.href' } },
    plugins: [
      {
        name: 'orderline:chunks',
        resolveId(id) {
          const name = basename(id);
          return modules.has(name) ? name : { id, external: true };
        },
        load: (id) => modules.get(id),
      },
    ],
  });
  const { output } = await build.generate({ format: 'iife', intro: `'use strict';`, minify: true });
  await build.close();
  return output[0].code;
}

const pathOf = (chunk) => basename(chunk.fileName);

/** The chunk as what is imported of it. */
function names(chunk) {
  const lines = chunk.exports.map((name, number) => `const part${number} = all[${JSON.stringify(name)}];`);
  return [`const all = ${PLACE}['${pathOf(chunk)}'];`, ...lines, `export { ${chunk.exports.map((name, number) => `part${number} as ${name}`).join(', ')} };`].join('\n');
}
