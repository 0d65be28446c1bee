/** When a room that waits is announced again. */
export type ReminderRules = {
  is_on: boolean;
  /** Owed for so long, and then again after each further stretch, at most so many times. */
  after_minutes: number;
  every_minutes: number;
  at_most: number;
  /** A new chat that nobody has looked at yet repeats, until somebody has. */
  repeats_new: boolean;
  new_every_minutes: number;
};

/** A room as reminders see it. */
export type Waiting = {
  room: number;
  owed_since: string | null;
  /** When the newest message of a chat came that its expert has never looked into; null: he has. */
  new_since: string | null;
  is_muted: boolean;
  is_snoozed: boolean;
};

export type Reminder = { room: number; why: 'owed' | 'new'; since: string };

/** What has been reminded of, by room: since when it was owed then, how often, when last (milliseconds). */
export type Mark = { since: string; times: number; at: number };
export type Marks = Readonly<Record<string, Mark>>;

const MINUTE_MS = 60_000;

/**
 * What is to be reminded of now, the longest-waiting first, and the marks after it. Marks are plain JSON: kept, they make a restarted
 * program go on where the last one was. While it is quiet nothing is due and nothing is used up: it comes when the quiet is over.
 */
export function remind(rooms: readonly Waiting[], rules: ReminderRules, now: number, marks: Marks, isQuiet: boolean): { due: Reminder[]; marks: Marks } {
  const next: Record<string, Mark> = {};
  const due: Reminder[] = [];
  for (const room of rooms) {
    const reminder = rules.is_on ? reasonOf(room, rules) : null;
    if (reminder === null) continue;
    const key = String(room.room);
    const mark = markOf(marks[key], reminder, now);
    if (!isQuiet && isDue(reminder, mark, rules, now)) {
      due.push(reminder);
      next[key] = { since: reminder.since, times: mark.times + 1, at: now };
    } else if (mark.times > 0) next[key] = mark;
  }
  return { due: due.sort((one, two) => (one.since < two.since ? -1 : one.since > two.since ? 1 : one.room - two.room)), marks: next };
}

function reasonOf({ room, owed_since, new_since, is_muted, is_snoozed }: Waiting, rules: ReminderRules): Reminder | null {
  if (is_muted || is_snoozed) return null;
  if (new_since !== null && rules.repeats_new) return { room, why: 'new', since: new_since };
  return owed_since === null ? null : { room, why: 'owed', since: owed_since };
}

/** A room that was answered in between and is owed anew begins anew. A new chat goes on while its client writes. */
function markOf(mark: Mark | undefined, { why, since }: Reminder, now: number): Mark {
  if (mark === undefined || (why === 'owed' && mark.since !== since)) return { since, times: 0, at: 0 };
  // A clock that was set back must not silence reminders until it has caught up.
  return { ...mark, at: Math.min(mark.at, now) };
}

function isDue({ why, since }: Reminder, { times, at }: Mark, rules: ReminderRules, now: number): boolean {
  if (why === 'new') return now - Math.max(Date.parse(since), at) >= rules.new_every_minutes * MINUTE_MS;
  if (times >= rules.at_most) return false;
  return now - Date.parse(since) >= rules.after_minutes * MINUTE_MS && (times === 0 || now - at >= rules.every_minutes * MINUTE_MS);
}
