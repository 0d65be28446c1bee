import type { Migration } from './migration';

/** Labels that experts put on rooms, and the views of the list that each of them keeps. */
export const labels: Migration = {
  name: '0015_labels',
  up: `
    CREATE TABLE labels (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL CHECK (name <> ''),
      color text NOT NULL,
      made_by bigint NOT NULL REFERENCES users,
      -- Not offered any more; rooms that have it keep it.
      retired_at timestamptz(3),
      created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
    );
    CREATE UNIQUE INDEX labels_name ON labels (lower(name)) WHERE retired_at IS NULL;

    CREATE TABLE room_labels (
      room bigint NOT NULL REFERENCES rooms,
      label bigint NOT NULL REFERENCES labels,
      put_by bigint NOT NULL REFERENCES users,
      put_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (room, label)
    );

    CREATE TABLE views (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      "user" bigint NOT NULL REFERENCES users,
      name text NOT NULL CHECK (name <> ''),
      rule jsonb NOT NULL,
      -- Where it stands among the views of its user.
      place integer NOT NULL
    );
    CREATE INDEX views_user ON views ("user", place, id);
  `,
  down: `DROP TABLE views, room_labels, labels;`,
};
