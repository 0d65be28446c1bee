import type { Migration } from './migration';

/**
 * Cursors and rooms move with every message. A row that moves without touching an indexed column stays on its page and costs the indexes
 * nothing, if the page has space for it: so no index holds `changed_xid`, not even for the rows of those who left, and pages are filled in part.
 */
export const numbers: Migration = {
  name: '0016_numbers',
  up: `
    DROP INDEX participants_gone;
    CREATE INDEX participants_gone ON participants ("user") WHERE left_at IS NOT NULL;
    ALTER TABLE participants SET (fillfactor = 80);
    ALTER TABLE rooms SET (fillfactor = 80);
  `,
  down: `
    ALTER TABLE rooms RESET (fillfactor);
    ALTER TABLE participants RESET (fillfactor);
    DROP INDEX participants_gone;
    CREATE INDEX participants_gone ON participants ("user", changed_xid) WHERE left_at IS NOT NULL;
  `,
};
