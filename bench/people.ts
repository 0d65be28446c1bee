import { io, type Socket } from 'socket.io-client';
import { createMarketplace } from '../server/demo/marketplace';
import { API_KEY, type BenchServer } from './server';

export type Pair = { room: number; expert: Socket; client: Socket };

const expertOf = (index: number) => ({ email: `expert${index}@bench.test`, first_name: 'Bench', last_name: `Expert ${index}` });
const clientOf = (index: number) => ({ email: `client${index}@bench.test`, first_name: 'Bench', last_name: `Client ${index}` });

/** A socket that has connected. */
export async function connect(url: string, auth: object): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Rooms with both sides connected. */
export async function makePairs(server: BenchServer, count: number): Promise<Pair[]> {
  const marketplace = createMarketplace(server.url, API_KEY);
  const pairs: Pair[] = [];
  for (let index = 1; index <= count; index += 1) {
    const { room } = await marketplace.putOrder(index, { title: `Order ${index}`, client: clientOf(index), expert: expertOf(index) });
    await marketplace.putUser({ ...expertOf(index), role: 'expert', password: 'a bench password' });
    const expert = await marketplace.login(expertOf(index).email, 'a bench password');
    const invite = await marketplace.invite(index);
    const client = await marketplace.join(new URL(invite.url).hash.slice(1));
    pairs.push({
      room: room.id,
      expert: await connect(server.url, { token: expert.access_token }),
      client: await connect(server.url, { token: client.access_token }),
    });
  }
  return pairs;
}
