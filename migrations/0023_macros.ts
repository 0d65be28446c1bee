import type { Migration } from './migration';

/** Canned replies that do something besides: what a macro does once its text is sent, or at once where it has none. */
export const macros: Migration = {
  name: '0023_macros',
  up: `
    ALTER TABLE replies ADD COLUMN actions jsonb NOT NULL DEFAULT '[]';
    ALTER TABLE replies DROP CONSTRAINT replies_message_check;
    ALTER TABLE replies ADD CONSTRAINT replies_message_check CHECK (length(message) <= 10000 AND (message <> '' OR actions <> '[]'));
  `,
  down: `
    DELETE FROM replies WHERE message = '';
    ALTER TABLE replies DROP CONSTRAINT replies_message_check;
    ALTER TABLE replies DROP COLUMN actions;
    ALTER TABLE replies ADD CONSTRAINT replies_message_check CHECK (length(message) BETWEEN 1 AND 10000);
  `,
};
