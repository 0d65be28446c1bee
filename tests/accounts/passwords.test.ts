import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from '../../server/domain/passwords';
import { createGate } from '../../server/gate';

describe('a password', () => {
  it('is kept as argon2id with the agreed cost and a salt of its own', async () => {
    const [one, two] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await isPassword('correct horse', one)).toBe(true);
    expect(await isPassword('Correct horse', one)).toBe(false);
  });

  it('never fits where there is none', async () => {
    expect(await isPassword('anything', null)).toBe(false);
  });
});

describe('the gate before the hashes', () => {
  it('lets so many run, so many wait in order, and refuses the rest', async () => {
    const gate = createGate(2, 3);
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (number: number) => gate(() => new Promise<number>((resolve) => (begun.push(number), ends.push(() => resolve(number)))));
    const five = [1, 2, 3, 4, 5].map(work);
    await expect(work(6)).rejects.toMatchObject({ code: 'unavailable' });
    expect(begun).toEqual([1, 2]);
    while (begun.length < 5 || ends.length > 0) {
      ends.shift()?.();
      await Promise.resolve();
    }
    expect(await Promise.all(five)).toEqual([1, 2, 3, 4, 5]);
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    expect(await gate(async () => 'free again')).toBe('free again');
  });

  it('passes on what a piece of work throws and gives its place back', async () => {
    const gate = createGate(1, 0);
    await expect(gate(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate(async () => 'next')).toBe('next');
  });
});
