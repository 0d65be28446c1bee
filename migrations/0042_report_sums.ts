import type { Migration } from './migration';

/** Each marking that stands and is not kept yet. */
const written = `
    WITH done AS (
      SELECT e.id, e.room, e.after_seq, e.actor, e.created_at, coalesce(max(e.after_seq) OVER (PARTITION BY e.room ORDER BY e.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before_seq
        FROM room_events e WHERE e.kind = 'room_done'
         AND NOT EXISTS (SELECT 1 FROM room_events u WHERE u.room = e.room AND u.kind = 'triage_undone' AND (u.data->>'event')::bigint = e.id))
    INSERT INTO report_resolutions (event, room, after_seq, expert, resolved_at, begun_at)
      SELECT d.id, d.room, d.after_seq, d.actor, d.created_at, (
        SELECT m.created_at FROM messages m WHERE m.room = d.room AND m.side = 'client' AND m.seq > d.before_seq AND m.seq <= d.after_seq ORDER BY m.seq LIMIT 1)
        FROM done d WHERE NOT EXISTS (SELECT 1 FROM report_resolutions k WHERE k.event = d.id);`;

/** What reports over a year read besides `report_days`: each resolution with its beginning, and the messages of a day and a sender in one row, packed. */
export const reportSums: Migration = {
  name: '0042_report_sums',
  up: `
    SET LOCAL statement_timeout = 0;

    -- Of each UTC day and sender (0: all clients) how much was written in each of its 96 quarters of an hour, 4 bytes each. \`server/domain/report_messages.ts\` reads them.
    CREATE TABLE report_message_days (
      day date NOT NULL,
      sender bigint NOT NULL,
      counts bytea NOT NULL,
      PRIMARY KEY (day, sender)
    ) WITH (fillfactor = 60);
    ALTER TABLE report_message_days ALTER COLUMN counts SET STORAGE PLAIN;

    -- Each look-up by its key: a plan for many rows would read the whole table.
    CREATE FUNCTION pack_report_messages(day date, sender bigint) RETURNS bytea LANGUAGE sql STABLE AS $$
      SELECT string_agg(int4send(coalesce((SELECT messages FROM report_messages m WHERE m.quarter = ($1::timestamp AT TIME ZONE 'UTC') + n * interval '15 minutes' AND m.sender = $2), 0)::int), '' ORDER BY n)
        FROM generate_series(0, 95) n
    $$;

    -- By triggers, so that a server of the version before, which still counts beside a new one, leaves nothing out.
    CREATE FUNCTION pack_message_days() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO report_message_days (day, sender, counts)
          SELECT x.day, x.sender, pack_report_messages(x.day, x.sender) FROM (SELECT DISTINCT (quarter AT TIME ZONE 'UTC')::date AS day, sender FROM new_rows) x ORDER BY 1, 2
          ON CONFLICT (day, sender) DO UPDATE SET counts = EXCLUDED.counts;
        RETURN NULL;
      END $$;
    CREATE TRIGGER report_messages_added AFTER INSERT ON report_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pack_message_days();
    CREATE TRIGGER report_messages_changed AFTER UPDATE ON report_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pack_message_days();

    -- What is there already.
    INSERT INTO report_message_days (day, sender, counts)
      SELECT x.day, x.sender, pack_report_messages(x.day, x.sender) FROM (SELECT DISTINCT (quarter AT TIME ZONE 'UTC')::date AS day, sender FROM report_messages) x ORDER BY 1, 2;

    -- Each time that an expert marked a room done, unless it was undone; since when the client had asked, null: he had not.
    CREATE TABLE report_resolutions (
      event bigint PRIMARY KEY,
      room bigint NOT NULL,
      after_seq bigint NOT NULL,
      expert bigint,
      resolved_at timestamptz(3) NOT NULL,
      begun_at timestamptz(3)
    );
    CREATE INDEX report_resolutions_by_end ON report_resolutions (resolved_at) INCLUDE (expert, room, begun_at);
    CREATE INDEX report_resolutions_of_room ON report_resolutions (room, after_seq);

    -- What is there already. Before the trigger, because nobody can write events from its making to the end of this.${written}

    -- Only the newest decision of a room can be undone, so what was kept of the ones before stays right.
    CREATE FUNCTION keep_resolution() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.kind = 'triage_undone' THEN
          DELETE FROM report_resolutions WHERE event = (NEW.data->>'event')::bigint AND room = NEW.room;
        ELSE
          INSERT INTO report_resolutions (event, room, after_seq, expert, resolved_at, begun_at) VALUES (NEW.id, NEW.room, NEW.after_seq, NEW.actor, NEW.created_at, (
            SELECT m.created_at FROM messages m WHERE m.room = NEW.room AND m.side = 'client' AND m.seq <= NEW.after_seq
               AND m.seq > coalesce((SELECT max(d.after_seq) FROM report_resolutions d WHERE d.room = NEW.room), 0) ORDER BY m.seq LIMIT 1));
        END IF;
        RETURN NULL;
      END $$;
    CREATE TRIGGER room_events_resolved AFTER INSERT ON room_events FOR EACH ROW WHEN (NEW.kind IN ('room_done', 'triage_undone')) EXECUTE FUNCTION keep_resolution();

    -- What came meanwhile.
    DELETE FROM report_resolutions k USING room_events u WHERE u.room = k.room AND u.kind = 'triage_undone' AND (u.data->>'event')::bigint = k.event;${written}
  `,
  down: `
    DROP TRIGGER report_messages_changed ON report_messages;
    DROP TRIGGER report_messages_added ON report_messages;
    DROP FUNCTION pack_message_days();
    DROP FUNCTION pack_report_messages(date, bigint);
    DROP TABLE report_message_days;
    DROP TRIGGER room_events_resolved ON room_events;
    DROP FUNCTION keep_resolution();
    DROP TABLE report_resolutions;
  `,
};
