import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { openDoorstep } from '../../main/browser_sign_in';

const at = (asked: URLSearchParams, told: Record<string, string>) => fetch(`http://127.0.0.1:${asked.get('port')}/?${new URLSearchParams(told).toString()}`, { redirect: 'manual' });

it('takes the code that answers its own question, and nothing from any other page or program of the computer', async () => {
  const { asked, verifier, returned, close } = await openDoorstep('Go back.');
  expect(asked.get('challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
  const state = asked.get('state')!;
  for (const told of [{}, { code: 'stolen' }, { code: 'stolen', state: 'guessed' }, { state }, { state, code: 'not a code' }]) expect((await at(asked, told as Record<string, string>)).status).toBe(404);
  const answer = await at(asked, { state, code: 'a-code' });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Go back.')]);
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
  expect(await returned).toEqual({ code: 'a-code' });
  close();
  await expect(at(asked, { state, code: 'again' })).rejects.toThrow();
});

it('takes the reason why there is none, too', async () => {
  const { asked, returned, close } = await openDoorstep('Go back.');
  await at(asked, { state: asked.get('state')!, error: 'unauthorized' });
  expect(await returned).toEqual({ error: 'unauthorized' });
  close();
});
