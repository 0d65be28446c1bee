import { grouped, type ReadAttempt, type Rule } from '../history';

/** A cursor never moves back: neither from one acknowledgment to a later question, nor to what is shown in the end; and never beyond the last message. */
export const cursorsOnlyMoveForward: Rule = ({ operations, counts }) => {
  const reads = grouped(operations.filter((one): one is ReadAttempt => one.kind === 'read'), ({ room, user }) => `${room}/${user}`);
  const backwards = [...reads.values()].flatMap((all) => {
    const answers = all.flatMap(({ outcome, invoked, ended }) => (outcome.kind === 'ok' ? [{ invoked, ended, read_seq: outcome.answer.read_seq }] : []));
    return answers.flatMap((later) => {
      const highest = Math.max(0, ...answers.filter(({ ended }) => ended < later.invoked).map(({ read_seq }) => read_seq));
      return highest > later.read_seq ? [`the cursor of ${all[0]!.user} in room ${all[0]!.room} was acknowledged at ${highest} and later at ${later.read_seq}`] : [];
    });
  });
  const shown = counts.flatMap(({ place, user, room, read_seq, last_seq }) => {
    const acknowledged = Math.max(0, ...(reads.get(`${room}/${user}`) ?? []).map(({ outcome }) => (outcome.kind === 'ok' ? outcome.answer.read_seq : 0)));
    if (read_seq < acknowledged) return [`${place} shows the cursor of ${user} in room ${room} at ${read_seq}, acknowledged was ${acknowledged}`];
    return read_seq > last_seq ? [`${place} shows the cursor of ${user} in room ${room} at ${read_seq}, beyond the last message ${last_seq}`] : [];
  });
  return [...backwards, ...shown];
};

/** Everywhere the same cursor and last number, and unread is what the formula says: others' messages behind the cursor that are not deleted. */
export const unreadIsCounted: Rule = ({ counts, timelines }) =>
  counts.flatMap(({ place, user, room, last_seq, read_seq, unread_count }) => {
    const messages = timelines.find((timeline) => timeline.room === room)?.messages ?? [];
    const formula = messages.filter(({ seq, sender, is_deleted }) => seq > read_seq && sender !== user && !is_deleted).length;
    const first = counts.find((one) => one.user === user && one.room === room)!;
    return [
      ...(unread_count === formula ? [] : [`${place} counts ${unread_count} unread for ${user} in room ${room} behind ${read_seq}, there are ${formula}`]),
      ...(last_seq === messages.length ? [] : [`${place} ends room ${room} at ${last_seq}, there are ${messages.length} messages`]),
      ...(read_seq === first.read_seq ? [] : [`${place} shows the cursor of ${user} in room ${room} at ${read_seq}, ${first.place} at ${first.read_seq}`]),
    ];
  });

/** The total is the sum over the rooms. */
export const sumsAddUp: Rule = ({ sums, counts }) =>
  sums.flatMap(({ place, user, unread_count, unread_rooms }) => {
    const rooms = [...new Map(counts.filter((one) => one.user === user).map((one) => [one.room, one])).values()];
    const [sum, unread] = [rooms.reduce((total, one) => total + one.unread_count, 0), rooms.filter((one) => one.unread_count > 0).length];
    return sum === unread_count && unread === unread_rooms ? [] : [`${place} sums ${unread_count} unread in ${unread_rooms} rooms for ${user}, the rooms say ${sum} in ${unread}`];
  });
