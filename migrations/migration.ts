/**
 * One step of the schema, both ways. Landed steps are never edited; a change is a new step. It is either SQL in one transaction, or indexes
 * of tables that are large by now: those are built one by one outside of any transaction, and nobody who writes waits for them.
 */
export type Migration = { name: string } & ({ up: string; down: string } | { indexes: readonly BuiltIndex[] });

/** `on`: what stands behind `CREATE INDEX … name ON`. */
export type BuiltIndex = { name: string; on: string };
