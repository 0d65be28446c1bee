import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { contentSecurityPolicy, createScheme, isOwnUrl, PRIVILEGED } from '../../main/scheme';
import { temporaryFolder } from '../support/folder';

let serve: (request: Request) => Promise<Response>;
const get = (path: string, init?: RequestInit) => serve(new Request(`app://orderline${path}`, init));

beforeAll(() => {
  const folder = temporaryFolder('bundle');
  const bundle = join(folder, 'console');
  mkdirSync(join(bundle, 'assets'), { recursive: true });
  writeFileSync(join(bundle, 'index.html'), '<!doctype html>');
  writeFileSync(join(bundle, 'assets/index.js'), '1');
  writeFileSync(join(bundle, 'notes.txt'), 'not of the bundle');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  symlinkSync('/etc', join(folder, 'console-twin'));
  serve = createScheme(bundle, () => 'https://chat.example.com');
});

test('asks for a secure origin whose scripts keep their compiled code', () => {
  expect(PRIVILEGED.privileges).toMatchObject({ standard: true, secure: true, codeCache: true });
});

test('serves the page and its files with their types', async () => {
  const page = await get('/console/index.html');
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html; charset=utf-8', '<!doctype html>']);
  expect((await get('/console/')).status).toBe(200);
  expect((await get('/console/assets/index.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test.each([
  '/console/../secret.html',
  '/console/%2e%2e/secret.html',
  '/console/%2e%2e%2fsecret.html',
  '/console/..%5csecret.html',
  '/console/assets/../../secret.html',
  '/console/%00index.html',
  '/console/%',
  '/console-twin/passwd',
  '/secret.html',
  '/client/index.html',
  '/console/notes.txt',
  '/console/assets',
  '/console/absent.js',
  '/',
])('serves nothing for %s', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('answers only reading requests', async () => {
  expect((await get('/console/index.html', { method: 'POST' })).status).toBe(405);
  const head = await get('/console/index.html', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('serves nothing under another host of the scheme', async () => {
  expect((await serve(new Request('app://elsewhere/console/index.html'))).status).toBe(404);
});

test('sends the same protecting headers with every answer', async () => {
  for (const answer of [await get('/console/index.html'), await get('/absent')]) {
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'`);
  }
});

test('lets the page reach the configured server and its WebSocket twin, and nothing else', () => {
  const connect = (server: string | null) => /connect-src ([^;]*)/.exec(contentSecurityPolicy(server))?.[1];
  expect(connect(null)).toBe(`'self'`);
  expect(connect('https://chat.example.com')).toBe(`'self' https://chat.example.com wss://chat.example.com`);
  expect(connect('http://127.0.0.1:3000')).toBe(`'self' http://127.0.0.1:3000 ws://127.0.0.1:3000`);
});

test('allows no inline script and no code from text', () => {
  expect(/script-src ([^;]*)/.exec(contentSecurityPolicy(null))?.[1]).toBe(`'self'`);
});

test.each([
  ['app://orderline/console/index.html', true],
  ['app://orderline', true],
  ['app://orderline.evil/console/', false],
  ['app://evil@orderline/', false],
  ['https://orderline/console/', false],
  ['file:///console/index.html', false],
  ['', false],
])('knows whether %j is its own', (url, expected) => {
  expect(isOwnUrl(url)).toBe(expected);
});
