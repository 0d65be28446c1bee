import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, newSecret, plainCode, stepOf, uriOf } from '../../server/domain/one_time_codes';
import { seal, unseal } from '../../server/domain/sealing';

describe('codes by time', () => {
  // RFC 6238, appendix B: the secret "12345678901234567890", its last six digits.
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('are those of the standard at %i', (second, code) => {
    expect(stepOf(SECRET, code, second * 1000)).toBe(Math.floor(second / 30));
  });

  it('are good one step early and one step late, and name their own step', () => {
    const secret = newSecret();
    const now = 1_700_000_010_000;
    const step = Math.floor(now / 30_000);
    const at = (offset: number) => generateSync({ strategy: 'totp', secret, epoch: now / 1000 + offset * 30 });
    expect([-2, -1, 0, 1, 2].map((offset) => stepOf(secret, at(offset), now))).toEqual([undefined, step - 1, step, step + 1, undefined]);
  });

  it('are six digits and nothing else', () => {
    const secret = newSecret();
    for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６', '12345\n']) expect(stepOf(secret, code, 1_700_000_010_000)).toBeUndefined();
  });

  it('come from a secret of 160 bits, with a name that authenticator programs show', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(uriOf(secret, 'anna+x@orderline.test'));
    expect(decodeURIComponent(uri.pathname)).toContain('Orderline:anna+x@orderline.test');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: 'Orderline' });
  });
});

it('makes ten recovery codes, all different, which are the same however they are typed', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  expect(plainCode(` ${codes[0]!.toUpperCase().replaceAll('-', ' ')} `)).toBe(plainCode(codes[0]!));
});

describe('what is sealed', () => {
  const config = { authSecret: 'a secret of the tests, long enough for them' };

  it('opens with the same secret, for the same purpose, about the same one, and unchanged', () => {
    const sealed = seal(config, 'second factor', '7', 'text');
    expect(unseal(config, 'second factor', '7', sealed)).toBe('text');
    expect(unseal({ authSecret: `${config.authSecret}!` }, 'second factor', '7', sealed)).toBeUndefined();
    expect(unseal(config, 'single sign-on', '7', sealed)).toBeUndefined();
    expect(unseal(config, 'second factor', '8', sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(unseal(config, 'second factor', '7', changed)).toBeUndefined();
    }
    expect(unseal(config, 'second factor', '7', sealed.subarray(0, 20))).toBeUndefined();
  });

  it('looks different each time and shows nothing of the text', () => {
    const [one, two] = [seal(config, 'second factor', '7', 'GEZDGNBVGY3TQOJQ'), seal(config, 'second factor', '7', 'GEZDGNBVGY3TQOJQ')];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('GEZD')).toBe(false);
  });
});
