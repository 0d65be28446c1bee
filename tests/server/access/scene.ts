import { randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { SCOPES } from '../../../server/caller';
import { tokenHash } from '../../../server/domain/opaque';
import { fresh, type Person } from '../../support/people';
import { nameOf, say } from '../../support/posts';
import { API_KEY, startServer, type TestServer } from '../../support/server';
import { claimsOf, signToken } from '../../support/tokens';
import { begin, upload as sendFile } from '../../support/uploads';
import type { Kind } from './rows';

/** What a request is about: the order's own things, or numbers that nothing has. */
export type Ids = { order: number; room: number; message: number; upload: string; file: number; note: number; session: number; answer: number; promise: number; label: number; expert: number; receiver: number; offer: number; offered: number; led: number };

/** The order, its expert Anna, and Boris, whom she has let in. */
export type Scene = Ids & { anna: Person; boris: Person; order_body: object };

/** What everybody shows at the door. */
export type Bearers = Record<Exclude<Kind, 'poor_key'>, string | null>;

/** Stands in the order's title and in its message: nobody outside may ever read it. */
export const SECRET_WORD = 'Тайна';

/** Numbers that nothing has. */
export const NOTHING: Ids = { order: 2 ** 41, room: 2 ** 41, message: 2 ** 41, upload: randomUUID(), file: 2 ** 41, note: 2 ** 41, session: 2 ** 41, answer: 2 ** 41, promise: 2 ** 41, label: 2 ** 41, expert: 2 ** 41, receiver: 2 ** 41, offer: 2 ** 41, offered: 2 ** 41, led: 2 ** 41 };

/** Gives the order back to its expert. */
export async function takeAgain({ order, anna }: Scene): Promise<void> {
  const desk = await anna.connect();
  await desk.get('order:take', { order });
  desk.close();
}

/** Lets somebody into the order's room, as its expert does. */
export async function letIn({ room, anna }: Pick<Scene, 'room' | 'anna'>, person: Person): Promise<void> {
  const desk = await anna.connect();
  await desk.get('room:invite', { room, user: person.account.id });
  desk.close();
}

/** Makes the order and everybody; `poorKeys` are keys that have all scopes but the one. */
export async function setScene(): Promise<{ server: TestServer; scene: Scene; bearers: Bearers; poorKeys: Map<string, string> }> {
  const server = await startServer();
  const made = await server.people.makeRoom();
  const { expert } = made;
  const [lead, otherLead] = [await server.people.makeUser('lead'), await server.people.makeUser('lead')];
  const [former, helper, formerHelper, stranger, otherExpert, admin, disabled] = [
    await server.people.makeUser('expert'),
    await server.people.makeUser('expert'),
    await server.people.makeUser('expert'),
    (await server.people.makeRoom()).client,
    (await server.people.makeRoom()).expert,
    await server.people.makeUser('admin'),
    await server.people.makeUser('client'),
  ];
  const chief = await admin.connect();
  await chief.get('team:make', { name: 'The team', members: [expert.account.id], leads: [lead.account.id] });
  await chief.get('team:make', { name: 'Elsewhere', members: [otherExpert.account.id], leads: [otherLead.account.id] });
  chief.close();
  const order_body = { title: SECRET_WORD, client: nameOf(made.client), expert: nameOf(expert) };
  await server.people.putOrder(made.order, { ...order_body, expert: nameOf(former) });
  await server.people.putOrder(made.order, order_body);
  const message = await say(made.client, made.room.id, SECRET_WORD);
  const elsewhere = await server.people.putOrder(fresh(), { client: nameOf(made.client) });
  await server.people.signIn(expert.account.email);
  const sessions = await expert.http<{ id: number; is_current: boolean }[]>('GET', '/api/auth/sessions');
  await server.people.disable(disabled.account.id);
  const poorKeys = new Map<string, string>();
  for (const scope of SCOPES) {
    const key = randomBytes(24).toString('base64url');
    const scopes = SCOPES.filter((one) => one !== scope);
    await server.app.parts.db.api_keys.create({ name: `all but ${scope}`, hash: tokenHash(key), scopes });
    poorKeys.set(scope, key);
  }
  const inRoom = { room: made.room.id, anna: expert };
  await letIn(inRoom, helper);
  await letIn(inRoom, formerHelper);
  const going = await formerHelper.connect();
  await going.get('room:leave', { room: made.room.id });
  going.close();
  const desk = await expert.connect();
  const { note } = await desk.get('note:post', { room: made.room.id, note: SECRET_WORD, client_note_id: randomUUID() });
  const answer = await say(expert, made.room.id, SECRET_WORD);
  const said = await say(expert, made.room.id, SECRET_WORD);
  const { promise } = await desk.get('promise:make', { room: made.room.id, message: said.id, due_at: '2027-01-01T09:00:00.000Z' });
  const { label } = await desk.get('label:make', { name: `l${fresh()}`, color: 'red' });
  const [offered, led] = [fresh(), fresh()];
  for (const order of [offered, led]) await server.people.putOrder(order, { expert: nameOf(expert) });
  const { transfer } = await desk.get('transfer:offer', { orders: [offered], to: otherExpert.account.id, comment: '' });
  const receiver = await server.people.makeUser('expert');
  desk.close();
  const under = await begin(server.url, expert, { room: made.room.id, bytes: Buffer.from(SECRET_WORD) });
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png().toBuffer();
  const { id: sent } = await sendFile(server.url, made.client, { room: made.room.id, bytes: picture, name: `${SECRET_WORD}.png` });
  await say(made.client, made.room.id, '', { attachments: [sent] });
  const ids: Ids = { order: made.order, room: made.room.id, message: message.id, upload: under.split('/').at(-1)!, file: sent, note: note.id, session: sessions.body.find(({ is_current }) => !is_current)!.id, answer: answer.id, promise: promise.id, label: label.id, expert: expert.account.id, receiver: receiver.account.id, offer: transfer.id, offered, led };
  const claims = claimsOf(expert.token);
  const bearers: Bearers = {
    anonymous: null,
    client: made.client.token,
    stranger: stranger.token,
    expert: expert.token,
    other_expert: otherExpert.token,
    former_expert: former.token,
    colleague: helper.token,
    former_colleague: formerHelper.token,
    lead: lead.token,
    other_lead: otherLead.token,
    invited_elsewhere: (await server.people.join(elsewhere.order.id)).token,
    disabled: disabled.token,
    admin: admin.token,
    key: API_KEY,
    expired: await signToken({ ...claims, exp: Math.floor(Date.now() / 1000) - 1 }),
    forged: `${expert.token.slice(0, -6)}AAAAAA`,
  };
  return { scene: { ...ids, anna: expert, boris: helper, order_body }, bearers, poorKeys, server };
}
