import type { Database, Within } from '../database/database';
import type { TransferRow, TransferViewRow } from '../models/floor';

const named = (alias: string) => `json_build_object('id', ${alias}.id, 'first_name', ${alias}.first_name, 'last_name', ${alias}.last_name, 'role', ${alias}.role)`;

const VIEW = `
  SELECT t.id, t.offer, t."order", t.comment, t.state, t.draft, t.created_at, t.lapses_at, o.title AS order_title, r.id AS room,
    CASE WHEN r.is_done OR r.snoozed_until > now() THEN NULL ELSE r.owed_since END AS owed_since,
    ${named('g')} AS giver, ${named('x')} AS receiver, ${named('c')} AS client
    FROM transfers t JOIN orders o ON o.id = t."order" LEFT JOIN rooms r ON r."order" = o.id
    JOIN users g ON g.id = t.giver JOIN users x ON x.id = t.receiver JOIN users c ON c.id = o.client`;

/** Offers these orders together; undefined when one of them is offered already. */
export async function insertTransfers(
  db: Database,
  within: Within,
  { orders, giver, receiver, comment, minutes }: { orders: readonly number[]; giver: number; receiver: number; comment: string; minutes: number },
): Promise<Pick<TransferRow, 'offer' | 'lapses_at'> | undefined> {
  const rows = await db.rows<Pick<TransferRow, 'offer' | 'lapses_at'>>(
    within,
    `WITH n AS MATERIALIZED (SELECT nextval('transfer_offers') AS offer)
     INSERT INTO transfers (offer, "order", giver, receiver, comment, lapses_at)
     SELECT n.offer, x, $2, $3, $4, now() + make_interval(mins => $5::int) FROM n, unnest($1::bigint[]) AS x ON CONFLICT DO NOTHING RETURNING offer, lapses_at`,
    [[...orders], giver, receiver, comment, minutes],
  );
  return rows.length === orders.length ? rows[0] : undefined;
}

/** The orders of an offer. */
export async function transfersOf(db: Database, within: Within, offer: number): Promise<TransferRow[]> {
  return db.rows<TransferRow>(within, `SELECT * FROM transfers WHERE offer = $1 ORDER BY "order"`, [offer]);
}

export async function offerView(db: Database, within: Within, offer: number): Promise<TransferViewRow[]> {
  return db.rows<TransferViewRow>(within, `${VIEW} WHERE t.offer = $1 ORDER BY t."order"`, [offer]);
}

/** What concerns a user: what is open, what ended without him and he has not put away, and what he accepted with a draft. */
export async function offersFor(db: Database, within: Within, user: number): Promise<TransferViewRow[]> {
  return db.rows<TransferViewRow>(
    within,
    `${VIEW} WHERE t.offer IN (
       SELECT offer FROM transfers WHERE giver = $1 AND NOT is_seen AND (state = 'offered' OR state IN ('declined', 'lapsed') AND settled_at > now() - interval '1 day')
       UNION SELECT offer FROM transfers WHERE receiver = $1 AND (state = 'offered' OR draft IS NOT NULL AND state = 'accepted' AND settled_at > now() - interval '7 days'))
     ORDER BY t.offer, t."order"`,
    [user],
  );
}

/** Ends what is open of an offer (`order`: of this order alone); answers which orders that were. The orders are locked. */
export async function settleTransfers(db: Database, within: Within, offer: number, state: Exclude<TransferRow['state'], 'offered'>, orders: readonly number[]): Promise<TransferRow[]> {
  return db.rows<TransferRow>(
    within,
    `UPDATE transfers SET state = $2, settled_at = now() WHERE offer = $1 AND "order" = ANY ($3::bigint[]) AND state = 'offered' RETURNING *`,
    [offer, state, [...orders]],
  );
}

/** The open offer of an order. */
export async function openTransferOf(db: Database, within: Within, order: number): Promise<TransferRow | undefined> {
  return (await db.rows<TransferRow>(within, `SELECT * FROM transfers WHERE "order" = $1 AND state = 'offered'`, [order]))[0];
}

/** Keeps with each order what its giver had written and not sent. */
export async function keepDrafts(db: Database, within: Within, offer: number, orders: readonly number[]): Promise<void> {
  await db.rows(
    within,
    `UPDATE transfers t SET draft = d.message FROM rooms r JOIN drafts d ON d.room = r.id
      WHERE t.offer = $1 AND t."order" = ANY ($2::bigint[]) AND r."order" = t."order" AND d."user" = t.giver AND d.message <> ''`,
    [offer, [...orders]],
  );
}

export async function dropDraft(db: Database, within: Within, offer: number, order: number, receiver: number): Promise<boolean> {
  return (await db.rows(within, `UPDATE transfers SET draft = NULL WHERE offer = $1 AND "order" = $2 AND receiver = $3 RETURNING 1`, [offer, order, receiver])).length > 0;
}

/** The giver has read how it ended; false when it is no offer of his, or still open. */
export async function markSeen(db: Database, within: Within, offer: number, giver: number): Promise<boolean> {
  return (await db.rows(within, `UPDATE transfers SET is_seen = true WHERE offer = $1 AND giver = $2 AND state <> 'offered' RETURNING 1`, [offer, giver])).length > 0;
}

/** Offers whose time is over. */
export async function lapsedOffers(db: Database, within: Within, limit: number): Promise<number[]> {
  const rows = await db.rows<{ offer: number }>(within, `SELECT DISTINCT offer FROM transfers WHERE state = 'offered' AND lapses_at <= now() LIMIT $1`, [limit]);
  return rows.map(({ offer }) => offer);
}
