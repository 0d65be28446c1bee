import type { Account } from '../../protocol/entities';
import type { SignedIn } from '../../protocol/answers';
import type { AuditRow } from '../../server/models/account';
import { PASSWORD, someone } from '../support/people';
import type { TestServer } from '../support/server';

/** The doors of accounts as a test uses them: raw answers, no help. */
export function createDesk(server: TestServer) {
  const { anyone, marketplace } = server.people;
  const { db } = server.app.parts;
  return {
    /** Makes an account with the tests' password, signed in nowhere. */
    async register(role: Account['role'] = 'expert'): Promise<Account> {
      const person = someone('Анна');
      return (await marketplace<{ user: Account }>('POST', '/api/users', { ...person, role, password: PASSWORD })).body.user;
    },
    login: (email: string, { password = PASSWORD, device = 'desktop', headers = {} }: { password?: string; device?: string; headers?: Record<string, string> } = {}) =>
      anyone<SignedIn>('POST', '/api/auth/login', { email, password, device }, headers),
    refresh: (refresh_token: string) => anyone<SignedIn>('POST', '/api/auth/refresh', { refresh_token }),
    join: (token: string, headers: Record<string, string> = {}) => anyone<SignedIn>('POST', '/api/auth/join', { token }, headers),
    me: (access_token: string) => anyone<Account & { code?: string }>('GET', '/api/users/me', undefined, { Authorization: `Bearer ${access_token}` }),
    /** What the trail says of somebody, oldest first. */
    async trail(actor: number): Promise<string[]> {
      const rows = await db.rows<AuditRow>(null, 'SELECT * FROM audit_log WHERE actor = $1 ORDER BY id', [actor]);
      return rows.map((row) => row.kind);
    },
    /** Moves the used tokens of a user into the past, as if this much time had gone by. */
    async age(user: number, seconds: number): Promise<void> {
      await db.rows(
        null,
        `UPDATE refresh_tokens SET used_at = used_at - $2 * interval '1 second' WHERE session IN (SELECT id FROM sessions WHERE "user" = $1)`,
        [user, seconds],
      );
    },
  };
}

export type Desk = ReturnType<typeof createDesk>;

/** The cookie pairs that an answer sets, as a browser would send them back; an emptied one is left out. */
export function cookiesOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}
