/** A moment from a row (a Date) or from a JSON aggregate (its text) as ISO-8601 UTC with milliseconds. */
export function iso(moment: Date | string): string {
  return new Date(moment).toISOString();
}

/** The same of what may not have happened. */
export function isoOrNull(moment: Date | string | null): string | null {
  return moment === null ? null : iso(moment);
}
