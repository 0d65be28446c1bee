import { intentOf, posts, seenIntentOf, type Rule } from '../history';

/** The bytes of a file are those that its name in the message promises. */
export const filesAreWhole: Rule = ({ files }) =>
  files.filter(({ named, served }) => named !== served).map(({ place, attachment, named, served }) => `${place} serves file ${attachment} as ${served.slice(0, 12)}, named is ${named.slice(0, 12)}`);

/** A message has exactly the files that were posted with it. */
export const filesAreThose: Rule = (history) => {
  const posted = new Map(posts(history).map((post) => [intentOf(post), [...post.sha256].sort().join()]));
  return history.timelines.flatMap(({ place, room, messages }) =>
    messages
      .filter((message) => !message.is_deleted && [...message.sha256].sort().join() !== (posted.get(seenIntentOf(room, message)) ?? ''))
      .map(({ id }) => `${place} shows other files at message ${id} in room ${room} than were posted with it`),
  );
};
