/** Numbers of ratings; free of zod, for the pages. */

export const RATING_COMMENT_MAX = 2_000;
/** For how long a rating can be changed. */
export const RATING_CHANGE_MS = 24 * 3_600_000;
