import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device } from '../support/people';
import { cases, gather, type Crowd } from './crowd';
import { expectUnharmed } from './oracle';
import { hostileText, hostileValue } from './texts';

/* Frames of Engine.IO and packets of Socket.IO that no client of theirs would send. */

const FRAMES = 3_000;
const PER_SOCKET = 25;

let crowd: Crowd;
beforeAll(async () => {
  crowd = await gather();
});
afterAll(() => crowd.server.close());

/** Right ones, to be broken: every type of both protocols, with acknowledgments and binary attachments. */
function packets(room: number): string[] {
  const post = JSON.stringify(['message:post', { room, message: 'text', client_message_id: randomUUID() }]);
  const kinds = ['0', '1', '2', '3', '5', '6', '40', '40{"token":"x"}', '40/admin,', '41', '42', '43', '44', '45', '46', '49'];
  return [...kinds, `42${post}`, `421${post}`, `42/other,1${post}`, `451-1["message:post",{"_placeholder":true,"num":0}]`, '450-["x"]', '4599999-["x"]', '45-1["x"]', '461-1[{"_placeholder":true,"num":9}]', '4311[]', '43999["late"]', '42["disconnect"]', '42["connect"]', '42["error"]', '42["newListener"]', '42[{}]', '42[[]]', '42[1]', '42[null]', '42["__proto__"]', '42["toString",{}]', '42["message:post"]1', '4', 'b', 'bAAAA', '\u001e', '2probe', '3probe'];
}

/** A packet cut, doubled, filled with something, or nothing but bytes. */
function brokenPacket(room: number): fc.Arbitrary<string | Buffer> {
  const right = fc.constantFrom(...packets(room));
  return fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 3, arbitrary: fc.tuple(right, fc.nat(80)).map(([text, at]) => text.slice(0, at)) },
    { weight: 3, arbitrary: fc.tuple(right, fc.nat(80), hostileText).map(([text, at, more]) => text.slice(0, at) + more + text.slice(at)) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom('42["room:open",', '42["typing:set",', '42[', '40', '41', '430'), hostileValue).map(([head, value]) => `${head}${JSON.stringify(value) ?? 'null'}]`) },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.constantFrom(1_000, 60_000).map((length) => `42${'['.repeat(length)}`) },
  );
}

type Wire = { readyState: number; send(data: string | Buffer): void };
const wireOf = (device: Device) => (device.socket.io.engine.transport as unknown as { ws: Wire }).ws;
const OPEN = 1;

describe('frames that no client would send', () => {
  it('end at most the socket that sent them', async () => {
    const frames = cases(brokenPacket(crowd.known.room![0] as number), FRAMES, 'packets');
    let sent = 0;
    let sockets = 0;
    while (sent < frames.length) {
      const device = await crowd.client.connect();
      // It is the frames that are looked at, not a client that comes back by itself.
      device.socket.io.reconnection(false);
      sockets += 1;
      const wire = wireOf(device);
      for (let count = 0; count < PER_SOCKET && sent < frames.length && wire.readyState === OPEN; count += 1) {
        wire.send(frames[sent]!);
        sent += 1;
        // The server's answer to a broken frame is the end of the socket: let it come.
        await new Promise((resolve) => setImmediate(resolve));
      }
      device.close();
      if (sockets % 20 === 0) await crowd.calm();
    }
    expect(sent).toBe(frames.length);
    await crowd.calm();
    expect(crowd.bystander.socket.connected).toBe(true);
    await expectUnharmed(crowd.server);
  });
});
