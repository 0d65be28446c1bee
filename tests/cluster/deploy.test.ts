import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { environmentVariables, readEnvironment } from '../../server/config';
import { targets } from '../../scripts/build/targets.mjs';

const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };
const deploy = resolve(import.meta.dirname, '../../deploy');
const read = (name: string) => readFileSync(join(deploy, name), 'utf8');

type Service = { environment?: Record<string, string>; volumes?: string[]; depends_on?: Record<string, { condition: string }>; build?: { context: string; dockerfile: string }; healthcheck?: unknown };
const compose = load(read('compose.yml')) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const serverNames = Object.keys(compose.services).filter((name) => name.startsWith('server-'));
const containerfile = read('Containerfile');
/** The image's own variables. */
const imageEnvironment = Object.fromEntries([.../^ENV (.*)$/m.exec(containerfile)![1]!.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));

it('names in the compose file only services, volumes and files that there are', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    for (const other of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services), name).toContain(other);
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0]!;
      if (source.startsWith('.')) expect(existsSync(join(deploy, source)), volume).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
    if (service.build !== undefined) expect(existsSync(join(deploy, service.build.context, service.build.dockerfile))).toBe(true);
  }
});

it('gives each server variables that the server knows, with values that it takes', () => {
  expect(serverNames).toEqual(['server-1', 'server-2']);
  const secrets: Record<string, string> = { PUBLIC_URL: 'https://chat.example.com', AUTH_SECRET: 's'.repeat(64), MARKETPLACE_API_KEY: 'k'.repeat(32), POSTGRES_PASSWORD: 'p', VAPID_PUBLIC_KEY: 'v'.repeat(87), VAPID_PRIVATE_KEY: 'v'.repeat(43) };
  for (const name of serverNames) {
    const given = { ...imageEnvironment, ...compose.services[name]!.environment } as Record<string, string>;
    expect(environmentVariables).toEqual(expect.arrayContaining(Object.keys(given)));
    const filled = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value.replace(/\$\{(\w+):\?\}/g, (_all, secret: string) => secrets[secret] ?? 'unknown')]));
    const parsed = readEnvironment(filled);
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([new URL(parsed.DATABASE_URL!).hostname, new URL(parsed.REDIS_URL!).hostname]));
    // Files lie in one folder for all.
    expect(compose.services[name]!.volumes).toEqual([`files:${parsed.DATA_DIR}`]);
    expect(read('nginx.conf')).toContain(`server ${name}:${parsed.PORT} `);
  }
});

it('lets nginx take every file that the servers take', () => {
  const most = Number(/location \/api\/chat\/files \{[^}]*client_max_body_size (\d+)m;/.exec(read('nginx.conf'))![1]) * 1024 * 1024;
  expect(most).toBeGreaterThan(readEnvironment({}).FILE_MAX_BYTES);
});

it('builds in the container what the server serves, and runs it as another account than root', () => {
  const built = /build\.mjs ([\w ]+?) &&/.exec(containerfile)![1]!.split(' ');
  expect(built).toEqual(expect.arrayContaining(['server', ...targets.filter(({ output }) => output.startsWith('renderer/')).map(({ name }) => name)]));
  const last = containerfile.slice(containerfile.lastIndexOf('FROM '));
  expect(last).toMatch(/^USER node$/m);
  expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('CMD ["node", "dist/server/index.js"]'));
  expect(last).toMatch(/^HEALTHCHECK .*\/readyz/m);
});

it('has a unit that systemd takes', () => {
  const unit = read('orderline.service');
  expect(unit).toContain('ExecStart=/usr/bin/node dist/server/index.js');
  if (!existsSync('/usr/bin/systemd-analyze')) return;
  const complaints = execFileSync('bash', ['-c', 'systemd-analyze verify "$1" 2>&1 || true', 'bash', join(deploy, 'orderline.service')], { encoding: 'utf8' });
  // Of this machine it is only asked whether the unit can be read: it need not have the account, the folder or the program.
  expect(complaints).not.toMatch(/orderline\.service:\d+:|Unknown (key|lvalue|section)|Failed to parse/i);
});
