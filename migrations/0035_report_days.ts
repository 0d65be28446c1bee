import type { Migration } from './migration';

/** What reports over months read: the waits of a day and an expert in one row, packed, and how many clients began and ended to wait in each quarter of an hour. */
export const reportDays: Migration = {
  name: '0035_report_days',
  up: `
    SET LOCAL statement_timeout = 0;

    -- One wait in 12 bytes: the quarter of its UTC day in which it ended; what it was (1 the first answer, 2 in time, 4 not in time, 8 has
    -- working time); its milliseconds (6 bytes, signed); its working seconds. \`server/domain/turn_sums.ts\` reads them.
    CREATE FUNCTION pack_report_turn(asked_at timestamptz, closed_at timestamptz, is_first boolean, working_seconds bigint, is_met boolean) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
      SELECT set_byte(set_byte('\\x0000'::bytea, 0, (floor(extract(epoch FROM closed_at) / 900)::bigint % 96)::int), 1,
               (CASE WHEN is_first THEN 1 ELSE 0 END) + (CASE WHEN is_met THEN 2 WHEN NOT is_met THEN 4 ELSE 0 END) + (CASE WHEN working_seconds IS NOT NULL THEN 8 ELSE 0 END))
          || substring(int8send(round(extract(epoch FROM closed_at - asked_at) * 1000)::bigint) FROM 3 FOR 6)
          || int4send(least(coalesce(working_seconds, 0), 2147483647)::int)
    $$;

    -- Of each UTC day and expert the waits that he ended, one behind the other, and the rooms in which they were, 8 bytes each.
    CREATE TABLE report_days (
      day date NOT NULL,
      expert bigint NOT NULL,
      turns bytea NOT NULL,
      rooms bytea NOT NULL,
      PRIMARY KEY (day, expert)
    ) WITH (fillfactor = 70, toast_tuple_target = 8160);
    ALTER TABLE report_days ALTER COLUMN turns SET STORAGE EXTERNAL, ALTER COLUMN rooms SET STORAGE EXTERNAL;

    -- Of all waits that have ended: how many began, and how many ended.
    CREATE TABLE report_waits (
      quarter timestamptz(0) PRIMARY KEY,
      asked bigint NOT NULL,
      closed bigint NOT NULL
    ) WITH (fillfactor = 70);

    -- By a trigger, so that a server of the version before, which still counts beside a new one, leaves nothing out.
    CREATE FUNCTION pack_report_turns() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO report_days AS known (day, expert, turns, rooms)
          SELECT (closed_at AT TIME ZONE 'UTC')::date, expert, string_agg(pack_report_turn(asked_at, closed_at, is_first, working_seconds, is_met), ''), string_agg(int8send(room), '')
            FROM new_rows WHERE expert IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
          ON CONFLICT (day, expert) DO UPDATE SET turns = known.turns || EXCLUDED.turns, rooms = known.rooms || EXCLUDED.rooms;
        INSERT INTO report_waits AS known (quarter, asked, closed)
          SELECT to_timestamp(floor(extract(epoch FROM moment) / 900) * 900), sum(asked), sum(closed)
            FROM (SELECT asked_at AS moment, 1 AS asked, 0 AS closed FROM new_rows UNION ALL SELECT closed_at, 0, 1 FROM new_rows) x GROUP BY 1 ORDER BY 1
          ON CONFLICT (quarter) DO UPDATE SET asked = known.asked + EXCLUDED.asked, closed = known.closed + EXCLUDED.closed;
        RETURN NULL;
      END $$;
    CREATE TRIGGER report_turns_packed AFTER INSERT ON report_turns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION pack_report_turns();

    -- What is there already.
    INSERT INTO report_days (day, expert, turns, rooms)
      SELECT (closed_at AT TIME ZONE 'UTC')::date, expert, string_agg(pack_report_turn(asked_at, closed_at, is_first, working_seconds, is_met), ''), string_agg(int8send(room), '')
        FROM report_turns WHERE expert IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2;
    INSERT INTO report_waits (quarter, asked, closed)
      SELECT to_timestamp(floor(extract(epoch FROM moment) / 900) * 900), sum(asked), sum(closed)
        FROM (SELECT asked_at AS moment, 1 AS asked, 0 AS closed FROM report_turns UNION ALL SELECT closed_at, 0, 1 FROM report_turns) x GROUP BY 1 ORDER BY 1;

    -- Up to which message everything is counted; up to which one was seen last, and below which transaction all must have ended until none can come in between.
    ALTER TABLE report_cursor ADD COLUMN message bigint NOT NULL DEFAULT 0, ADD COLUMN seen_message bigint NOT NULL DEFAULT 0, ADD COLUMN seen_xmax xid8 NOT NULL DEFAULT '0';
  `,
  down: `
    ALTER TABLE report_cursor DROP COLUMN message, DROP COLUMN seen_message, DROP COLUMN seen_xmax;
    DROP TRIGGER report_turns_packed ON report_turns;
    DROP FUNCTION pack_report_turns();
    DROP TABLE report_waits, report_days;
    DROP FUNCTION pack_report_turn(timestamptz, timestamptz, boolean, bigint, boolean);
  `,
};
