// Makes a release: checks version and changelog, builds, packs the desktop program, and writes what goes along: the bill of materials, the
// licences and the checksums. Nothing is uploaded. node scripts/release.mjs [--without-desktop]
//
//   UPDATE_URL                      where installed programs look for newer ones (https, a folder of plain files); absent: they do not look
//   CSC_LINK, CSC_KEY_PASSWORD      the certificate for Windows and macOS, as electron-builder reads it; absent: unsigned
//   WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD   another one for Windows
//   APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD, APPLE_TEAM_ID   notarisation
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const release = join(root, 'release');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const say = (text) => console.log(text);

try {
  checkVersion(version);
  const notes = changesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  // What an earlier release has left would get its checksums among those of this one.
  rmSync(release, { recursive: true, force: true });
  mkdirSync(release, { recursive: true });
  run(process.execPath, ['scripts/build.mjs']);
  if (process.argv.includes('--without-desktop')) say('desktop  left out');
  else packDesktop();
  writeFileSync(join(release, 'NOTES.md'), notes);
  writeFileSync(join(release, 'LICENCES.txt'), read(process.execPath, ['scripts/checks/shipped_licences.mjs', '--list']));
  writeFileSync(join(release, 'sbom.cdx.json'), billOfMaterials());
  const sums = filesOf(release).filter((name) => name !== 'SHA256SUMS').map((name) => `${createHash('sha256').update(readFileSync(join(release, name))).digest('hex')}  ${name}\n`);
  writeFileSync(join(release, 'SHA256SUMS'), sums.join(''));
  say(`release ${version}: ${sums.length} files in release/`);
} catch (error) {
  process.stderr.write(`release: ${error.message}\n`);
  process.exitCode = 1;
}

/** A release has a version of its own: no tag has it yet, and nothing lies about uncommitted. */
function checkVersion(wanted) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(wanted)) throw new Error(`${wanted} is no version`);
  if (read('git', ['tag', '--list', `v${wanted}`]).trim() !== '') throw new Error(`v${wanted} was released before: package.json needs another version`);
  if (read('git', ['status', '--porcelain']).trim() !== '') throw new Error('there are changes that are not committed');
}

/** The changelog's section of this version. */
function changesOf(text, wanted) {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${wanted} `) || part.startsWith(`${wanted}\n`));
  if (section === undefined || section.trim().split('\n').length < 2) throw new Error(`CHANGELOG.md has no section "## ${wanted}"`);
  return `# Orderline ${section.trim()}\n`;
}

function packDesktop() {
  const url = process.env.UPDATE_URL;
  if (url !== undefined && !/^https:\/\//.test(url)) throw new Error('UPDATE_URL must begin with https://');
  const isSigned = ['CSC_LINK', 'WIN_CSC_LINK', 'CSC_NAME'].some((name) => process.env[name]);
  if (!isSigned) say('desktop  unsigned: neither CSC_LINK nor WIN_CSC_LINK is set. Windows and macOS will warn whoever installs it.');
  if (process.platform === 'darwin' && !process.env.APPLE_ID) say('desktop  not notarised: APPLE_ID is not set');
  say(url === undefined ? 'desktop  looks for no updates: UPDATE_URL is not set' : `desktop  looks for updates at ${url}`);
  const feed = url === undefined ? [] : ['-c.publish.provider=generic', `-c.publish.url=${url}`];
  run(process.execPath, ['node_modules/electron-builder/cli.js', '--publish', 'never', ...feed], isSigned ? {} : { CSC_IDENTITY_AUTO_DISCOVERY: 'false' });
}

/** npm calls the whole by the folder that it lies in. */
function billOfMaterials() {
  const bill = JSON.parse(read('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only']));
  bill.metadata.component.name = name;
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function run(program, words, environment = {}) {
  const { status } = spawnSync(program, words, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  if (status !== 0) throw new Error(`${words[0]} failed`);
}

function read(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${program} ${words[0]} failed: ${(stdout + stderr).trim().split('\n')[0]}`);
  return stdout;
}

function filesOf(folder) {
  return existsSync(folder) ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile() && !/^builder-|\.yaml$/.test(name)).sort() : [];
}
