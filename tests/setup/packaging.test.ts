import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';

/* What can be said of the packages without building them. What is in them: tests/desktop/package.test.ts. */

const root = join(import.meta.dirname, '../..');
const bytesOf = (path: string) => readFileSync(join(root, path));
type Target = { target: string[]; icon: string };
const configuration = load(bytesOf('electron-builder.yml').toString('utf8')) as {
  artifactName: string;
  files: string[];
  asar: boolean;
  publish: null;
  protocols: { name: string; schemes: string[] }[];
  linux: Target;
  win: Target;
  mac: Target & { hardenedRuntime: boolean };
  nsis: Record<string, boolean>;
  electronFuses: Record<string, boolean>;
};

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** How wide and high a picture is; it must be a square PNG. */
function sideOf(png: Buffer): number {
  expect(png.subarray(0, 8)).toEqual(PNG);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect(height).toBe(width);
  return width;
}

test('one configuration packs for three systems; what updates itself has the kind of file that it needs for that', () => {
  const { linux, win, mac } = configuration;
  expect([linux.target, win.target, mac.target]).toEqual([['AppImage', 'deb'], ['nsis'], ['dmg', 'zip']]);
  expect(mac.hardenedRuntime).toBe(true);
  expect(configuration.nsis.deleteAppDataOnUninstall).toBe(false);
  // Two systems' files lie in one folder of the feed.
  expect(configuration.artifactName).toMatch(/\$\{version\}.*\$\{os\}.*\$\{arch\}.*\$\{ext\}/);
  // Where updates lie is named by the release, and only there.
  expect(configuration.publish).toBeNull();
  expect(bytesOf('scripts/release.mjs').toString('utf8')).toContain("'-c.publish.provider=generic'");
});

test('the system hands orderline:// links to the program', () => {
  expect(configuration.protocols).toEqual([{ name: 'Orderline', schemes: ['orderline'] }]);
});

test('built files alone go along, in one archive, behind fuses', () => {
  expect(configuration.asar).toBe(true);
  expect(configuration.files.filter((pattern) => !pattern.startsWith('!')).every((pattern) => pattern === 'package.json' || pattern.startsWith('dist/main/') || pattern.startsWith('dist/renderer/console/'))).toBe(true);
  expect(configuration.files).toEqual(expect.arrayContaining(['!**/*.map', '!node_modules']));
  const on = Object.entries(configuration.electronFuses).flatMap(([name, isOn]) => (isOn ? [name] : []));
  expect(on).toEqual(['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar']);
  expect(Object.keys(configuration.electronFuses)).toHaveLength(7);
});

test('every system finds its icon in the sizes that it shows', () => {
  const { linux, win, mac } = configuration;
  for (const side of [16, 32, 48, 64, 128, 256, 512]) expect([side, sideOf(bytesOf(`${linux.icon}/${side}x${side}.png`))]).toEqual([side, side]);
  const ico = bytesOf(win.icon);
  const inIco = Array.from({ length: ico.readUInt16LE(4) }, (_, at) => sideOf(ico.subarray(ico.readUInt32LE(6 + 16 * at + 12))));
  expect(inIco).toEqual([16, 24, 32, 48, 64, 128, 256]);
  const icns = bytesOf(mac.icon);
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const inIcns: number[] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) inIcns.push(sideOf(icns.subarray(at + 8)));
  expect(Math.max(...inIcns)).toBe(1024);
  expect(inIcns).toEqual(expect.arrayContaining([16, 32, 64, 128, 256, 512]));
});
