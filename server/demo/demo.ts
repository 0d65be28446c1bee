import type { App } from '../app';
import { demoOrders, type DemoOrder } from './conversations';
import { insertTeam, replaceMembers } from '../sql/teams';
import { backdate } from './backdate';
import { createMarketplace, type Marketplace } from './marketplace';

export const DEMO_PASSWORD = 'orderline-demo';

export const demoStaff = [
  { key: 'anna', email: 'anna@orderline.test', first_name: 'Анна', last_name: 'Соколова', role: 'expert' },
  { key: 'boris', email: 'boris@orderline.test', first_name: 'Boris', last_name: 'Levin', role: 'expert' },
  { key: 'lead', email: 'nina@orderline.test', first_name: 'Нина', last_name: 'Ветрова', role: 'lead' },
  { key: 'admin', email: 'admin@orderline.test', first_name: 'Vera', last_name: 'Stone', role: 'admin' },
] as const;

/** Whom the lead leads, and so looks over the shoulder of. */
const TEAM = 'Дневная смена';

/** The order whose invite link a newcomer is given: unread, owed, and in the console's first expert's inbox. */
const SHOWN_ORDER = 4106;

/** Makes the demo marketplace in an empty database, or ends the making of an interrupted one; leaves any other as it is. True when it made some. */
export async function makeDemo(app: App, apiKey: string): Promise<boolean> {
  const missing = await missingOrders(app);
  if (missing.length === 0) return false;
  const marketplace = createMarketplace(app.url, apiKey);
  for (const { email, first_name, last_name, role } of demoStaff) {
    await marketplace.putUser({ email, first_name, last_name, role, password: DEMO_PASSWORD });
  }
  await makeTeam(app);
  const experts = new Map<string, string>();
  for (const { key, email, role } of demoStaff) {
    if (role === 'expert') experts.set(key, (await marketplace.login(email, DEMO_PASSWORD)).access_token);
  }
  for (const order of missing) await makeOrder(app, marketplace, order, experts);
  for (const token of experts.values()) await marketplace.logout(token);
  return true;
}

/** The two experts and their lead; a team that is there already stays. */
async function makeTeam(app: App): Promise<void> {
  const { db } = app.parts;
  const rows = (await db.users.findAll({ where: { email: demoStaff.map(({ email }) => email) }, raw: true })) as unknown as { id: number; email: string }[];
  const idsOf = (role: string) => rows.filter(({ email }) => demoStaff.some((one) => one.email === email && one.role === role)).map(({ id }) => id);
  await db.transaction(async (within) => {
    const team = await insertTeam(db, within, { name: TEAM, is_assigning: null });
    if (team !== undefined) await replaceMembers(db, within, team.id, [...idsOf('expert'), ...idsOf('lead')], idsOf('lead'));
  });
}

/** The demo's orders that are still to be made: none in a database that is somebody's own. */
async function missingOrders(app: App): Promise<readonly DemoOrder[]> {
  const { users, orders } = app.parts.db;
  const isOurs = (await users.count()) === 0 || (await users.count({ where: { email: demoStaff[0].email } })) > 0;
  if (!isOurs) return [];
  const made = new Set((await orders.findAll({ attributes: ['id'] })).map((order) => order.get('id')));
  return demoOrders.filter(({ id }) => !made.has(id));
}

async function makeOrder(app: App, marketplace: Marketplace, order: DemoOrder, experts: ReadonlyMap<string, string>): Promise<void> {
  const { title, status, client } = order;
  const staff = demoStaff.find(({ key }) => key === order.expert);
  const expert = staff === undefined ? null : { email: staff.email, first_name: staff.first_name, last_name: staff.last_name };
  const { room } = await marketplace.putOrder(order.id, { title, status, client, expert });
  const expertToken = experts.get(order.expert ?? '');
  const clientToken = (await marketplace.join(await inviteToken(marketplace, order.id))).access_token;
  for (const line of order.lines) {
    const token = line.from === 'client' ? clientToken : expertToken;
    if (token !== undefined) await marketplace.post(token, room.id, line.text);
  }
  if (order.readBy !== undefined && expertToken !== undefined) await marketplace.read(expertToken, room.id, order.readBy);
  await marketplace.logout(clientToken);
  await backdate(app.parts.db, room.id, order);
}

async function inviteToken(marketplace: Marketplace, order: number): Promise<string> {
  const { url } = await marketplace.invite(order);
  return new URL(url).hash.slice(1);
}

/** A fresh invite link of a demo client; undefined when this database holds no demo. */
export async function demoInvite(app: App, apiKey: string): Promise<string | undefined> {
  if ((await app.parts.db.orders.count({ where: { id: SHOWN_ORDER } })) === 0) return undefined;
  return (await createMarketplace(app.url, apiKey).invite(SHOWN_ORDER)).url;
}
