import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../../support/folder';
import { freePort } from '../../support/free_port';
import { systemProgram } from '../../support/system_program';

export const NGINX_CONF = resolve(import.meta.dirname, '../../../deploy/nginx.conf');

export type Nginx = { url: string; stop(): Promise<void> };

/** The deployed configuration in front of these servers; only ports, upstreams and the places of its files are other ones. */
export async function startNginx(ports: readonly number[]): Promise<Nginx> {
  const program = systemProgram('nginx', 'nginx-light');
  const folder = temporaryFolder('nginx');
  const port = await freePort();
  const conf = join(folder, 'nginx.conf');
  const deployed = readFileSync(NGINX_CONF, 'utf8');
  const servers = [...deployed.matchAll(/server-\d:3000/g)];
  if (servers.length !== ports.length) throw new Error(`nginx.conf names ${servers.length} servers`);
  const text = ports
    .reduce((so, server, index) => so.replace(`server-${index + 1}:3000`, `127.0.0.1:${server}`), deployed)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('/run/nginx.pid', `${folder}/nginx.pid`)
    .replace('http {', `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}`)
    .replace('access_log /dev/stdout;', 'access_log off;');
  writeFileSync(conf, text);
  execFileSync(program, ['-t', '-q', '-c', conf, '-p', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  const child = spawn(program, ['-c', conf, '-p', folder, '-g', 'daemon off;'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error('nginx ended');
    if (await fetch(`${url}/healthz`).then(({ ok }) => ok, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
