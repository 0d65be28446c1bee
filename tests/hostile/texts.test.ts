import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../protocol/entities';
import { cases, gather, type Crowd } from './crowd';
import { expectUnharmed } from './oracle';
import { HOSTILE_TEXTS, hostileText } from './texts';

let crowd: Crowd;
beforeAll(async () => {
  crowd = await gather();
});
afterAll(() => crowd.server.close());

/** The rule in its own words: 1 to 10,000 characters, not white space alone, no controls but tab and line ends, no half characters. */
function mayBeSaid(text: string): boolean {
  const hasControl = [...text].some((character) => character.charCodeAt(0) < 32 && !'\t\n\r'.includes(character));
  return text.length <= 10_000 && text.trim() !== '' && !hasControl && Buffer.from(text, 'utf8').toString('utf8') === text;
}

describe('texts', () => {
  it('come back exactly as they were written, or are refused as a bad request', async () => {
    const { client, expert } = crowd;
    const room = crowd.known.room![0] as number;
    const device = await client.connect();
    const texts = [...HOSTILE_TEXTS, ...cases(fc.oneof(hostileText, fc.tuple(hostileText, hostileText).map(([one, other]) => `${one}${other}`.slice(0, 10_000))), 700, 'texts')];
    const stored = new Map<string, string>();
    const told = new Set<boolean>();
    for (const text of texts) {
      const id = randomUUID();
      const answer = await device.ask('message:post', { room, message: text, client_message_id: id });
      told.add(answer.ok);
      expect([text, answer.ok ? answer.message.message : answer.error.code]).toEqual([text, mayBeSaid(text) ? text : 'bad_request']);
      if (answer.ok) stored.set(id, text);
    }
    device.close();
    expect([...told].sort()).toEqual([false, true]);
    let before = Number.MAX_SAFE_INTEGER;
    const read = new Map<string, string>();
    for (let page = await pageBefore(before); page.length > 0; page = await pageBefore(before)) {
      for (const message of page) read.set(message.client_message_id, message.message);
      before = page[0]!.seq;
    }
    for (const [id, text] of stored) expect(read.get(id)).toBe(text);
    await expectUnharmed(crowd.server);

    async function pageBefore(seq: number): Promise<Message[]> {
      return (await expert.http<Message[]>('GET', `/api/chat/rooms/${room}/messages?before_seq=${seq}&limit=200`)).body;
    }
  });
});
