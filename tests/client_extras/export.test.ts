import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exported } from '../../protocol/exports';
import { nameOf, say } from '../support/posts';
import { API_KEY, startServer, type TestServer } from '../support/server';

const HOSTILE = `</p></article><script>alert(1)</script><img src=x onerror="alert('2')"> &amp; \u202eevil`;
const NOTE = 'Кротовая нора только для экспертов';

let server: TestServer;
let made: Awaited<ReturnType<TestServer['people']['makeRoom']>>;

beforeAll(async () => {
  server = await startServer();
  made = await server.people.makeRoom();
  const expert = await made.expert.connect();
  await say(made.client, made.room.id, HOSTILE);
  await expert.get('note:post', { room: made.room.id, note: NOTE, client_note_id: randomUUID() });
  await say(made.expert, made.room.id, 'Здравствуйте');
  const gone = await say(made.client, made.room.id, 'Секрет');
  await made.client.connect().then(async (device) => {
    await device.get('message:delete', { id: gone.id });
    device.close();
  });
  expert.close();
});

afterAll(() => server.close());

async function ask(token: string, path: string) {
  const response = await fetch(server.url + path, { headers: { Authorization: `Bearer ${token}` } });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
const ofRoom = (token: string, query = '') => ask(token, `/api/chat/rooms/${made.room.id}/export${query}`);

describe('export of a room', () => {
  it('writes a page of its own in which hostile text stays text', async () => {
    for (const format of ['html', 'print']) {
      const { status, text, headers } = await ofRoom(made.client.token, `?format=${format}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toContain('text/html');
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('content-disposition')).toBe(`attachment; filename=order-${made.order}.html`);
      expect(text).not.toMatch(/<script|<img|onerror="|javascript:/);
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toContain('Секрет');
      expect(text.trimEnd().endsWith('</html>')).toBe(true);
    }
    expect((await ofRoom(made.client.token, '?format=print')).text).toContain('<footer>');
  });

  it('writes JSON with the whole timeline in order', async () => {
    const { text } = await ofRoom(made.expert.token, '?format=json&notes=true');
    const { order, participants, timeline } = JSON.parse(text) as Exported;
    expect(order.id).toBe(made.order);
    expect(participants).toHaveLength(2);
    const kinds = timeline.map((entry) => ('message' in entry ? entry.message.message : 'note' in entry ? entry.note.note : entry.event.kind));
    expect(kinds).toEqual(['order_created', HOSTILE, NOTE, 'Здравствуйте', '']);
  });

  it('gives notes only to experts, and only when asked', async () => {
    expect((await ofRoom(made.expert.token, '?notes=true')).text).toContain(NOTE);
    expect((await ofRoom(made.expert.token)).text).not.toContain(NOTE);
    expect((await ofRoom(made.client.token)).text).not.toContain(NOTE);
    expect((await ofRoom(made.client.token, '?notes=true')).status).toBe(403);
    const byKey = await ask(API_KEY, `/api/orders/${made.order}/export?format=json`);
    expect(byKey.status).toBe(200);
    expect(byKey.text).not.toContain(NOTE);
    expect((await ask(API_KEY, `/api/orders/${made.order}/export?notes=true`)).status).toBe(400);
  });

  it('carries a long conversation whole, once each, in order', async () => {
    const long = await server.people.makeRoom();
    for (let n = 1; n <= 410; n += 1) await say(n % 2 === 0 ? long.expert : long.client, long.room.id, `текст ${n}`);
    await server.people.putOrder(long.order, { title: 'Другое название', client: nameOf(long.client) });
    await say(long.client, long.room.id, 'после');
    const { text } = await ask(long.expert.token, `/api/chat/rooms/${long.room.id}/export?format=json`);
    const { timeline } = JSON.parse(text) as Exported;
    expect(timeline.flatMap((entry) => ('message' in entry ? [entry.message.seq] : []))).toEqual(Array.from({ length: 411 }, (_, index) => index + 1));
    const changed = timeline.findIndex((entry) => 'event' in entry && entry.event.kind === 'order_changed');
    expect([timeline[changed - 1], timeline[changed + 1]].map((entry) => entry && 'message' in entry && entry.message.seq)).toEqual([410, 411]);
  });

  it('is no failure when its reader hangs up in the middle', async () => {
    const { client, room } = await server.people.makeRoom();
    await say(client, room.id, 'я'.repeat(10_000));
    const { db, metrics } = server.app.parts;
    await db.rows(null, `INSERT INTO messages (room, seq, rev, sender, side, client_message_id, request_hash, message, created_at)
                           SELECT room, n, n, sender, side, gen_random_uuid(), request_hash, message, created_at FROM messages, generate_series(2, 1000) n WHERE room = $1`, [room.id]);
    await db.rows(null, `UPDATE rooms SET last_seq = 1000, last_rev = 1000 WHERE id = $1`, [room.id]);
    const served = async (code: string) => Number(new RegExp(`name="GET /api/chat/rooms/:id/export",code="${code}"\\} (\\d+)`).exec((await metrics.text()).body)?.[1] ?? 0);
    const before = await served('ok');
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined).once('data', () => socket.destroy());
    socket.write(`GET /api/chat/rooms/${room.id}/export?format=json HTTP/1.1\r\nHost: reader\r\nAuthorization: Bearer ${client.token}\r\n\r\n`);
    await expect.poll(async () => (await served('ok')) - before + (await served('internal'))).toBe(1);
    expect(await served('internal')).toBe(0);
  });

  it('writes times in the asked zone and refuses a zone that does not exist', async () => {
    expect((await ofRoom(made.client.token, '?time_zone=Asia/Tokyo')).text).toContain('Asia/Tokyo');
    expect((await ofRoom(made.client.token, '?time_zone=Mars/Olympus')).status).toBe(400);
    expect((await ofRoom(made.client.token, '?format=pdf')).status).toBe(400);
  });
});
