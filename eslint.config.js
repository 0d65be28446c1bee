import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const only = (message, ...names) => names.map((name) => ({ name, message }));
const allow = (files, rule) => ({ files, rules: { 'no-restricted-imports': rule } });

/** Who may import whom. What is not forbidden here follows the folder map in README.md. */
const zones = [
  { target: './protocol', from: ['./server', './main', './renderer', './migrations'] },
  { target: './server', from: ['./main', './renderer'] },
  { target: './main', from: ['./server', './renderer', './migrations'] },
  { target: './renderer', from: ['./server', './main', './migrations'] },
  { target: './migrations', from: ['./server', './main', './renderer', './protocol'] },
  { target: ['./protocol', './server', './main', './renderer', './migrations'], from: ['./tests', './bench'] },
  { target: './client_package', from: ['./server', './main', './renderer', './migrations', './tests', './bench'] },
  // Inside main: the parts never import each other, index wires them. What is not in this list is knowledge that they share.
  {
    target: './main/!(index|shell|profile).ts',
    from: './main/{account,alert_log,alerts,app_menu,autostart,badge,context_menu,deeds,desk,diagnosis,downloads,feed,guard,images,finding,index,instance,ipc,issued_keys,notifications,pause,power,preload,profile,scheme,settings,shell,show_key,store,surroundings,tokens,tray,tray_host,updates,vault,wanted_place,window}.ts',
    message: 'Parts of the main process know only index, shell, profile and shared knowledge.',
  },
  // Inside the server: domain files know no transport.
  { target: './server/domain', from: ['./server/edge', './server/app.ts', './server/index.ts'] },
  { target: './server/models', from: ['./server/domain', './server/edge', './server/present'] },
  { target: './server/present', from: ['./server/domain', './server/edge'] },
  { target: './server/edge', from: ['./server/models'], message: 'An edge calls the domain, never the tables.' },
  // Inside the renderer: {console, client} > chat > sync > store.
  { target: './renderer/store', from: ['./renderer/sync', './renderer/chat', './renderer/console', './renderer/client'] },
  { target: './renderer/sync', from: ['./renderer/chat', './renderer/console', './renderer/client'] },
  { target: './renderer/chat', from: ['./renderer/console', './renderer/client'] },
  { target: './renderer/client', from: './renderer/console' },
  { target: './renderer/console', from: './renderer/client' },
  // What runs in other people's pages knows the design's values and the contract.
  { target: './renderer/embed', from: ['./renderer/store', './renderer/sync', './renderer/console', './renderer/client'] },
  { target: './renderer/console/analysis', from: './renderer', except: ['./console/analysis'], message: 'Analysis knows texts and nothing else.' },
];

export default tseslint.config(
  { ignores: ['dist/', '.data/', '.build/', 'release/', 'node_modules/'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-properties': ['error', ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({ property, message: 'Text is never rendered as HTML.' }))],
      'no-restricted-syntax': ['error', { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text is never rendered as HTML.' }],
    },
  },
  {
    files: ['{server,main,renderer,protocol,migrations}/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: ['./tsconfig.node.json', './tsconfig.web.json'], tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }] },
  },
  { files: ['renderer/**/*.tsx', 'renderer/**/*.ts'], plugins: { 'react-hooks': reactHooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
  // One transport, one file: express in edge/http, socket.io in edge/socket and app, and so on.
  allow(['server/**'], ['error', { paths: only('Only server/edge/http* and app speak HTTP, only server/edge/socket* and app speak Socket.IO.', 'express', 'socket.io') }]),
  allow(['server/edge/http/**', 'server/edge/http*.ts'], ['error', { paths: only('Sockets live in edge/socket.', 'socket.io') }]),
  allow(['server/edge/socket/**', 'server/edge/socket*.ts'], ['error', { paths: only('HTTP lives in edge/http.', 'express') }]),
  allow(['server/app.ts'], ['off']),
  allow(['renderer/store/**', 'renderer/sync/**', 'renderer/console/analysis/**'], ['error', { paths: only('No React in store, sync or analysis; one file speaks Socket.IO.', 'react', 'react-dom', 'socket.io-client') }]),
  allow(['renderer/sync/socket.ts'], ['error', { paths: only('No React in sync.', 'react', 'react-dom') }]),
  allow(['renderer/client/**', 'renderer/chat/**'], ['error', { paths: only('The client page carries none of the heavy parts.', 'antd', 'zod', '@ant-design/icons', 'socket.io-client') }]),
  allow(['main/**'], ['error', { paths: [{ name: 'electron', importNames: ['ipcMain', 'ipcRenderer', 'contextBridge'], message: 'ipcMain only in main/ipc.ts, the other two only in main/preload.ts.' }] }]),
  allow(['main/ipc.ts', 'main/preload.ts'], ['off']),
  { files: ['*.config.{js,ts}', 'tests/**/*.ts', 'scripts/**'], rules: { 'import-x/no-default-export': 'off' } },
);
