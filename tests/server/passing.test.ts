import { expect, it } from 'vitest';
import { toRefusal } from '../../server/edge/handle';
import { Refusal } from '../../server/refusal';

const failing = (code: string) => Object.assign(new Error(code), { code });

it.each(['ECONNREFUSED', 'EPIPE', 'ENOSPC', 'EDQUOT', 'EMFILE', '53100', '57P01', '40P01'])('%s passes: whoever asks again later may be served', (code) => {
  expect(toRefusal(failing(code))).toMatchObject({ code: 'unavailable', extra: { retry_after: 1 } });
});

it.each(['EACCES', 'ENOENT', '23505', '42P01'])('%s does not pass by itself', (code) => {
  expect(toRefusal(failing(code)).code).toBe('internal');
});

it('leaves a refusal as it is', () => {
  const refusal = new Refusal('conflict');
  expect(toRefusal(refusal)).toBe(refusal);
});
