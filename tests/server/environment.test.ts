import { expect, it } from 'vitest';
import { completeConfig, readEnvironment, senderOf, urlOf } from '../../server/config';

const SECRET = 'a secret that is long enough for everybody';

it('has a default for everything', () => {
  expect(readEnvironment({})).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, DATA_DIR: '.data', POSTS_PER_MINUTE: 300, LOGINS_PER_MINUTE: 30, EVENTS_PER_SECOND: 50, LOG_LEVEL: 'info' });
  expect(readEnvironment({ PORT: '', DATABASE_URL: '' })).toEqual(readEnvironment({}));
});

it.each([
  ['PORT', 'x'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', '0x50'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['DATABASE_URL', 'localhost'],
  ['REDIS_URL', 'http://localhost'],
  ['PUBLIC_URL', 'ftp://chat.test'],
  ['PUBLIC_URL', 'chat.test'],
  ['ALLOWED_ORIGINS', 'chat.test'],
  ['ALLOWED_ORIGINS', 'https://chat.test/path'],
  ['ALLOWED_ORIGINS', 'https://chat.test, *'],
  ['AUTH_SECRET', 'short'],
  ['MARKETPLACE_API_KEY', 'short'],
  ['POSTS_PER_MINUTE', '0'],
  ['LOGINS_PER_MINUTE', 'many'],
  ['EVENTS_PER_SECOND', '-5'],
  ['TRUST_PROXY', 'nginx'],
  ['TRUST_PROXY', '10.0.0.0/99'],
  ['LOG_LEVEL', 'loud'],
  ['SMTP_URL', 'mail.test'],
  ['SMTP_URL', 'https://mail.test'],
  ['MAIL_FROM', 'Orderline'],
  ['MAIL_FROM', 'Orderline <not an address>'],
  ['MAIL_AFTER_MINUTES', '0'],
  ['MAIL_WITH_TEXT', 'yes'],
  ['EMBED_SECRET', 'short'],
  ['EMBED_PARENTS', 'market.test'],
  ['EMBED_PARENTS', 'https://market.test/shop'],
  ['EMBED_PARENTS', 'https://*.market.test'],
  ['EMBED_PARENTS', 'HTTPS://market.test'],
])('names %s in one readable line when it is %s', (name, value) => {
  let message = '';
  try {
    readEnvironment({ [name]: value });
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toMatch(new RegExp(`^${name}: [^\\n]{5,200}$`));
});

it('takes the proxies that are named exactly', () => {
  for (const TRUST_PROXY of ['127.0.0.1', 'loopback', '10.0.0.0/8, fd00::/8', '::1']) expect(readEnvironment({ TRUST_PROXY }).TRUST_PROXY).toBe(TRUST_PROXY);
});

it('generates no secret in production', () => {
  expect(() => readEnvironment({ NODE_ENV: 'production' })).toThrow(/^AUTH_SECRET: /);
  expect(readEnvironment({ NODE_ENV: 'production', AUTH_SECRET: SECRET }).AUTH_SECRET).toBe(SECRET);
});

it('wants the other half of what does not work alone, and the embed secret apart from its own', () => {
  expect(() => readEnvironment({ SMTP_URL: 'smtp://127.0.0.1:25' })).toThrow(/^MAIL_FROM: /);
  expect(readEnvironment({ SMTP_URL: 'smtps://user:pass@mail.test', MAIL_FROM: '"Чат" <chat@market.test>' }).MAIL_AFTER_MINUTES).toBe(15);
  // Sites may be allowed in the console instead.
  expect(readEnvironment({ EMBED_SECRET: SECRET }).EMBED_SECRET).toBe(SECRET);
  expect(() => readEnvironment({ EMBED_PARENTS: 'https://market.test' })).toThrow(/^EMBED_SECRET: /);
  expect(() => readEnvironment({ EMBED_PARENTS: 'https://market.test', EMBED_SECRET: SECRET, AUTH_SECRET: SECRET })).toThrow(/^EMBED_SECRET: /);
  const embedding = readEnvironment({ EMBED_PARENTS: 'https://market.test/, http://127.0.0.1:8080', EMBED_SECRET: SECRET });
  expect(completeConfig(embedding, 1, SECRET).embedParents).toEqual(['https://market.test', 'http://127.0.0.1:8080']);
});

it('writes an address of IPv6 as addresses have it', () => {
  expect([urlOf('127.0.0.1', 3000), urlOf('::1', 80), urlOf('chat.example', 8080)]).toEqual(['http://127.0.0.1:3000', 'http://[::1]:80', 'http://chat.example:8080']);
  expect(completeConfig(readEnvironment({ HOST: '::1' }), 3000, 'secret').publicUrl).toBe('http://[::1]:3000');
});

it('reads who letters come from', () => {
  expect(senderOf('chat@market.test')).toEqual({ name: '', address: 'chat@market.test' });
  expect(senderOf('Чат, заказы <chat@market.test>')).toEqual({ name: 'Чат, заказы', address: 'chat@market.test' });
  expect(senderOf('"Chat" <chat@market.test>')).toEqual({ name: 'Chat', address: 'chat@market.test' });
  for (const text of ['Chat\r\nBcc: x@y.test <chat@market.test>', '<a@b.test> <c@d.test>', 'a@b.test, c@d.test', '']) expect(senderOf(text)).toBeUndefined();
});

it('allows its own address with the loopback twin, and the desktop', () => {
  const origins = (env: Record<string, string>) => completeConfig(readEnvironment(env), 4321, SECRET).allowedOrigins;
  expect(origins({})).toEqual(['http://127.0.0.1:4321', 'http://localhost:4321', 'app://orderline']);
  expect(origins({ PUBLIC_URL: 'https://chat.test/' })).toEqual(['https://chat.test', 'app://orderline']);
  expect(origins({ ALLOWED_ORIGINS: 'https://a.test, https://b.test:8443/' })).toEqual(['https://a.test', 'https://b.test:8443']);
});
