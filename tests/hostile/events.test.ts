import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FRAME_BYTES } from '../../protocol/limits';
import { requests, type RequestName } from '../../protocol/requests';
import type { Device, Person } from '../support/people';
import { cases, gather, type Crowd } from './crowd';
import { fromSchema } from './from_schema';
import { expectFitting, expectUnharmed } from './oracle';

const CASES_EACH = 110;
const AT_ONCE = 40;

let crowd: Crowd;
const devices = new Map<Person, Device>();
beforeAll(async () => {
  crowd = await gather();
});
afterAll(() => crowd.server.close());

/** A device of this person; another one when the last was closed, as a session's end or an unknown event does. */
async function deviceOf(person: Person): Promise<Device> {
  const device = devices.get(person);
  if (device?.socket.connected === true) return device;
  const next = await (await crowd.server.people.signIn(person.account.email)).connect();
  devices.set(person, next);
  return next;
}

describe('requests of any shape', () => {
  it.each(Object.keys(requests) as RequestName[])('%s are answered with a fitting code', async (name) => {
    // What does not go into a frame closes the line before anybody reads it: the packets' own tests.
    const payloads = cases(fromSchema(requests[name], crowd.known), CASES_EACH, name).filter((payload) => Buffer.byteLength(JSON.stringify(payload) ?? '') < FRAME_BYTES - 1_000);
    const askers = [crowd.client, crowd.expert, crowd.admin];
    let answered = 0;
    for (let from = 0; from < payloads.length; from += AT_ONCE) {
      const device = await deviceOf(askers[(from / AT_ONCE) % askers.length]!);
      const answers = await Promise.all(payloads.slice(from, from + AT_ONCE).map(async (payload) => ({ payload, answer: await device.ask(name, payload as never) })));
      for (const { payload, answer } of answers) {
        answered += 1;
        if (!answer.ok) expectFitting({ name, payload }, answer.error);
      }
    }
    expect(answered).toBe(payloads.length);
    await crowd.calm();
  });

  it('leave the rooms whole and the server up', () => expectUnharmed(crowd.server));
});
