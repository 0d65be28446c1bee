import { expect, it } from 'vitest';
import { CONTRACT, OLDEST_CONTRACT, fitOf } from '../../protocol/contract';

it('a program fits a server of its age, a newer one that still serves it, and one that says nothing', () => {
  expect(fitOf({ version: CONTRACT, oldest: OLDEST_CONTRACT })).toBe('fits');
  expect(fitOf({ version: 9, oldest: 3 }, 3)).toBe('fits');
  expect(fitOf(undefined)).toBe('fits');
  // An older server: what it lacks is not asked of it by anybody who reads its answers.
  expect(fitOf({ version: 1, oldest: 1 }, 2)).toBe('fits');
});

it('a program older than the server serves is told so', () => {
  expect(fitOf({ version: 9, oldest: 3 }, 2)).toBe('too_old');
});

it('a program that needs a newer server says so of the server', () => {
  expect(fitOf({ version: 2, oldest: 1 }, 4, 3)).toBe('server_too_old');
  expect(fitOf({ version: 3, oldest: 1 }, 4, 3)).toBe('fits');
});
