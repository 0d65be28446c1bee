// The licences of everything that is shipped: what the server runs with, and what is bundled into the pages and the desktop program.
// A licence that would bind our own source (GPL, AGPL, SSPL and their like), or none at all, fails the check.
// node scripts/checks/shipped_licences.mjs [--list]
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Names of licences that ask for nothing but their notice. */
const FREE = new Set(['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0', 'CC-BY-4.0', 'Python-2.0', 'PostgreSQL', 'Zlib', 'WTFPL', 'Artistic-2.0']);
/** Bind changes of the library itself, which we make none of: loaded as files of their own beside the server, never bundled. */
const BESIDE = new Map([['LGPL-3.0-or-later', /^@img\/sharp-/], ['MPL-2.0', /./]]);
/** Packages whose licence stands in their readme only. */
const KNOWN = new Map([['combine-errors', 'MIT']]);

/** Whether a licence expression can be met by free ones alone (`OR`: one of them, `AND`: all). */
export function isFree(expression, name) {
  const text = expression.replace(/^\((.*)\)$/, '$1');
  if (/ OR /.test(text)) return text.split(' OR ').some((part) => isFree(part, name));
  if (/ AND /.test(text)) return text.split(' AND ').every((part) => isFree(part, name));
  return FREE.has(text) || (BESIDE.get(text)?.test(name) ?? false);
}

/** Every package that is shipped, with its version and its licence. */
export function shippedPackages() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const wanted = new Map();
  const visit = (name, from) => {
    const path = placeOf(lock, name, from);
    if (path === undefined || wanted.has(path)) return;
    const entry = lock[path];
    wanted.set(path, { name, version: entry.version, license: licenceOf(name, path, entry) });
    for (const inner of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) visit(inner, path);
  };
  for (const name of Object.keys(lock[''].dependencies)) visit(name, '');
  for (const name of bundledNames()) visit(name, '');
  return [...wanted.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** Where Node would find the package for somebody in that place. */
function placeOf(lock, name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (lock[path] !== undefined) return path;
    if (at === '') return undefined;
  }
}

function licenceOf(name, path, entry) {
  const { license } = entry;
  if (typeof license === 'string') return license;
  return KNOWN.get(name) ?? readLicence(join(root, path, 'package.json'));
}

function readLicence(path) {
  try {
    const { license, licenses } = JSON.parse(readFileSync(path, 'utf8'));
    return (typeof license === 'object' ? license?.type : license) ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none';
  } catch {
    return 'none';
  }
}

/** The packages that our shipped sources name. */
function bundledNames() {
  const names = new Set();
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder))) {
      const path = `${folder}/${entry}`;
      if (statSync(join(root, path)).isDirectory()) walk(path);
      else if (/\.(ts|tsx|mjs)$/.test(entry)) {
        for (const [, specifier] of readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import\()\s*'([^'.][^']*)'/g)) names.add(specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
      }
    }
  };
  for (const folder of ['server', 'main', 'renderer', 'protocol', 'migrations']) walk(folder);
  return [...names].filter((name) => !builtinModules.includes(name) && !name.startsWith('node:') && name !== 'electron');
}

const packages = shippedPackages();
const bad = packages.filter(({ name, license }) => !isFree(license, name));
if (process.argv.includes('--list')) for (const { name, version, license } of packages) console.log(`${name} ${version}: ${license}`);
for (const { name, version, license } of bad) console.log(`${name} ${version} has the licence ${license}, with which it may not be shipped`);
process.exitCode = bad.length === 0 ? 0 : 1;
