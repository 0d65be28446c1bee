import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { Device, Person } from '../support/people';
import { newPost, say } from '../support/posts';
import { startServer, type TestServer } from '../support/server';
import type { Known } from './from_schema';

/** One run's cases are the same each time; another seed makes others: `HOSTILE_SEED=7 npx vitest run tests/hostile`. */
export const SEED = Number(process.env.HOSTILE_SEED ?? 1);
/** How many times more cases than in the everyday run. */
const TIMES = Number(process.env.HOSTILE_TIMES ?? 1);

/** So many cases of an arbitrary, always the same ones for one seed. */
export function cases<T>(arbitrary: fc.Arbitrary<T>, count: number, salt: string): T[] {
  const seed = [...salt].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, SEED);
  return fc.sample(arbitrary, { seed, numRuns: count * TIMES });
}

/** A server whose limits nobody meets, an order with its two people, somebody who will be attacked, and two bystanders who must not notice. */
export type Crowd = { server: TestServer; client: Person; expert: Person; admin: Person; known: Known; bystander: Device; calm(): Promise<void> };

export async function gather(): Promise<Crowd> {
  const server = await startServer({ environment: { EVENTS_PER_SECOND: '1000000', POSTS_PER_MINUTE: '1000000', LOGINS_PER_MINUTE: '1000000' } });
  const made = await server.people.makeRoom();
  const quiet = await server.people.makeRoom();
  const admin = await server.people.makeUser('admin');
  const asked = await say(made.client, made.room.id, 'Вопрос');
  const answer = await say(made.expert, made.room.id, 'Ответ');
  const bystander = await quiet.expert.connect();
  const listener = await quiet.client.connect();
  const known: Known = {
    room: [made.room.id],
    order: [made.order],
    order_id: [made.order],
    user: [made.client.account.id, made.expert.account.id, quiet.expert.account.id],
    id: [asked.id, answer.id, made.room.id, made.order],
    message: [answer.id, 'Здравствуйте!'],
    reply_to: [asked.id, null],
    unread_from: [asked.seq, null],
    seen_seq: [1, 2],
    expect_seq: [1, 2],
    client_message_id: [randomUUID()],
    email: [made.client.account.email, made.expert.account.email],
    time_zone: ['Europe/Moscow', 'Etc/Nowhere'],
  };
  const calm = async () => {
    // A post between two people who have nothing to do with it arrives as ever.
    const post = newPost(quiet.room.id, 'Всё спокойно');
    await bystander.get('message:post', post);
    await listener.fact('message:posted', ({ message }) => message.client_message_id === post.client_message_id);
  };
  return { server, client: made.client, expert: made.expert, admin, known, bystander, calm };
}
