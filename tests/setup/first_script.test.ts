import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { firstScript } from '../../scripts/build/first_script.mjs';

type Chunk = { type: 'chunk'; fileName: string; code: string; imports: string[]; exports: string[] };

const chunk = (name: string, code: string, imports: string[], exports: string[]): Chunk => ({ type: 'chunk', fileName: `assets/${name}`, code, imports: imports.map((one) => `assets/${one}`), exports });

const HTML = `<head>
    <script type="module" crossorigin src="/console/assets/page.js"></script>
    <link rel="modulepreload" crossorigin href="/console/assets/shared.js">
    <link rel="stylesheet" crossorigin href="/console/assets/page.css">
  </head>`;

/** A built page of two chunks, and one that comes later, through the plugin. */
async function built() {
  const page = chunk('page.js', `import { a as count } from './shared.js'; globalThis.counted = count() + 1; globalThis.isStrict = (function () { return this === undefined; })(); export const later = () => import('./later.js');`, ['shared.js'], ['later']);
  const shared = chunk('shared.js', `const count = () => 1; export { count as a, count as default };`, [], ['a', 'default']);
  const later = chunk('later.js', `import { a } from './shared.js'; export { a };`, ['shared.js'], ['a']);
  const html = { type: 'asset', fileName: 'index.html', source: HTML };
  const bundle = { 'assets/page.js': page, 'assets/shared.js': shared, 'assets/later.js': later, 'index.html': html };
  let script = '';
  const emit = {
    emitFile: ({ source }: { source: string }) => ((script = source), 'reference'),
    getFileName: () => 'assets/first-hash.js',
  };
  const plugin = firstScript() as unknown as { configResolved(config: object): void; generateBundle: { handler(this: typeof emit, options: object, bundle: object): Promise<void> } };
  plugin.configResolved({ build: { target: ['chrome107'] } });
  await plugin.generateBundle.handler.call(emit, {}, bundle);
  return { script, html: html.source, shared: shared.code, later: later.code };
}

describe('what the console begins with', async () => {
  const { script, html, shared, later } = await built();
  const world: Record<string, unknown> = {};
  runInNewContext(script, world);

  it('is one classic script, of which browsers keep the compiled code', () => {
    expect(html).toContain('<script defer src="/console/assets/first-hash.js"></script>');
    expect(html).not.toContain('module');
    expect(html).toContain('page.css');
    expect(world.counted).toBe(2);
  });

  it('runs as strictly as a module', () => {
    expect(world.isStrict).toBe(true);
  });

  it('leaves its names to the parts that come later', () => {
    expect(later).toContain(`from './shared.js'`);
    // The file of names as a classic script, too: only its last line is a module's.
    const [last, ...lines] = shared.split('\n').reverse();
    expect(last).toBe('export { part0 as a, part1 as default };');
    expect(runInNewContext(`${lines.reverse().join('\n')}; part0() + part1();`, world)).toBe(2);
  });
});
