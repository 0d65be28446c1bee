import { grouped, intentOf, posts, seenIntentOf, type DeleteAttempt, type EditAttempt, type History, type Rule, type SeenMessage } from '../history';

type Change = EditAttempt | DeleteAttempt;

const changesOf = ({ operations }: History): Map<string, Change[]> =>
  grouped(operations.filter((one) => one.kind === 'edit' || one.kind === 'delete'), ({ id }) => String(id));

/** An attempt whose outcome is unknown may take effect at any later time. */
const endOf = (change: Change): number => (change.outcome.kind === 'ok' ? change.ended : Number.POSITIVE_INFINITY);

/** An acknowledged deletion holds; nothing is deleted that nobody asked to delete. */
export const deletionsHold: Rule = (history) => {
  const changes = changesOf(history);
  return history.timelines.flatMap(({ place, room, messages }) =>
    messages.flatMap((message) => {
      const deletions = (changes.get(String(message.id)) ?? []).filter(({ kind }) => kind === 'delete');
      if (!message.is_deleted && deletions.some(({ outcome }) => outcome.kind === 'ok')) return [`${place} still shows message ${message.id} in room ${room}, whose deletion was acknowledged`];
      if (message.is_deleted && deletions.every(({ outcome }) => outcome.kind === 'fail')) return [`${place} shows message ${message.id} in room ${room} as deleted, which nobody has done`];
      return [];
    }),
  );
};

/** A message says what was written first, or by an edit that no later acknowledged one has replaced. */
export const textsHold: Rule = (history) => {
  const changes = changesOf(history);
  // Another text under an id that was taken has been refused and counts for nothing.
  const written = grouped(posts(history).filter(({ outcome }) => outcome.kind !== 'fail'), intentOf);
  const sources = (room: number, message: SeenMessage): { text: string; until: number }[] => {
    const edits = (changes.get(String(message.id)) ?? []).filter((one): one is EditAttempt => one.kind === 'edit' && one.outcome.kind !== 'fail');
    const originals = written.get(seenIntentOf(room, message)) ?? [];
    const texts = [...originals.map((post) => ({ text: post.message, until: Number.NEGATIVE_INFINITY })), ...edits.map((edit) => ({ text: edit.message, until: endOf(edit) }))];
    return texts.filter(({ until }) => !edits.some((later) => later.outcome.kind === 'ok' && later.invoked > until));
  };
  return history.timelines.flatMap(({ place, room, messages }) =>
    messages
      .filter((message) => !message.is_deleted && !sources(room, message).some(({ text }) => text === message.message))
      .map(({ id, message }) => `${place} shows message ${id} in room ${room} as "${message.slice(0, 40)}", which is not what it was left at`),
  );
};
