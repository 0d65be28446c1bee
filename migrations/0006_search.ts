import type { Migration } from './migration';

/**
 * What search reads. Both indexes leave deleted messages out, and both collect new entries in a short list of their own before they sort
 * them in, so that a post waits for neither.
 */
export const search: Migration = {
  name: '0006_search',
  up: `
    SET LOCAL statement_timeout = 0;

    -- Words. PostgreSQL's Russian configuration stems Cyrillic words as Russian and Latin ones as English. Everything but letters and
    -- digits is a space first, because under some locales its parser takes quotes, dashes and emoji for letters.
    CREATE INDEX messages_by_word ON messages
      USING gin (to_tsvector('russian', regexp_replace(message, '[^[:alnum:]]', ' ', 'g'))) WITH (gin_pending_list_limit = 256)
      WHERE deleted_at IS NULL;

    -- Parts of words. Under some locales pg_trgm knows Latin letters only, so each Cyrillic one is written as a Latin letter or a digit.
    -- A database that does not give us the extension goes without; the server then finds beginnings of words only.
    DO $$
      BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX messages_by_part ON messages
          USING gin (translate(lower(message), 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', 'abvgdeejziyklmnoprstufhc4w37689qx') gin_trgm_ops)
          WITH (gin_pending_list_limit = 256) WHERE deleted_at IS NULL;
      EXCEPTION
        WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object OR invalid_schema_name THEN
          RAISE NOTICE 'no pg_trgm: %', SQLERRM;
      END $$;
  `,
  // The extension stays: others may use it.
  down: `DROP INDEX IF EXISTS messages_by_part; DROP INDEX messages_by_word;`,
};
