import type { Migration } from './migration';

/** Sites whose pages may show the chat, beside those that the environment names. */
export const allowedFrames: Migration = {
  name: '0040_allowed_frames',
  up: `
    CREATE TABLE allowed_frames (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      -- As browsers write it: compared to the letter.
      origin text NOT NULL UNIQUE CHECK (length(origin) <= 300),
      note text NOT NULL DEFAULT '',
      added_by bigint NOT NULL REFERENCES users,
      added_at timestamptz NOT NULL DEFAULT now()
    );
  `,
  down: `DROP TABLE allowed_frames;`,
};
