import type { Migration } from './migration';

/** Letters to clients who are away, sessions inside the marketplace's own pages, and which link a session came by. */
export const letters: Migration = {
  name: '0010_letters',
  up: `
    -- In which language letters are written to him; null: nobody knows.
    ALTER TABLE users ADD COLUMN language text CHECK (language IN ('ru', 'en'));

    -- How far somebody has been told by letter, and who is at it: nobody else tries before not_before.
    CREATE TABLE mail_notices (
      "user" bigint NOT NULL REFERENCES users,
      room bigint NOT NULL REFERENCES rooms,
      mailed_seq bigint NOT NULL DEFAULT 0 CHECK (mailed_seq >= 0),
      mailed_at timestamptz(3),
      not_before timestamptz(3) NOT NULL,
      -- How often it failed since the last letter that went.
      failures int NOT NULL DEFAULT 0 CHECK (failures >= 0),
      PRIMARY KEY ("user", room)
    );

    -- Not null: the session ends with this invite.
    ALTER TABLE sessions ADD COLUMN invite bigint REFERENCES invites;
    CREATE INDEX sessions_of_invite ON sessions (invite) WHERE invite IS NOT NULL AND revoked_at IS NULL;

    -- A session inside a page of the marketplace's: it has no refresh token and lives by what that page vouches for.
    ALTER TABLE sessions ADD COLUMN is_embedded boolean NOT NULL DEFAULT false CHECK (NOT is_embedded OR "order" IS NOT NULL);
    -- Each statement of the marketplace's counts once; kept until it would be too old anyway.
    CREATE TABLE embed_identities (
      jti text PRIMARY KEY CHECK (length(jti) BETWEEN 1 AND 200),
      expires_at timestamptz(3) NOT NULL
    );
    CREATE INDEX embed_identities_by_end ON embed_identities (expires_at);
  `,
  down: `
    DROP TABLE embed_identities; ALTER TABLE sessions DROP COLUMN is_embedded; ALTER TABLE sessions DROP COLUMN invite;
    DROP TABLE mail_notices; ALTER TABLE users DROP COLUMN language;
  `,
};
