import { BaseError, ConnectionError, DatabaseError, TimeoutError } from 'sequelize';

/** PostgreSQL's classes and codes that say "not now": connection lost, shutting down, out of resources, cancelled, deadlock. */
const PASSING_SQLSTATE = /^(08|53|57|58|40)/;

/** Whether an error of the database says "not now" and not "never". */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return true;
  if (!(error instanceof BaseError || error instanceof Error)) return false;
  const cause = error instanceof DatabaseError ? error.original : error;
  const code = (cause as { code?: unknown }).code;
  if (typeof code === 'string' && (PASSING_SQLSTATE.test(code) || /^E(CONN|PIPE|TIMEDOUT|NOSPC|DQUOT|MFILE|NFILE)/.test(code))) return true;
  // The driver reports a connection that broke under a statement without any code.
  return /connection (terminated|ended|error)|terminating connection|not queryable/i.test(cause.message);
}
