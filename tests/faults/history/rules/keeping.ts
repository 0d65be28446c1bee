import { grouped, intentOf, posts, seenIntentOf, type Rule } from '../history';

/** An acknowledged message stands at every place that shows its room, under the id and number that were acknowledged. */
export const nothingLost: Rule = (history) => {
  const shown = new Map(history.timelines.map((timeline) => [timeline, new Map(timeline.messages.map((message) => [seenIntentOf(timeline.room, message), message]))]));
  return posts(history).flatMap((post) => {
    if (post.outcome.kind !== 'ok') return [];
    const { id, seq } = post.outcome.answer;
    return history.timelines.filter(({ room }) => room === post.room).flatMap((timeline) => {
      const message = shown.get(timeline)!.get(intentOf(post));
      if (message === undefined) return [`${timeline.place} does not show the acknowledged message ${id} of room ${post.room}`];
      return message.id === id && message.seq === seq ? [] : [`${timeline.place} shows as ${message.id} (seq ${message.seq}) what was acknowledged as ${id} (seq ${seq}) in room ${post.room}`];
    });
  });
};

/** No message stands twice, neither under one id nor under two. */
export const nothingDoubled: Rule = ({ timelines }) =>
  timelines.flatMap(({ place, room, messages }) =>
    [(message: (typeof messages)[number]) => `id ${message.id}`, (message: (typeof messages)[number]) => `what ${message.sender} sent as ${message.client_message_id}`].flatMap((nameOf) =>
      [...grouped(messages, nameOf)].filter(([, same]) => same.length > 1).map(([name, same]) => `${place} shows ${name} ${same.length} times in room ${room}`),
    ),
  );

/** What is shown was sent: by this sender, into this room, under this id. */
export const nothingUnexpected: Rule = (history) => {
  const sent = new Set(posts(history).map(intentOf));
  return history.timelines.flatMap(({ place, room, messages }) =>
    messages.filter((message) => !sent.has(seenIntentOf(room, message))).map(({ id, sender }) => `${place} shows message ${id} in room ${room}, which ${sender} has not sent`),
  );
};

/** A message of which every attempt was refused is shown nowhere. */
export const noGhosts: Rule = (history) => {
  const refused = new Set([...grouped(posts(history), intentOf)].filter(([, attempts]) => attempts.every(({ outcome }) => outcome.kind === 'fail')).map(([intent]) => intent));
  return history.timelines.flatMap(({ place, room, messages }) =>
    messages.filter((message) => refused.has(seenIntentOf(room, message))).map(({ id }) => `${place} shows message ${id} in room ${room}, which was refused`),
  );
};

/** Whoever asked for the same message, by whatever way and however often, was told the same id and number; two messages never share them. */
export const sameAnswers: Rule = (history) => {
  const answers = grouped(
    posts(history).flatMap((post) => (post.outcome.kind === 'ok' ? [{ intent: intentOf(post), room: post.room, ...post.outcome.answer }] : [])),
    ({ intent }) => intent,
  );
  const firsts = [...answers.values()].map(([first]) => first!);
  return [
    ...[...answers.values()].flatMap(([first, ...rest]) => rest.filter(({ id, seq }) => id !== first!.id || seq !== first!.seq).map(({ id, seq, room }) => `room ${room} acknowledged one message as ${first!.id} (seq ${first!.seq}) and as ${id} (seq ${seq})`)),
    ...[...grouped(firsts, ({ id }) => String(id)).values(), ...grouped(firsts, ({ room, seq }) => `${room}/${seq}`).values()]
      .filter((same) => same.length > 1)
      .map(([first]) => `room ${first!.room} acknowledged several messages as ${first!.id} (seq ${first!.seq})`),
  ];
};
