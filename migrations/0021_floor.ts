import type { Migration } from './migration';

/** How much an expert can have, and whether he is away. */
export const floor: Migration = {
  name: '0021_floor',
  up: `
    -- Whoever gives an expert an order locks his row first: of two, the second counts what the first gave.
    CREATE TABLE expert_states (
      "user" bigint PRIMARY KEY REFERENCES users,
      -- Open orders that he may have; null: as the installation says.
      capacity integer CHECK (capacity >= 0),
      away_since timestamptz(3),
      -- When he will be back by himself; null: when he says so.
      away_until timestamptz(3),
      last_given_at timestamptz(3),
      CHECK (away_since IS NOT NULL OR away_until IS NULL)
    );
  `,
  down: `DROP TABLE expert_states;`,
};
