import type { Migration } from './migration';

/** What a message said before each of its edits; it goes when the message is deleted. */
export const versions: Migration = {
  name: '0007_versions',
  up: `
    CREATE TABLE message_versions (
      message bigint NOT NULL REFERENCES messages ON DELETE CASCADE,
      -- The change number that the text came with.
      rev bigint NOT NULL CHECK (rev > 0),
      text text NOT NULL CHECK (length(text) <= 10000),
      -- From when to when it stood there.
      written_at timestamptz(3) NOT NULL,
      replaced_at timestamptz(3) NOT NULL,
      PRIMARY KEY (message, rev)
    );
    -- Quotes follow the message that they quote.
    CREATE INDEX messages_replying ON messages (reply_to) WHERE reply_to IS NOT NULL;
  `,
  down: `DROP INDEX messages_replying; DROP TABLE message_versions;`,
};
