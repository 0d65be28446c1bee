import type { Migration } from './migration';

/** What experts have decided about a room: no answer needed, not before a time, done. */
export const triage: Migration = {
  name: '0011_triage',
  up: `
    ALTER TABLE rooms
      -- Client messages up to this number need no answer, whether they were answered or not.
      ADD waived_seq bigint NOT NULL DEFAULT 0 CHECK (waived_seq BETWEEN 0 AND last_seq),
      -- Until then the room owes nothing; a moment that has passed means: not snoozed.
      ADD snoozed_until timestamptz(3),
      ADD is_done boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT rooms_snoozed_or_done CHECK (NOT is_done OR snoozed_until IS NULL);
    CREATE INDEX rooms_snoozed ON rooms (snoozed_until) WHERE snoozed_until IS NOT NULL;

    -- For the experts' side alone: these never reach a client.
    ALTER TABLE room_events ADD is_internal boolean NOT NULL DEFAULT false;
  `,
  down: `
    DELETE FROM room_events WHERE is_internal;
    ALTER TABLE room_events DROP COLUMN is_internal;
    UPDATE rooms r SET owed_since = (SELECT min(m.created_at) FROM messages m
      WHERE m.room = r.id AND m.seq > r.answered_seq AND m.side = 'client' AND m.deleted_at IS NULL) WHERE r.waived_seq > r.answered_seq;
    ALTER TABLE rooms DROP COLUMN waived_seq, DROP COLUMN snoozed_until, DROP COLUMN is_done;
  `,
};
