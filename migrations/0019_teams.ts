import type { Migration } from './migration';

/** Experts work in teams, each with its leads; an order may belong to one. */
export const teams: Migration = {
  name: '0019_teams',
  up: `
    ALTER TABLE users DROP CONSTRAINT users_role_check;
    ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN ('client', 'expert', 'lead', 'admin'));

    CREATE TABLE teams (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL CHECK (name <> ''),
      -- Whether its orders are given out by the server; null: as the installation does.
      is_assigning boolean,
      created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
      closed_at timestamptz(3)
    );
    CREATE UNIQUE INDEX teams_name ON teams (lower(name)) WHERE closed_at IS NULL;

    CREATE TABLE team_members (
      team bigint NOT NULL REFERENCES teams,
      "user" bigint NOT NULL REFERENCES users,
      is_lead boolean NOT NULL DEFAULT false,
      PRIMARY KEY (team, "user")
    );
    CREATE INDEX team_members_of_user ON team_members ("user");

    -- The team in whose queue the order waits; null: everybody's.
    ALTER TABLE orders ADD COLUMN team bigint REFERENCES teams;
  `,
  down: `
    ALTER TABLE orders DROP COLUMN team;
    DROP TABLE team_members, teams;
    UPDATE users SET role = 'expert' WHERE role = 'lead';
    ALTER TABLE users DROP CONSTRAINT users_role_check;
    ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN ('client', 'expert', 'admin'));
  `,
};
