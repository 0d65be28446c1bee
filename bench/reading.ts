import { connect, makePairs, type Pair } from './people';
import { execute, fillInbox, fillRoom, untilCounted } from './fill';
import { ms, repeated, type Figure } from './measure';
import { recordPlans } from './plans';
import { API_KEY, startBenchServer, type BenchServer } from './server';
import { createMarketplace } from '../server/demo/marketplace';

/** Rooms of the busiest expert, of the one who catches up, and of others, among whom theirs have to be found. */
const MANY = 10_000;
const CAUGHT_UP = 5_000;
const OTHERS = 10_000;
const MESSAGES = 100_000;
/** How many messages each room of the busiest expert has: 1,000 make ten million. */
const EACH = Number(process.env.BENCH_EACH ?? 10);
/** Beyond this the indexes of search, which reading does not use, would take most of the time of filling. */
const EACH_SEARCHED = 100;

type InboxAnswer = { rooms: unknown[]; cursor: string; has_more: boolean };
type Expert = { access_token: string; email: string };

async function fillExpert(server: BenchServer, name: string, rooms: number, firstOrder: number, each?: number): Promise<Expert> {
  const marketplace = createMarketplace(server.url, API_KEY);
  const email = `${name}@bench.test`;
  await marketplace.putUser({ email, first_name: 'Busy', last_name: 'Expert', role: 'expert', password: 'a bench password' });
  await fillInbox(server.databaseUrl, email, rooms, firstOrder, each);
  const { access_token } = await marketplace.login(email, 'a bench password');
  return { access_token, email };
}

/** Inboxes of thousands of rooms and a long room, asked for from the outside: what an expert waits for, less the network. */
export async function measureReading(): Promise<Figure[]> {
  const server = await startBenchServer();
  try {
    if (EACH > EACH_SEARCHED) await execute(server.databaseUrl, 'DROP INDEX messages_by_word, messages_by_part');
    await fillExpert(server, 'others', OTHERS, 100_000);
    const many = await fillExpert(server, 'many', MANY, 200_000, EACH);
    const fewer = await fillExpert(server, 'fewer', CAUGHT_UP, 300_000);
    const [pair] = await makePairs(server, 1);
    await fillRoom(server.databaseUrl, pair!.room, MESSAGES);
    await untilCounted(server.databaseUrl);
    await execute(server.databaseUrl, 'VACUUM ANALYZE');
    const figures = [...(await measureInbox(server, many, MANY)), ...(await measureInbox(server, fewer, CAUGHT_UP)), ...(await measureOpening(pair!))];
    await recordPlans(server.databaseUrl, many.email, pair!.room);
    return figures;
  } finally {
    await server.stop();
  }
}

/** An inbox: its first page, all of it, and the catch-up that finds nothing new. */
async function measureInbox(server: BenchServer, { access_token }: Expert, rooms: number): Promise<Figure[]> {
  const socket = await connect(server.url, { token: access_token });
  const page = (cursor?: string): Promise<InboxAnswer> => socket.emitWithAck('inbox:catch_up', cursor === undefined ? {} : { cursor });
  const everything = async () => {
    let answer = await page();
    while (answer.has_more) answer = await page(answer.cursor);
    return answer.cursor;
  };
  const cursor = await everything();
  const list = (sort: string) => () =>
    fetch(`${server.url}/api/chat/rooms?sort=${sort}&limit=50`, { headers: { Authorization: `Bearer ${access_token}` } }).then((response) => response.text());
  const name = `inbox of ${rooms.toLocaleString('en-US')} rooms${rooms === MANY && EACH !== 10 ? ` with ${EACH.toLocaleString('en-US')} messages each` : ''}`;
  const figures = [
    { what: `${name}: first 50 by HTTP, longest owed first`, value: ms(await repeated(list('owed'))) },
    { what: `${name}: first 50 by HTTP, latest first`, value: ms(await repeated(list('recent'))) },
    { what: `${name}: catch-up, the first 200 with the sums`, value: ms(await repeated(() => page())) },
    { what: `${name}: catch-up, everything`, value: ms(await repeated(everything)) },
    { what: `${name}: catch-up with nothing new, sums included`, value: ms(await repeated(() => page(cursor))) },
  ];
  socket.close();
  return figures;
}

/** A long room: opening it, what came since, and a page from its middle. */
async function measureOpening({ expert, room }: Pair): Promise<Figure[]> {
  const open = () => expert.emitWithAck('room:open', { room });
  const missed = () => expert.emitWithAck('room:open', { room, since_rev: MESSAGES - 100 });
  const name = `room of ${MESSAGES.toLocaleString('en-US')} messages`;
  return [
    { what: `${name}: open (newest 50)`, value: ms(await repeated(open)) },
    { what: `${name}: catch up 100 missed`, value: ms(await repeated(missed)) },
  ];
}
