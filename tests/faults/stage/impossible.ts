/** Thrown by a scenario that this machine does not let play. */
export class Impossible extends Error {}
