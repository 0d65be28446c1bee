import type { Migration } from './migration';

/** Orders that an expert offers to a colleague. */
export const transfers: Migration = {
  name: '0020_transfers',
  up: `
    -- Orders that are offered together have one offer: they are accepted, declined, cancelled together, and lapse together.
    CREATE SEQUENCE transfer_offers;
    CREATE TABLE transfers (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      offer bigint NOT NULL,
      "order" bigint NOT NULL REFERENCES orders,
      giver bigint NOT NULL REFERENCES users,
      receiver bigint NOT NULL REFERENCES users,
      comment text NOT NULL CHECK (length(comment) <= 1000),
      state text NOT NULL DEFAULT 'offered' CHECK (state IN ('offered', 'accepted', 'declined', 'lapsed', 'cancelled')),
      -- What the giver had written and not sent, for the receiver to take; null: nothing, or it was taken or put away.
      draft text,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      lapses_at timestamptz(3) NOT NULL,
      settled_at timestamptz(3),
      -- The giver has put the news of its end away.
      is_seen boolean NOT NULL DEFAULT false,
      CHECK ((state = 'offered') = (settled_at IS NULL)),
      CHECK (giver <> receiver)
    );
    CREATE UNIQUE INDEX transfers_open ON transfers ("order") WHERE state = 'offered';
    CREATE INDEX transfers_of_offer ON transfers (offer);
    CREATE INDEX transfers_of_giver ON transfers (giver, offer) WHERE NOT is_seen;
    CREATE INDEX transfers_of_receiver ON transfers (receiver, offer) WHERE state = 'offered' OR draft IS NOT NULL;
    CREATE INDEX transfers_by_end ON transfers (lapses_at) WHERE state = 'offered';
  `,
  down: `DROP TABLE transfers; DROP SEQUENCE transfer_offers;`,
};
