import type { Migration } from './migration';

/** What is unread follows from numbers, less the few messages that do not count: deleted ones, and one's own beyond one's cursor. They are found by themselves. */
export const unreadNumbers: Migration = {
  name: '0039_unread_numbers',
  up: `
    SET LOCAL statement_timeout = 0;

    -- Its sender had left something of the room unread when he wrote it.
    ALTER TABLE messages ADD COLUMN is_ahead boolean NOT NULL DEFAULT false;
    -- Whoever does not know of this says nothing false: an older version of the server may go on writing.
    ALTER TABLE messages ALTER COLUMN is_ahead SET DEFAULT true;
    UPDATE messages m SET is_ahead = true FROM participants p JOIN rooms r ON r.id = p.room
      WHERE p.read_seq < r.last_seq AND m.room = p.room AND m.seq > p.read_seq AND m.sender = p."user";
    CREATE INDEX messages_uncounted ON messages (room, seq) WHERE deleted_at IS NOT NULL OR is_ahead;
  `,
  down: `DROP INDEX messages_uncounted; ALTER TABLE messages DROP COLUMN is_ahead;`,
};
