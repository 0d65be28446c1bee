// Writes the package for programs, orderline-client, into dist/client_package. It publishes nothing.
import { execFileSync } from 'node:child_process';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'client_package');
const target = join(root, 'dist/client_package');
const ours = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

await rm(target, { recursive: true, force: true });
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: { outDir: target, emptyOutDir: true, target: 'es2022', minify: false, lib: { entry: join(source, 'index.ts'), formats: ['es'], fileName: () => 'index.js' }, rolldownOptions: { external: ['socket.io-client'] } },
});
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', source], { stdio: 'inherit' });

// Readers that resolve as Node does want whole file names.
for (const entry of await readdir(join(target, 'types'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/(from |import\()(['"])(\.{1,2}\/[^'"]+)\2/g, '$1$2$3.js$2'));
}

await copyFile(join(source, 'README.md'), join(target, 'README.md'));
await writeFile(
  join(target, 'package.json'),
  `${JSON.stringify(
    {
      name: 'orderline-client',
      version: ours.version,
      description: 'Speaks to an Orderline server: the marketplace’s routes, and the chat.',
      license: ours.license,
      type: 'module',
      engines: { node: '>=20' },
      sideEffects: false,
      exports: { '.': { types: './types/client_package/index.d.ts', default: './index.js' } },
      files: ['index.js', 'types', 'README.md'],
      // zod is named by types alone; nothing of it runs.
      dependencies: { 'socket.io-client': ours.devDependencies['socket.io-client'], zod: ours.dependencies.zod },
    },
    null,
    2,
  )}\n`,
);
console.log('orderline-client is in dist/client_package');
