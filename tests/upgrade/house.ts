import type { Account, Order, Room } from '../../protocol/entities';
import type { RequestName, RequestPayload } from '../../protocol/requests';
import { connect, PASSWORD, someone } from '../support/people';
import { API_KEY } from '../support/server';
import { tryPost } from '../faults/load/agent';
import type { Scene } from '../faults/scene';
import type { CastRoom } from '../faults/stage/cast';
import type { Node } from '../faults/stage/node';

const HOUR_MS = 3_600_000;
let number = 100_000;

/**
 * Does at one node what people and programs do beside writing: decide, note, promise, label, search, hand over, make orders, ask for reports.
 * `who`: the version, for what is said of a refusal. Answers how many deeds were done.
 */
export async function walkThrough(scene: Scene, node: Node, { id: room, expert }: CastRoom, who: string): Promise<number> {
  let done = 0;
  const failed = (what: string, code: unknown) => scene.must(false, `${what} is answered ${String(code)} by ${who} at ${node.name}`);

  const device = await connect(node.url, expert.token);
  const ask = async <N extends RequestName>(name: N, payload: RequestPayload<N>) => {
    const answer = await device.ask(name, payload);
    if (answer.ok) done += 1;
    else failed(name, answer.error.code);
    return answer.ok ? answer : undefined;
  };
  try {
    const in2h = new Date(Date.now() + 2 * HOUR_MS).toISOString();
    await ask('inbox:catch_up', {});
    await ask('room:open', { room });
    await ask('room:triage', { room, action: 'snooze', until: in2h });
    await ask('room:triage', { room, action: 'reopen' });
    await ask('room:triage', { room, action: 'waive' });
    await ask('room:triage', { room, action: 'done' });
    await ask('room:triage', { room, action: 'reopen' });
    await ask('room:set', { room, is_pinned: true });
    const note = await ask('note:post', { room, note: `noted by ${who}`, client_note_id: scene.random.uuid() });
    if (note !== undefined) await ask('note:edit', { id: note.note.id, note: 'noted again' });
    await ask('draft:save', { room, message: 'begun', base: 0 });
    await ask('draft:list', {});
    const label = await ask('label:make', { name: `of ${(number += 1)}`, color: 'blue' });
    if (label !== undefined) await ask('room:label', { room, label: label.label.id, is_on: true });
    await ask('label:list', {});
    await ask('view:make', { name: `of ${number}`, rule: { join: 'all', conditions: [{ about: 'unread' }] } });
    await ask('view:list', {});
    await ask('search:run', { query: 'слово' });
    for (const name of ['colleague:list', 'queue:list', 'floor:list', 'team:list', 'transfer:list', 'policy:list', 'later:list', 'promise:counts'] as const) await ask(name, {});
    const later = await ask('later:schedule', { room, message: 'later', client_message_id: scene.random.uuid(), send_at: in2h });
    if (later !== undefined) await ask('later:cancel', { id: later.scheduled.id });
    const posted = await tryPost(scene.log, expert, { room, user: expert.user, client_message_id: scene.random.uuid(), message: `promised by ${who}` }, { url: node.url });
    if (posted.kind === 'ok') {
      await ask('promise:make', { room, message: posted.answer.id, due_at: in2h });
      await ask('message:history', { id: posted.answer.id });
    }
    await ask('promise:list', { room });
    await ask('typing:set', { room, is_typing: false });
    await ask('viewing:set', { rooms: [] });
    await ask('zone:set', { time_zone: 'Europe/Moscow' });
  } finally {
    device.close();
  }

  const http = async <T>(method: string, path: string, body?: unknown, bearer = API_KEY): Promise<T | undefined> => {
    const response = await fetch(node.url + path, { method, headers: { Authorization: `Bearer ${bearer}`, ...(body !== undefined && { 'Content-Type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (response.ok) done += 1;
    else failed(`${method} ${path}`, `${response.status} ${text.slice(0, 100)}`);
    return response.ok && text !== '' ? (JSON.parse(text) as T) : undefined;
  };
  const [helper, admin, client] = [someone('Expert'), someone('Admin'), someone('Client')];
  await http('POST', '/api/users', { ...helper, role: 'expert', password: PASSWORD });
  await http('POST', '/api/users', { ...admin, role: 'admin', password: PASSWORD });
  const order = (number += 1);
  await http<{ order: Order; room: Room }>('PUT', `/api/orders/${order}`, { title: `Order of ${who}`, client, expert: helper });
  await http('PUT', `/api/orders/${order}`, { title: 'Another title', status: 'in_review', client, expert: null });
  await http('POST', `/api/orders/${order}/invites`, {});
  await http('GET', '/api/orders?limit=5');
  await http('GET', `/api/orders/${order}`);
  await http('GET', '/api/webhooks');
  const token = (await http<{ access_token: string; user: Account }>('POST', '/api/auth/login', { email: helper.email, password: PASSWORD, device: 'desktop' }))?.access_token;
  if (token !== undefined) {
    const taker = await connect(node.url, token);
    for (const [name, payload] of [['order:take', { order }], ['order:return', { order, team: null }]] as const) {
      const answer = await taker.ask(name, payload);
      if (answer.ok) done += 1;
      else failed(name, answer.error.code);
    }
    taker.close();
  }
  const all = (await http<{ access_token: string }>('POST', '/api/auth/login', { email: admin.email, password: PASSWORD, device: 'desktop' }))?.access_token;
  const today = new Date().toISOString().slice(0, 10);
  for (const path of [`/api/reports?from=${today}&to=${today}&zone=UTC&by=expert`, '/api/admin/users', '/api/admin/audit', '/api/chat/replies']) await http('GET', path, undefined, all);
  return done;
}
