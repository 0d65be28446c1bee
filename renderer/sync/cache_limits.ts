/** How much of the conversations this page holds, in memory and on the disk. Rooms that were shown longest ago go first. */

/** Windows in memory, those of shown rooms included. */
export const MEMORY_WINDOWS = 20;
/** Messages of one window while it is shown; above the first number it is cut to the second. */
export const WINDOW_MAX = 400;
export const WINDOW_TRIMMED = 300;
/** Messages of a window that is not shown any more. */
export const HIDDEN_WINDOW = 100;

/** Windows on the disk. */
export const DISK_WINDOWS = 300;
/** Messages of a window on the disk, the newest ones. */
export const DISK_WINDOW = 100;
/** Rooms that are read first, so that the top of the list stands before the rest of it is there. */
export const HEAD_ROOMS = 40;
/** Rooms of one writing and of one reading: more at once would stop the page for a moment. */
export const SLICE = 100;
export const READ_SLICE = 1_000;
/** What came within this time is written together. */
export const WRITE_AFTER_MS = 1_000;
/** Longer than this nobody waits for the disk. */
export const READ_MS = 1_500;
