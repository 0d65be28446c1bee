import { connect, type Pair } from './people';
import { fillInbox, fillRoom } from './fill';
import { median, ms, timed, type Figure } from './measure';
import { API_KEY, type BenchServer } from './server';
import { createMarketplace } from '../server/demo/marketplace';

const REPEATS = 15;
const ROOMS = 1_000;
const MESSAGES = 10_000;

async function repeated(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) times.push(await timed(work));
  return median(times);
}

type InboxAnswer = { rooms: unknown[]; cursor: string; has_more: boolean };

/** An inbox of a thousand rooms: its first page, all of it, and the catch-up that finds nothing new. */
export async function measureInbox(server: BenchServer): Promise<Figure[]> {
  const marketplace = createMarketplace(server.url, API_KEY);
  const email = 'busy@bench.test';
  await marketplace.putUser({ email, first_name: 'Busy', last_name: 'Expert', role: 'expert', password: 'a bench password' });
  await fillInbox(server.databaseUrl, email, ROOMS, 100_000);
  const { access_token } = await marketplace.login(email, 'a bench password');
  const socket = await connect(server.url, { token: access_token });
  const page = (cursor?: string): Promise<InboxAnswer> => socket.emitWithAck('inbox:catch_up', cursor === undefined ? {} : { cursor });
  const everything = async () => {
    let answer = await page();
    while (answer.has_more) answer = await page(answer.cursor);
    return answer.cursor;
  };
  const cursor = await everything();
  const list = () => fetch(`${server.url}/api/chat/rooms?sort=owed&limit=50`, { headers: { Authorization: `Bearer ${access_token}` } }).then((response) => response.text());
  const figures = [
    { what: `inbox of ${ROOMS} rooms: everything, by catch-up`, value: ms(await repeated(everything)) },
    { what: `inbox of ${ROOMS} rooms: first 50 by HTTP, longest owed first`, value: ms(await repeated(list)) },
    { what: `inbox of ${ROOMS} rooms: catch-up with nothing new`, value: ms(await repeated(() => page(cursor))) },
  ];
  socket.close();
  return figures;
}

/** A room with ten thousand messages: opening it, and the page before. */
export async function measureOpening(server: BenchServer, pair: Pair): Promise<Figure[]> {
  await fillRoom(server.databaseUrl, pair.room, MESSAGES);
  const open = () => pair.expert.emitWithAck('room:open', { room: pair.room });
  const missed = () => pair.expert.emitWithAck('room:open', { room: pair.room, since_rev: MESSAGES - 100 });
  return [
    { what: `room of ${MESSAGES.toLocaleString('en-US')} messages: open (newest 50)`, value: ms(await repeated(open)) },
    { what: `room of ${MESSAGES.toLocaleString('en-US')} messages: catch up 100 missed`, value: ms(await repeated(missed)) },
  ];
}
