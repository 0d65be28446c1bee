import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder';

const checks = resolve(import.meta.dirname, '../../scripts/checks');
let root: string;

beforeEach(() => { root = temporaryFolder('checks'); });
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (files: Record<string, unknown>): void => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
};

const check = (name: string): { code: number | null; lines: string[] } => {
  const { status, stderr } = spawnSync(process.execPath, [join(checks, `${name}.mjs`), root], { encoding: 'utf8' });
  return { code: status, lines: stderr.split('\n').filter(Boolean) };
};

const clean = { code: 0, lines: [] };
const mirror = ['https://npm-', 'registry.example.com'].join('');
const machinePath = ['', 'home', 'somebody', 'project'].join('/');

test('finds every installed copy that is below its floor, and prereleases of the floor', () => {
  put({ 'package-lock.json': { packages: {
    '': { version: '0.1.0' }, 'node_modules/ws': { version: '8.21.1' }, 'node_modules/a/node_modules/ws': { version: '8.20.9' },
    'node_modules/other': { name: 'qs', version: '6.14.2-beta.1' }, 'node_modules/sequelize': { version: '7.0.0' },
  } } });
  expect(check('lockfile_floors')).toEqual({ code: 1, lines: [
    'node_modules/a/node_modules/ws is 8.20.9; it must be at least 8.21.1.', 'node_modules/other is 6.14.2-beta.1; it must be at least 6.14.2.',
  ] });
  put({ 'package-lock.json': { packages: { 'node_modules/ws': { version: '9.0.0' } } } });
  expect(check('lockfile_floors')).toEqual(clean);
});

test('wants every install script named, and nothing named that has none', () => {
  const packages = { 'node_modules/one': { hasInstallScript: true }, 'node_modules/a/node_modules/@scope/two': { hasInstallScript: true } };
  put({ 'package-lock.json': { packages }, 'package.json': { allowScripts: { one: false, three: true } } });
  expect(check('install_scripts')).toEqual({ code: 1, lines: ['@scope/two has an install script and is not named in allowScripts.', 'three is named in allowScripts and has no install script.'] });
  put({ 'package.json': { allowScripts: { one: false, '@scope/two': true } } });
  expect(check('install_scripts')).toEqual(clean);
});

test('finds paths of one machine and hosts of registries in what is tracked, and nothing in what is ignored', () => {
  put({ '.gitignore': 'private/\n', 'private/notes.md': machinePath, 'notes.md': `fine: /c/1, server/root, \${home}/work\nsee ${machinePath}\n`, 'lock.json': `"${mirror}/ws"` });
  expect(check('tracked_text')).toEqual({ code: 1, lines: [
    `lock.json:1 names the host of a package registry: ${mirror}`, `notes.md:2 names a path of one machine: ${machinePath.split('/').slice(0, 3).join('/')}`,
  ] });
  rmSync(join(root, 'notes.md'));
  put({ 'lock.json': '"https://registry.npmjs.org/ws/-/ws-8.21.1.tgz"' });
  expect(check('tracked_text')).toEqual(clean);
});

test('finds what would render text as HTML or run it, in built files only', () => {
  put({ 'renderer/chat/Bubble.tsx': 'export const draw = (node: Element) => {\n  node["inner" + "x"]; node.innerHTML = "";\n};', 'tests/a.ts': 'eval("1")', 'main/a.ts': 'eval("1"); retrieval("x")' });
  put({ 'renderer/client/index.html': '<script src="./main.tsx"></script><script>1</script>' });
  expect(check('html_sinks')).toEqual({ code: 1, lines: [
    'main/a.ts:1 holds eval.', 'renderer/chat/Bubble.tsx:2 holds innerHTML.', 'renderer/client/index.html holds an inline script, which the Content-Security-Policy forbids.',
  ] });
});

test('finds a second place that makes windows or opens addresses, and walls that were lowered', () => {
  const once = {
    'main/index.ts': 'system.openExternal(url);',
    'main/profile.ts': 'new BrowserWindow(options);',
    'main/web_preferences.ts': 'export const safe = { contextIsolation: true };',
    'main/ipc.ts': 'ipcMain.handle(name, answer);',
    'main/preload.ts': 'contextBridge.exposeInMainWorld("desktop", desktop);',
  };
  put(once);
  expect(check('electron_surface')).toEqual(clean);
  put({ 'main/popouts.ts': 'const second = new BrowserWindow({ webPreferences: {\n  sandbox: false } });', 'main/index.ts': '' });
  expect(check('electron_surface')).toEqual({
    code: 1,
    lines: [
      'main/popouts.ts:2 holds what the desktop never does: sandbox: false',
      'new BrowserWindow\\( stands once, in main/profile.ts; found: main/popouts.ts:1, main/profile.ts:1',
      '\\b(?:shell|system)\\.openExternal\\( stands once, in main/index.ts; found: nowhere',
    ],
  });
});
