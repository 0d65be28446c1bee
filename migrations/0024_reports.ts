import type { Migration } from './migration';

/** What reports read: who waited for whom and how long, and how much was written, made out of messages by a job. */
export const reports: Migration = {
  name: '0024_reports',
  up: `
    -- A client's wait: from his first message that nobody had answered to an expert's next one, or until somebody said that it needs no answer.
    CREATE TABLE report_turns (
      room bigint NOT NULL REFERENCES rooms ON DELETE CASCADE,
      asked_seq bigint NOT NULL,
      asked_at timestamptz(3) NOT NULL,
      closed_at timestamptz(3) NOT NULL,
      -- Who answered; null: nobody had to.
      expert bigint,
      is_first boolean NOT NULL,
      -- In the working time of the policy that counted when this was written; null: there was none.
      working_seconds bigint,
      -- Whether its target was met; null: there was none.
      is_met boolean,
      PRIMARY KEY (room, asked_seq)
    );
    CREATE INDEX report_turns_by_end ON report_turns (closed_at) INCLUDE (asked_at, expert, is_first, working_seconds, is_met, room);

    -- How far each room is counted, and what waits in it as of there.
    CREATE TABLE report_rooms (
      room bigint PRIMARY KEY REFERENCES rooms ON DELETE CASCADE,
      counted_seq bigint NOT NULL,
      asked_seq bigint,
      asked_at timestamptz(3),
      is_answered boolean NOT NULL
    ) WITH (fillfactor = 70);
    CREATE INDEX report_rooms_waiting ON report_rooms (asked_at) WHERE asked_at IS NOT NULL;

    -- Messages of each quarter of an hour (no zone's clock stands between two of them); sender 0: all clients together.
    CREATE TABLE report_messages (
      quarter timestamptz(0) NOT NULL,
      sender bigint NOT NULL,
      messages bigint NOT NULL,
      PRIMARY KEY (quarter, sender)
    ) WITH (fillfactor = 70);

    -- Rooms that were changed by this transaction or later are to be looked at.
    CREATE TABLE report_cursor (is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), xid xid8 NOT NULL);
    INSERT INTO report_cursor (xid) VALUES ('0');

    CREATE INDEX orders_by_creation ON orders (created_at);
    CREATE INDEX room_events_done ON room_events (created_at) WHERE kind = 'room_done';
    CREATE INDEX promises_by_due ON promises (due_at);
  `,
  down: `
    DROP INDEX promises_by_due, room_events_done, orders_by_creation;
    DROP TABLE report_cursor, report_messages, report_rooms, report_turns;
  `,
};
