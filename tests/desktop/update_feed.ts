import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { dump } from 'js-yaml';

type Packed = { size: number; sha512: string; blockMapSize?: number };
// The sums of a package are made by what electron-builder makes them with.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { appendBlockmap } = createRequire(builder.resolve('app-builder-lib'))('app-builder-lib/out/targets/differentialUpdateInfoBuilder.js') as { appendBlockmap(file: string): Promise<Packed> };

/** How the feed answers for the program's file: whole, broken off in the middle, or a little at a time until it is told to hurry. */
export type Delivery = 'whole' | 'half' | 'slow';

export type UpdateFeed = {
  readonly url: string;
  /** What `latest-linux.yml` offers, and how its file comes; null: the feed has nothing. */
  offer: { version: string; delivery: Delivery; isBroken?: boolean } | null;
  /** How often the program's file was asked for. */
  loads: number;
  /** What comes slowly comes at once from now on. */
  hurry(): void;
  /** The name and the bytes of a version's file. */
  fileOf(version: string): { name: string; bytes: Buffer };
  close(): Promise<void>;
};

/** A folder of plain files over HTTP, as a release lays it out. Each "program" writes into `mark` how it was started, and ends. */
export async function startUpdateFeed(folder: string, mark: string, versions: readonly string[]): Promise<UpdateFeed> {
  const packed = new Map<string, Packed & { name: string; bytes: Buffer }>();
  for (const version of versions) {
    const name = `Orderline-${version}-linux-x86_64.AppImage`;
    const path = join(folder, name);
    const script = `#!/bin/sh\necho "${version} started \${APPIMAGE_EXIT_AFTER_INSTALL:-to stay}" >> '${mark}'\nexit 0\n`;
    writeFileSync(path, Buffer.concat([Buffer.from(script), Buffer.alloc(400_000, version)]));
    chmodSync(path, 0o755);
    packed.set(version, { ...(await appendBlockmap(path)), name, bytes: readFileSync(path) });
  }
  const known = (version: string) => packed.get(version)!;
  const feed = { offer: null as UpdateFeed['offer'], loads: 0 };
  let isInHurry = false;
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://feed').pathname;
    const { offer } = feed;
    if (offer === null) return void response.writeHead(503).end();
    const { name, bytes, size, sha512, blockMapSize } = known(offer.version);
    if (/^\/latest-linux[^/]*\.yml$/.test(path)) {
      const sum = offer.isBroken === true ? Buffer.alloc(64, 7).toString('base64') : sha512;
      return void response.end(dump({ version: offer.version, files: [{ url: name, sha512: sum, size, blockMapSize }], path: name, sha512: sum, releaseDate: '2026-11-26T08:00:00.000Z' }));
    }
    // Ranges are not served, as by the plainest of servers.
    if (path !== `/${name}` || request.headers.range !== undefined) return void response.writeHead(path === `/${name}` ? 416 : 404).end();
    feed.loads += 1;
    response.writeHead(200, { 'Content-Length': bytes.length });
    isInHurry = false;
    deliver(response, bytes, offer.delivery, () => isInHurry);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(feed, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    hurry: () => void (isInHurry = true),
    fileOf: known,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function deliver(response: ServerResponse, bytes: Buffer, delivery: Delivery, isInHurry: () => boolean): void {
  if (delivery === 'whole') return void response.end(bytes);
  const half = bytes.length >> 1;
  if (delivery === 'half') return void response.write(bytes.subarray(0, half), () => response.destroy());
  // The updater tells how far it is once a second, and with what has come by then.
  let at = 0;
  const timer = setInterval(() => {
    const next = isInHurry() ? bytes.length : at + Math.ceil(bytes.length / 200);
    response.write(bytes.subarray(at, next));
    at = next;
    if (at < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, 100);
  response.once('close', () => clearInterval(timer));
}
