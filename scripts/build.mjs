// Builds the server, the desktop's two bundles and the two pages into dist/. Targets whose sources have not changed are skipped.
// node scripts/build.mjs [target …]
import { access, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { compress } from './build/compress.mjs';
import { dropStamp, hashInputs, isFresh, writeStamp } from './build/stamps.mjs';
import { targets } from './build/targets.mjs';

const root = resolve(import.meta.dirname, '..');

/** Builds what is not fresh among the named targets (all, when none is named). Throws one readable line per target that failed. */
export async function build(names = [], say = console.log) {
  const unknown = names.filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0) throw new Error(`There is no target ${unknown.join(', ')}: choose among ${targets.map((target) => target.name).join(', ')}.`);
  const failures = [];
  for (const target of targets) {
    if (names.length > 0 && !names.includes(target.name)) continue;
    await buildTarget(target, say).catch((error) => failures.push(`${target.name}: ${readable(error)}`));
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

async function buildTarget(target, say) {
  for (const entry of target.entries) await access(join(root, entry)).catch(() => { throw new Error(`${entry} is missing.`); });
  const inputs = await hashInputs(root, target.inputs);
  if (await isFresh(root, target.name, inputs)) return say(`${target.name.padEnd(8)} fresh`);
  const started = performance.now();
  await dropStamp(root, target.name);
  // Loaded late: a start with nothing to build must not wait for the bundler.
  const vite = await import('vite');
  // CI keeps Vite from drawing its progress over our lines.
  const result = await withEnvironment({ NODE_ENV: 'production', CI: 'true' }, () => vite.build({ configFile: join(root, 'vite.config.ts'), mode: target.name, logLevel: 'warn' }));
  const parts = [result].flat().flatMap((part) => part.output);
  const pathOf = (fileName) => join('dist', target.output, fileName);
  const files = parts.map((part) => pathOf(part.fileName));
  if (target.isServed === true) files.push(...(await compress(files.filter((file) => file.includes('assets')).map((file) => join(root, file)))).map((file) => relative(root, file)));
  const chunks = parts.filter((part) => part.type === 'chunk');
  const html = parts.filter((part) => part.fileName.endsWith('.html'));
  const named = (list) => html.map((page) => list.filter(({ fileName }) => fileName.endsWith('.js') && page.source.includes(fileName)).map(({ fileName }) => pathOf(fileName)));
  const first = await heaviest([...chunks.filter((part) => part.isEntry).map((entry) => firstScripts(chunks, entry.fileName).map(pathOf)), ...named(parts.filter((part) => part.type === 'asset'))]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`${target.name.padEnd(8)} built in ${seconds} s, ${files.length} files, ${kilobytes(first.plain)} of script to begin with (${kilobytes(first.gzip)} gzip)`);
  keepWithin(target.scriptBudgetBytes, first, 'the page begins with');
  if (target.namedBudgetBytes !== undefined) keepWithin(target.namedBudgetBytes, await heaviest(named(chunks)), 'the page names');
  await writeStamp(root, target.name, inputs, files);
}

async function withEnvironment(variables, work) {
  const before = Object.keys(variables).map((name) => [name, process.env[name]]);
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function keepWithin(budget, { gzip }, what) {
  if (budget !== undefined && gzip > budget) throw new Error(`${what} ${kilobytes(gzip)} of gzipped script; its budget is ${kilobytes(budget)}.`);
}

/** Of several pages' scripts those that weigh most. */
async function heaviest(pages) {
  const sizes = await Promise.all(pages.map(scriptBytes));
  return sizes.reduce((most, one) => (one.gzip > most.gzip ? one : most));
}

/** The scripts that a page loads by itself: its entry and what that imports. What is imported on demand comes when it is asked for. */
function firstScripts(parts, entry) {
  const chunks = new Map(parts.map((chunk) => [chunk.fileName, chunk]));
  const first = new Set([entry]);
  // A set grows while it is walked.
  for (const name of first) for (const imported of chunks.get(name)?.imports ?? []) if (chunks.has(imported)) first.add(imported);
  return [...first];
}

async function scriptBytes(files) {
  const scripts = await Promise.all(files.map((file) => readFile(join(root, file))));
  return { plain: scripts.reduce((sum, script) => sum + script.length, 0), gzip: scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) };
}

// The bundler's messages carry a stack of its own.
const readable = (error) => (error instanceof Error ? error.message : String(error)).split('\n').filter((line) => !/^\s+at /.test(line)).join('\n');

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
