const common = ['vite.config.ts', 'scripts/build', 'scripts/build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', 'protocol'];
const shared = ['renderer/store', 'renderer/sync', 'renderer/chat', 'tsconfig.web.json'];

/** What is built, from what, and where it goes. `entry` must exist; `output` is inside dist/; `isServed`: to browsers, so packed copies of its assets lie beside them. `scriptBudgetBytes`: what a page begins with; `namedBudgetBytes`: all that it names itself. */
export const targets = [
  { name: 'server', inputs: [...common, 'server', 'migrations'], entries: ['server/index.ts', 'server/migrate.ts', 'server/import.ts', 'server/admin.ts', 'server/start.ts'], output: 'server' },
  { name: 'main', inputs: [...common, 'main'], entries: ['main/index.ts'], output: 'main' },
  { name: 'preload', inputs: [...common, 'main'], entries: ['main/preload.ts'], output: 'main' },
  { name: 'client', inputs: [...common, ...shared, 'renderer/client'], entries: ['renderer/client/index.html'], output: 'renderer/client', isServed: true, scriptBudgetBytes: 85_000, namedBudgetBytes: 155_000 },
  { name: 'embed', inputs: [...common, 'renderer/embed', 'renderer/chat/theme.css', 'tsconfig.web.json'], entries: ['renderer/embed/embed.ts'], output: 'renderer/embed', scriptBudgetBytes: 10_000 },
  { name: 'console', inputs: [...common, ...shared, 'renderer/console'], entries: ['renderer/console/index.html'], output: 'renderer/console', isServed: true },
];
