import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, openIdentityProvider, type IdentityProvider } from '../support/identity_provider';
import { someone } from '../support/people';
import { startServer, type TestServer } from '../support/server';
import type { DesktopDriver } from './driver';
import { desktopRuntime } from './runtime';
import { userFolder } from './user_folder';

/* Signing in through the system's browser, by the server's OpenID Connect provider. */

let provider: IdentityProvider;
let server: TestServer;
let driver: DesktopDriver;

beforeAll(async () => {
  provider = await openIdentityProvider();
  server = await startServer({
    environment: { ALLOWED_ORIGINS: desktopRuntime().origin, OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret, OIDC_NAME: 'Market ID' },
  });
  driver = await desktopRuntime().launch({ folder: userFolder(), machine: { locale: 'ru-RU' } });
});
afterAll(async () => {
  await driver.kill();
  await server.close();
  await provider.close();
});

/** The browser on its way from the address that the program has opened: it keeps cookies, and follows wherever it is sent. */
async function browse(url: string): Promise<string> {
  let cookie = '';
  for (let place = url; ; ) {
    const answer = await fetch(place, { redirect: 'manual', headers: { Cookie: cookie } });
    for (const line of answer.headers.getSetCookie()) cookie = line.split(';')[0]!;
    const next = answer.headers.get('location');
    if (next === null) return answer.text();
    place = new URL(next, place).href;
  }
}

test('the browser signs in and the program goes on; a stopped or refused one leads back; no secret comes to the page', async () => {
  const expert = someone('Анна', 'Соколова');
  await server.people.marketplace('POST', '/api/users', { ...expert, role: 'expert' });
  const page = await driver.page();
  const spoken: string[] = [];
  page.on('request', (request) => spoken.push(`${request.url()} ${request.postData() ?? ''}`));
  page.on('response', (response) => void response.text().then((text) => spoken.push(text), () => undefined));
  await page.getByLabel('Адрес').fill(server.url);
  await page.getByRole('button', { name: 'Продолжить' }).click();
  const before = (await driver.surface()).opened.length;
  const opened = async (count: number) => {
    await expect.poll(async () => (await driver.surface()).opened.length).toBe(before + count);
    return (await driver.surface()).opened.at(-1)!;
  };
  const signIn = page.getByRole('button', { name: 'Войти через Market ID' });

  // Given up half-way: the door is closed, and the sign-in is there again.
  await signIn.click();
  const first = await opened(1);
  expect(new URL(first).origin).toBe(server.url);
  await page.getByRole('button', { name: 'Отмена' }).click();
  await signIn.waitFor();
  provider.visit = { email: expert.email };
  await expect(browse(first)).rejects.toThrow();

  // Somebody whom the server does not know.
  await signIn.click();
  provider.visit = { email: 'stranger@orderline.test' };
  expect(await browse(await opened(2))).toContain('Вернитесь в Orderline');
  await page.getByText('Войти так не получилось.').waitFor();

  await signIn.click();
  provider.visit = { email: expert.email };
  expect(await browse(await opened(3))).toContain('Вернитесь в Orderline');
  await page.locator('.inbox-header').waitFor();
  const kinds = await server.app.parts.db.rows(null, `SELECT device FROM sessions WHERE revoked_at IS NULL`);
  expect(kinds).toEqual([{ device: 'desktop' }]);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  for (const secret of ['refresh_token', 'verifier', 'challenge']) expect([kept, ...spoken].some((text) => text.includes(`"${secret}"`) || text.includes(`${secret}=`))).toBe(false);
});
