import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY } from '../support/server';
import { cases, gather, type Crowd } from './crowd';
import { expectFitting, expectUnharmed } from './oracle';

/* What comes over the wire before there is a request: bytes, headers, bodies, tokens. */

let crowd: Crowd;
beforeAll(async () => {
  crowd = await gather();
});
afterAll(() => crowd.server.close());

/** Sends these bytes and closes its side; what the server said until it closed too. */
function say(text: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(crowd.server.url);
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.end(text));
    socket.on('data', (data) => (heard += data.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve(heard));
  });
}

const head = (line: string, ...headers: string[]) => `${line}\r\nHost: x\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`;

describe('HTTP that is none', () => {
  it('is refused, and never with a word of the inside', async () => {
    const post = 'POST /api/auth/login HTTP/1.1';
    const json = 'Content-Type: application/json';
    const odd = [
      head(post, json, 'Content-Length: 5', 'Content-Length: 6') + '{"a":1}',
      head(post, json, 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n',
      head(post, json, 'Transfer-Encoding: chunked') + 'zz\r\n{}\r\n0\r\n\r\n',
      head(post, json, 'Transfer-Encoding: chunked, identity') + '0\r\n\r\n',
      head(post, json, 'Content-Length: -1'),
      head(post, json, 'Content-Length: 99999999999999999999') + '{}',
      head(post, json, 'Content-Length: 100') + '{"email":',
      head(post, json, 'Content-Encoding: gzip', 'Content-Length: 4') + '\x1f\x8b\x00\x00',
      head(post, json, 'Content-Encoding: br', 'Content-Length: 2') + '{}',
      head(post, json, 'Content-Encoding: none-of-these', 'Content-Length: 2') + '{}',
      head(post, 'Content-Type: application/json; charset=utf-7', 'Content-Length: 2') + '{}',
      head(post, 'Content-Type: text/plain', 'Content-Length: 2') + '{}',
      head(post, 'Content-Type: multipart/form-data; boundary=x', 'Content-Length: 2') + '{}',
      head(post, json, 'Content-Length: 7') + '{"a":1',
      head('GET http://example.com/healthz HTTP/1.1'),
      head('GET //healthz HTTP/1.1'),
      head('CONNECT example.com:443 HTTP/1.1'),
      head('TRACE / HTTP/1.1'),
      head('FOO / HTTP/1.1'),
      head('GET /healthz HTTP/1.1', 'Upgrade: h2c', 'Connection: Upgrade'),
      head('GET /socket.io/?EIO=3&transport=polling HTTP/1.1'),
      head('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 12', 'Sec-WebSocket-Key: x'),
      'GET /healthz HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n',
      'GET / HTTP/1.1\nHost: x\n\n',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      head('GET /healthz HTTP/1.1', ...Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`)),
    ];
    for (const text of odd) {
      const heard = await say(text);
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(heard) ?? [];
      // Nothing at all, a refusal, or an answer to what was a request after all; never a failure of ours.
      expect([text.slice(0, 60), status === undefined || Number(status) < 500, /node_modules|    at /.test(heard)]).toEqual([text.slice(0, 60), true, false]);
    }
    await crowd.calm();
    await expectUnharmed(crowd.server);
  });

  it('made of any bytes harms nobody', async () => {
    const prefix = fc.constantFrom('', 'GET / HTTP/1.1\r\n', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n', head('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='));
    const bytes = cases(fc.tuple(prefix, fc.uint8Array({ maxLength: 300 })).map(([text, rest]) => Buffer.concat([Buffer.from(text), rest])), 500, 'bytes');
    for (let from = 0; from < bytes.length; from += 25) await Promise.all(bytes.slice(from, from + 25).map(say));
    await crowd.calm();
    await expectUnharmed(crowd.server);
  });
});

describe('bodies', () => {
  it('that only look like JSON are a bad request', async () => {
    const odd = ['', '{', '}', '[', '"', 'null', 'true', '1', '""', '[]', '{}{}', '{"a":1,}', "{'a':1}", '{"a":NaN}', '{"a":01}', '\ufeff{}', '{"a":"\u0000"}', '{"\\u0000":1}', `${'['.repeat(20_000)}`, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, '{"__proto__":{"email":"a@b.cd"}}', '{"email":{"$gt":""},"password":{"$gt":""},"device":"web"}', '{"email":["a@b.cd"],"password":"x","device":"web"}'];
    for (const body of odd) {
      const response = await fetch(`${crowd.server.url}/api/auth/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
      const { code, error } = (await response.json()) as { code: string; error: string };
      expectFitting(body.slice(0, 60), { code, message: error });
      expect([body.slice(0, 60), response.status]).toEqual([body.slice(0, 60), 400]);
    }
  });
});

describe('tokens', () => {
  it('changed anywhere are nobody’s', async () => {
    const right = crowd.expert.token;
    const [header, , signature] = right.split('.') as [string, string, string];
    const claims = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = [
      ...cases(fc.tuple(fc.nat(right.length - 1), fc.constantFrom(...'ABCxyz019-_.')), 400, 'tokens').map(([at, letter]) => right.slice(0, at) + letter + right.slice(at + 1)),
      ...cases(fc.nat(right.length - 1), 60, 'cut tokens').map((at) => right.slice(0, at)),
      ...['none', 'HS384', 'HS512', 'RS256', 'EdDSA'].map((alg) => `${claims({ alg, typ: 'at+jwt' })}.${right.split('.')[1]}.${alg === 'none' ? '' : signature}`),
      `${header}.${claims({ sub: '1', sid: 1, exp: 9_999_999_999 })}.${signature}`,
      `${right}.${signature}`, `${right} `, right.toUpperCase(), API_KEY.slice(1), 'null', '..', '.', '\u00e9',
    ].filter((token) => token.trim() !== right && !isSame(token, right));
    const codes = new Set<number>();
    for (let from = 0; from < forged.length; from += 40) {
      const answers = await Promise.all(forged.slice(from, from + 40).map((token) => fetch(`${crowd.server.url}/api/users/me`, { headers: { Authorization: `Bearer ${Buffer.from(token).toString('latin1')}` } })));
      for (const { status } of answers) codes.add(status);
    }
    expect([...codes]).toEqual([401]);
    expect((await crowd.expert.http('GET', '/api/users/me')).status).toBe(200);
  });
});

/** The last letter of a signature carries bits that say nothing: two spellings of the same bytes are the same token. */
const isSame = (one: string, other: string) => one.split('.').length === 3 && one.split('.').every((part, index) => Buffer.from(part, 'base64url').equals(Buffer.from(other.split('.')[index]!, 'base64url')));
