import pg from 'pg';
import { signToken } from '../../support/tokens';

/** Somebody with a full session; the token is good for hours, so that no scenario but that of tokens meets its end. */
export type Actor = { user: number; session: number; token: string; rooms: readonly number[] };
export type CastRoom = { id: number; expert: Actor; client: Actor };
export type Cast = { rooms: readonly CastRoom[]; experts: readonly Actor[]; clients: readonly Actor[]; all: readonly Actor[] };

const HOUR_S = 3_600;

/** An access token of this session, signed as the server signs them. */
export function tokenOf(user: number, session: number, lifeS = 6 * HOUR_S): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return signToken({ iss: 'orderline', aud: 'orderline', sub: String(user), sid: session, iat: now, exp: now + lifeS });
}

/** Rooms with a client each, shared by these experts; straight into the tables, since thousands would take minutes by the doors. */
export async function makeCast(databaseUrl: string, { rooms, experts }: { rooms: number; experts: number }): Promise<Cast> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await database.query('BEGIN');
    const users = await database.query<{ id: string; role: string }>(
      `INSERT INTO users (email, first_name, last_name, role)
         SELECT side.role || n || '@faults.test', 'Name', side.role || ' ' || n, side.role
           FROM (VALUES ('expert', $1::int), ('client', $2::int)) side (role, size), LATERAL generate_series(1, side.size) n RETURNING id, role`,
      [experts, rooms],
    );
    const [expertIds, clientIds] = ['expert', 'client'].map((role) => users.rows.filter((row) => row.role === role).map(({ id }) => Number(id)));
    const pairs = clientIds!.map((client, index) => ({ client, expert: expertIds![index % experts]! }));
    const made = await database.query<{ id: string; client: string; expert: string }>(
      `WITH made_orders AS (
         INSERT INTO orders (id, title, status, client, expert) SELECT n, 'Order ' || n, 'in_progress', client, expert
           FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY pair (client, expert, n) RETURNING id, client, expert
       ), made_rooms AS (INSERT INTO rooms ("order") SELECT id FROM made_orders RETURNING id, "order")
       SELECT r.id, o.client, o.expert FROM made_rooms r JOIN made_orders o ON o.id = r."order" ORDER BY r.id`,
      [pairs.map(({ client }) => client), pairs.map(({ expert }) => expert)],
    );
    const held = made.rows.map(({ id, client, expert }) => ({ id: Number(id), client: Number(client), expert: Number(expert) }));
    for (const role of ['client', 'expert'] as const) {
      await database.query(`INSERT INTO participants (room, "user", role) SELECT *, $3::text FROM unnest($1::bigint[], $2::bigint[])`, [held.map(({ id }) => id), held.map((room) => room[role]), role]);
    }
    const sessions = await database.query<{ id: string; user: string }>(`INSERT INTO sessions ("user", device, expires_at) SELECT id, 'desktop', now() + interval '1 day' FROM users RETURNING id, "user"`);
    await database.query('COMMIT');
    const actors = new Map<number, Actor>();
    for (const row of sessions.rows) {
      const [user, session] = [Number(row.user), Number(row.id)];
      actors.set(user, { user, session, token: await tokenOf(user, session), rooms: held.filter(({ client, expert }) => client === user || expert === user).map(({ id }) => id) });
    }
    const [ofExperts, ofClients] = [expertIds!, clientIds!].map((ids) => ids.map((id) => actors.get(id)!));
    return {
      rooms: held.map(({ id, expert, client }) => ({ id, expert: actors.get(expert)!, client: actors.get(client)! })),
      experts: ofExperts!,
      clients: ofClients!,
      all: [...ofExperts!, ...ofClients!],
    };
  } finally {
    await database.end();
  }
}
