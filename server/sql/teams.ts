import type { Role } from '../../protocol/entities';
import type { Database, Within } from '../database/database';
import type { TeamRow, TeamViewRow } from '../models/team';

const COLUMNS = `id, name, is_assigning, closed_at`;

const VIEW = `
  SELECT t.id, t.name, t.is_assigning, t.closed_at, (
    SELECT coalesce(json_agg(json_build_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name, 'role', u.role, 'is_lead', m.is_lead)
                             ORDER BY u.first_name, u.last_name, u.id), '[]')
      FROM team_members m JOIN users u ON u.id = m."user" AND u.disabled_at IS NULL WHERE m.team = t.id) AS members
    FROM teams t`;

/** All teams by name, what is closed behind it. */
export async function allTeams(db: Database, within: Within): Promise<TeamViewRow[]> {
  return db.rows<TeamViewRow>(within, `${VIEW} ORDER BY t.closed_at IS NOT NULL, lower(t.name), t.id`);
}

/** One team with its members, as it is shown. */
export async function teamView(db: Database, within: Within, id: number): Promise<TeamViewRow> {
  return (await db.rows<TeamViewRow>(within, `${VIEW} WHERE t.id = $1`, [id]))[0]!;
}

/** One of them, locked for the rest of the transaction. */
export async function lockTeam(db: Database, within: Within, id: number): Promise<TeamRow | undefined> {
  return (await db.rows<TeamRow>(within, `SELECT ${COLUMNS} FROM teams WHERE id = $1 FOR UPDATE`, [id]))[0];
}

/** A team that has a queue, kept from being closed until the transaction ends. */
export async function holdOpenTeam(db: Database, within: Within, id: number): Promise<TeamRow | undefined> {
  return (await db.rows<TeamRow>(within, `SELECT ${COLUMNS} FROM teams WHERE id = $1 AND closed_at IS NULL FOR SHARE`, [id]))[0];
}

export type NamedTeam = Pick<TeamRow, 'id' | 'name'>;

/** What a team is called, a closed one too; null: there is none. */
export async function namedTeam(db: Database, within: Within, id: number | null): Promise<NamedTeam | null> {
  return id === null ? null : ((await db.rows<NamedTeam>(within, `SELECT id, name FROM teams WHERE id = $1`, [id]))[0] ?? null);
}

/** Whether all of these are teams, closed ones too. */
export async function areTeams(db: Database, within: Within, ids: readonly number[]): Promise<boolean> {
  return (await db.rows<{ count: number }>(within, `SELECT count(*) AS count FROM teams WHERE id = ANY ($1::bigint[])`, [[...ids]]))[0]!.count === ids.length;
}

/** How many teams there are. */
export async function countTeams(db: Database, within: Within): Promise<number> {
  return (await db.rows<{ count: number }>(within, `SELECT count(*) AS count FROM teams`))[0]!.count;
}

/** Stores a new one; undefined when another that is open has its name. */
export async function insertTeam(db: Database, within: Within, { name, is_assigning }: Pick<TeamRow, 'name' | 'is_assigning'>): Promise<TeamRow | undefined> {
  const rows = await db.rows<TeamRow>(within, `INSERT INTO teams (name, is_assigning) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`, [name, is_assigning]);
  return rows[0];
}

/** Whether another open team has this name. */
export async function isTeamNameTaken(db: Database, within: Within, name: string, but: number): Promise<boolean> {
  return (await db.rows(within, `SELECT 1 FROM teams WHERE id <> $2 AND closed_at IS NULL AND lower(name) = lower($1)`, [name, but])).length > 0;
}

/** Keeps others from making and changing teams until the transaction ends: of two that take one name the second finds the first. */
export async function lockTeams(db: Database, within: Within): Promise<void> {
  await db.rows(within, `LOCK TABLE teams IN SHARE ROW EXCLUSIVE MODE`);
}

/** Stores what a team is called, whether orders are given out in it, and whether it is closed. */
export async function saveTeam(db: Database, within: Within, { id, name, is_assigning, closed_at }: TeamRow): Promise<void> {
  await db.rows(within, `UPDATE teams SET name = $2, is_assigning = $3, closed_at = $4 WHERE id = $1`, [id, name, is_assigning, closed_at]);
}

/** A team's orders are nobody's in particular from now on: what waits comes to everybody's queue, and the others have another service level. */
export async function releaseOrdersOf(db: Database, within: Within, team: number): Promise<void> {
  await db.rows(within, `UPDATE rooms SET experts_xid = pg_current_xact_id() WHERE "order" IN (SELECT id FROM orders WHERE team = $1)`, [team]);
  await db.rows(within, `UPDATE orders SET team = NULL WHERE team = $1`, [team]);
}

/** Puts exactly these into the team. */
export async function replaceMembers(db: Database, within: Within, team: number, members: readonly number[], leads: readonly number[]): Promise<void> {
  await db.rows(within, `DELETE FROM team_members WHERE team = $1`, [team]);
  await db.rows(
    within,
    `INSERT INTO team_members (team, "user", is_lead) SELECT $1, x.id, x.id = ANY ($3::bigint[]) FROM unnest($2::bigint[]) AS x(id)`,
    [team, [...members], [...leads]],
  );
}

/** Takes a user of another role out of what that role cannot be: of teams as a client, of their lead as an expert. */
export async function fitTeamsToRole(db: Database, within: Within, user: number, role: Role): Promise<void> {
  if (role === 'client') await db.rows(within, `DELETE FROM team_members WHERE "user" = $1`, [user]);
  if (role === 'expert') await db.rows(within, `UPDATE team_members SET is_lead = false WHERE "user" = $1`, [user]);
}

/** The roles of those of these users who are on the experts' side with an open account. */
export async function staffRoles(db: Database, within: Within, users: readonly number[]): Promise<{ id: number; role: Role }[]> {
  return db.rows(within, `SELECT id, role FROM users WHERE id = ANY ($1::bigint[]) AND role <> 'client' AND disabled_at IS NULL`, [[...users]]);
}
