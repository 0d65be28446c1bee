import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signals } from '../../protocol/desktop';
import { userFolder } from './user_folder';

const root = join(import.meta.dirname, '../..');

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare page</title></head><body><h1>Bare page</h1><script src="./page.js"></script></body></html>`;
const SCRIPT = `window.heard = [];
for (const name of ${JSON.stringify(Object.keys(signals))}) window.desktop.on(name, (value) => window.heard.push({ name, value }));
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));`;

/** The built main process with a page that does nothing by itself, for specs that speak to the bridge themselves. */
export function bareProgram(): string {
  const folder = userFolder('program');
  cpSync(join(root, 'dist/main'), join(folder, 'dist/main'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'orderline', version: '0.0.1', type: 'module', main: 'dist/main/index.js' }));
  const console = join(folder, 'dist/renderer/console');
  mkdirSync(console, { recursive: true });
  writeFileSync(join(console, 'index.html'), PAGE);
  writeFileSync(join(console, 'page.js'), SCRIPT);
  return folder;
}
