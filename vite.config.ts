import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { antdStyles } from './scripts/build/antd_styles.mjs';
import { emojiModule } from './scripts/build/emoji.mjs';
import { firstScript } from './scripts/build/first_script.mjs';
import { offlineWorker } from './scripts/build/offline_worker.mjs';
import { preloads } from './scripts/build/preloads.mjs';
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite';

const root = import.meta.dirname;
const BROWSERS = ['chrome107', 'edge107', 'firefox104', 'safari16'];

/** Fails a build into which one of the named packages has found its way. */
const keepOut = (...packages: string[]): Plugin => ({
  name: 'orderline:keep-out',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const stray = packages.find((name) => chunk.moduleIds.some((id) => id.includes(`/node_modules/${name}/`)));
      if (stray !== undefined) this.error(`${stray} must not be part of this page, and came in with ${chunk.fileName}.`);
    }
  },
});

type Output = Rolldown.OutputOptions;

const node = (folder: string, input: Record<string, string>, output: Output, emptyOutDir = false): UserConfig => ({
  root,
  publicDir: false,
  build: { ssr: true, target: 'node20', outDir: join(root, 'dist', folder), emptyOutDir, minify: false, sourcemap: true, rolldownOptions: { input, external: ['electron'], output } },
});

/** What the client's page begins with, and what it loads by itself beside the sign-in: one file each, however many share its modules. */
const CLIENT_PARTS = [
  { name: 'page', test: /renderer\/client\/App\.tsx$|react-dom\/client\.js$/, priority: 1 },
  { name: 'conversation', test: /renderer\/(client\/(Inside|RoomPage)\.tsx|sync\/sync\.ts)$/ },
];

/** What the console begins with is one chunk, however many parts share its modules. */
const CONSOLE_PARTS = [{ name: 'page', test: /renderer\/console\/main\.tsx$|\0rolldown\/runtime/, priority: 1 }];

const page = (name: 'client' | 'console', forbidden: string[], pages: string[] = ['index']): UserConfig => ({
  root: join(root, 'renderer', name),
  base: `/${name}/`,
  plugins: [react(), emojiModule(), keepOut(...forbidden), ...(name === 'client' ? [preloads('/client/', ['conversation', 'Embedded'])] : [antdStyles(), firstScript(), offlineWorker(join(root, 'renderer/console/offline/worker.js'))])],
  build: {
    target: BROWSERS,
    outDir: join(root, 'dist/renderer', name),
    emptyOutDir: true,
    rolldownOptions: { input: Object.fromEntries(pages.map((one) => [one, join(root, 'renderer', name, `${one}.html`)])), output: { codeSplitting: { groups: name === 'client' ? CLIENT_PARTS : CONSOLE_PARTS } } },
    // The pages' Content-Security-Policy knows no inline script and no data: address.
    assetsInlineLimit: 0,
    // A part that waits for a style sheet of its own comes one exchange later, and in a frame that is not shown perhaps never.
    cssCodeSplit: name === 'console',
    // Each costs the client's page some of its budget; the console's parts are many.
    modulePreload: name === 'console' && { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 3000,
  },
});

/** The parts that are built, by the name that `vite build --mode` takes. */
const targets = {
  server: () => node('server', { index: 'server/index.ts', migrate: 'server/migrate.ts', import: 'server/import.ts', admin: 'server/admin.ts', start: 'server/start.ts', picture_program: 'server/files/picture_program.mjs' }, { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }, true),
  bench: () => node('bench', { index: 'bench/index.ts', relay: 'bench/relay.ts', bare_sockets: 'bench/bare_sockets.ts', loop_delay: 'bench/loop_delay.ts' }, { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }, true),
  // Complete in itself: the packed program carries no node_modules.
  main: (): UserConfig => ({ ...node('main', { index: 'main/index.ts' }, { entryFileNames: '[name].js', codeSplitting: false }), ssr: { noExternal: true } }),
  // A sandboxed preload is CommonJS and can require nothing but Electron.
  preload: (): UserConfig => ({ ...node('main', { preload: 'main/preload.ts' }, { entryFileNames: '[name].cjs', format: 'cjs', codeSplitting: false }), ssr: { noExternal: true } }),
  client: () => page('client', ['zod', 'antd', '@ant-design/icons', 'dayjs'], ['index', 'embed', 'not_found']),
  console: () => page('console', ['zod']),
  // One plain script for other people's pages.
  embed: (): UserConfig => ({
    root,
    publicDir: false,
    build: { target: BROWSERS, outDir: join(root, 'dist/renderer/embed'), emptyOutDir: true, reportCompressedSize: false, rolldownOptions: { input: { embed: 'renderer/embed/embed.ts' }, output: { format: 'iife', entryFileNames: '[name].js', codeSplitting: false } } },
  }),
};

export default defineConfig(({ mode }): UserConfig => {
  const target = Object.entries(targets).find(([name]) => name === mode)?.[1];
  if (target === undefined) throw new Error(`Say what to build: --mode ${Object.keys(targets).join(' | ')}.`);
  return target();
});
