import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Started as `node entry.js <project> [flags]`; the program sees what it would see under Electron.
const [, , root = '', ...flags] = process.argv;
process.argv = ['electron', root, ...flags];
Object.assign(process, { type: 'browser', defaultApp: true });
Object.assign(process.versions, { electron: '45.4.1', chrome: '156.0.0.0' });

const electronUrl = new URL('./electron.js', import.meta.url).href;
const hooks = `export const resolve = (name, context, next) => name === 'electron' ? { url: ${JSON.stringify(electronUrl)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const { options } = await import('./world');
const platform = process.platform;
const { listenToTheTest } = await import('./control');
listenToTheTest();
if (options.resources !== undefined) Object.assign(process, { resourcesPath: options.resources, defaultApp: false });
if (options.platform !== undefined) Object.defineProperty(process, 'platform', { value: options.platform });
const { becomeReady } = await import('./app');
await import(/* @vite-ignore */ pathToFileURL(join(root, 'dist/main/index.js')).href);
becomeReady();
process.send?.({ started: platform });
