// Builds the unpacked program with electron-builder around a placeholder of Electron, without network, and proves what is in it.
// node scripts/package_check.mjs
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

const root = resolve(import.meta.dirname, '..');
// The archive is read by what electron-builder writes it with.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { extractFile, listPackage } = createRequire(builder.resolve('app-builder-lib'))('@electron/asar');
const failures = [];
const check = (isSo, what) => {
  console.log(`${isSo ? 'ok    ' : 'FAILED'} ${what}`);
  if (!isSo) failures.push(what);
};

const ON = 49;
const OFF = 48;
const WANTED_FUSES = {
  RunAsNode: OFF,
  EnableCookieEncryption: ON,
  EnableNodeOptionsEnvironmentVariable: OFF,
  EnableNodeCliInspectArguments: OFF,
  EnableEmbeddedAsarIntegrityValidation: ON,
  OnlyLoadAppFromAsar: ON,
  GrantFileProtocolExtraPrivileges: OFF,
};
const ASAR_MOST_KB = 8000;
/** As Electron comes: nine fuses, most of them the wrong way round for us. */
const FUSES_AS_SHIPPED = '101100011';

for (const needed of ['dist/main/index.js', 'dist/main/preload.cjs', 'dist/renderer/console/index.html']) {
  if (!existsSync(join(root, needed))) throw new Error(`${needed} is missing: npm run build comes first.`);
}
const folder = mkdtempSync(join(tmpdir(), 'orderline-package-'));
try {
  await prove(pack(placeholder()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures.length === 0 ? 'The package is as it should be (built around a placeholder of Electron).' : `${failures.length} of the package's rules are broken.`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** The files of an Electron for Linux, as far as electron-builder touches them. */
function placeholder() {
  const dist = join(folder, 'electron');
  for (const inside of ['resources', 'locales']) mkdirSync(join(dist, inside), { recursive: true });
  const wire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'), Buffer.from([1, FUSES_AS_SHIPPED.length]), Buffer.from(FUSES_AS_SHIPPED, 'latin1')]);
  const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(4096), wire, Buffer.alloc(4096)]);
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  writeFileSync(join(dist, 'electron'), elf, { mode: 0o755 });
  writeFileSync(join(dist, 'chrome-sandbox'), elf, { mode: 0o755 });
  writeFileSync(join(dist, 'locales/en-US.pak'), '');
  for (const [name, text] of [['version', version], ['LICENSE', 'MIT'], ['LICENSES.chromium.html', '<!doctype html>']]) writeFileSync(join(dist, name), text);
  return dist;
}

/** Runs electron-builder; answers the folder of the unpacked program. */
function pack(dist) {
  const output = join(folder, 'release');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-builder/cli.js'), '--linux', 'dir', '--x64', '--publish', 'never', `-c.electronDist=${dist}`, `-c.directories.output=${output}`],
    { cwd: root, encoding: 'utf8', env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false', ELECTRON_BUILDER_OFFLINE: 'true' } },
  );
  if (status !== 0) throw new Error(`electron-builder ended with ${status}:\n${stdout}${stderr}`);
  return join(output, 'linux-unpacked');
}

async function prove(unpacked) {
  check(existsSync(join(unpacked, 'orderline')), 'the program is named orderline');
  const asar = join(unpacked, 'resources/app.asar');
  proveFiles(asar);
  proveImports(extractFile(asar, 'dist/main/index.js').toString('utf8'));
  const wire = await getCurrentFuseWire(join(unpacked, 'orderline'));
  for (const [name, wanted] of Object.entries(WANTED_FUSES)) check(wire[FuseV1Options[name]] === wanted, `the fuse ${name} is ${wanted === ON ? 'on' : 'off'}`);
  const kilobytes = Math.round(statSync(asar).size / 1000);
  check(kilobytes < ASAR_MOST_KB, `the asar has ${kilobytes} kB, and may have ${ASAR_MOST_KB}`);
  const names = readdirSync(join(unpacked, 'resources'));
  check(!names.includes('app') && !names.includes('app.asar.unpacked'), 'no code lies beside the asar');
}

/** The asar holds the built program, byte for byte, and nothing else. */
function proveFiles(asar) {
  const wanted = ['package.json', 'dist/main/index.js', 'dist/main/preload.cjs', ...filesOf('dist/renderer/console')].sort();
  const packed = listPackage(asar, { isPack: false })
    .map((path) => path.slice(1).split(sep).join('/'))
    .filter((path) => /\.[a-z0-9]+$/i.test(path))
    .sort();
  check(JSON.stringify(packed) === JSON.stringify(wanted), `the asar holds exactly the ${wanted.length} built files${difference(wanted, packed)}`);
  const same = wanted.filter((path) => path !== 'package.json' && packed.includes(path)).every((path) => extractFile(asar, path).equals(readFileSync(join(root, path))));
  check(same, 'every one of them is as it was built');
  const manifest = JSON.parse(extractFile(asar, 'package.json').toString('utf8'));
  check(manifest.main === 'dist/main/index.js' && manifest.type === 'module', 'the manifest leads to the main bundle');
  check(manifest.scripts === undefined && manifest.devDependencies === undefined, 'the manifest carries no scripts and no development parts');
}

/** Nothing is needed beside Electron and Node: there is no node_modules in the package. */
function proveImports(source) {
  const imported = [...source.matchAll(/^import\s[^;]*?from\s+"([^"]+)"/gm)].map(([, name]) => name);
  const foreign = imported.filter((name) => name !== 'electron' && !builtinModules.includes(name.replace(/^node:/, '')));
  check(imported.includes('electron') && foreign.length === 0, `the main bundle imports Electron and Node only${foreign.length === 0 ? '' : `, but also ${foreign.join(', ')}`}`);
}

function filesOf(inside) {
  return readdirSync(join(root, inside), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:map|br|gz)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function difference(wanted, packed) {
  const missing = wanted.filter((path) => !packed.includes(path));
  const extra = packed.filter((path) => !wanted.includes(path));
  return missing.length + extra.length === 0 ? '' : `; missing: ${missing.join(', ') || 'none'}; extra: ${extra.slice(0, 8).join(', ') || 'none'}`;
}
