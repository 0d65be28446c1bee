import type { PostRequest } from '../../../protocol/requests';
import type { People, Device, Person } from '../../support/people';
import { newPost, say } from '../../support/posts';

/** A client of the day: every other one holds a socket that breaks now and then, the rest write over HTTP. */
export type DayClient = { say(text: string): Promise<void>; breakOff(): void; close(): void };

/** No longer than this lives a client's access token. */
const TOKEN_MS = 9 * 60_000;

export function dayClient(people: People, order: number, room: number, kind: 'socket' | 'http'): DayClient {
  let person: Person | null = null;
  let joinedAt = 0;
  let device: Device | null = null;

  const joined = async (): Promise<Person> => {
    if (person === null || Date.now() - joinedAt > TOKEN_MS) {
      person = await people.join(order);
      joinedAt = Date.now();
    }
    return person;
  };
  const close = () => {
    device?.close();
    device = null;
  };
  const isPosted = async (post: PostRequest): Promise<boolean> => {
    if (device?.socket.connected !== true) device = await (await joined()).connect();
    const { socket, get } = device;
    const lost = new Promise<boolean>((resolve) => void socket.once('disconnect', () => resolve(false)));
    return Promise.race([lost, get('message:post', post).then(() => true)]);
  };
  return {
    async say(text) {
      if (kind === 'http') return void (await say(await joined(), room, text));
      const post = newPost(room, text);
      // A connection that has died unnoticed is found out by what is sent over it; the same post again is no second message.
      while (!(await isPosted(post))) close();
    },
    breakOff: close,
    close,
  };
}
