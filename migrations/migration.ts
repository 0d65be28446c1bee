/** One step of the schema, both ways. Landed steps are never edited; a change is a new step. */
export type Migration = { name: string; up: string; down: string };
