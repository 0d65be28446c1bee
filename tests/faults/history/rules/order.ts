import { grouped, intentOf, posts, type History, type PostAttempt, type Rule } from '../history';

/** Each room is numbered 1, 2, 3 … at every place, and changes never share a number. */
export const denseNumbers: Rule = ({ timelines }) =>
  timelines.flatMap(({ place, room, messages }) => {
    const wrong = messages.findIndex(({ seq }, index) => seq !== index + 1);
    const shared = [...grouped(messages, ({ rev }) => String(rev)).values()].find((same) => same.length > 1);
    return [
      ...(wrong < 0 ? [] : [`${place} shows seq ${messages[wrong]!.seq} where ${wrong + 1} belongs in room ${room}`]),
      ...(shared === undefined ? [] : [`${place} shows two messages of rev ${shared[0]!.rev} in room ${room}`]),
    ];
  });

/** Every place shows the same room. */
export const samePictures: Rule = ({ timelines }) =>
  [...grouped(timelines, ({ room }) => String(room)).values()].flatMap(([first, ...others]) =>
    others.flatMap((other) => {
      const [expected, shown] = [first!, other].map(({ messages }) => messages.map((message) => JSON.stringify({ ...message, sha256: [...message.sha256].sort() })));
      const at = Array.from({ length: Math.max(expected!.length, shown!.length) }).findIndex((_, index) => expected![index] !== shown![index]);
      return at < 0 ? [] : [`${other.place} and ${first!.place} differ in room ${first!.room} at seq ${at + 1}: ${shown![at] ?? 'nothing'} / ${expected![at] ?? 'nothing'}`];
    }),
  );

type Settled = { invoked: number; ended: number; seq: number; room: number };

/** For each message its first sending, its first acknowledgment and its number. */
function settled(history: History): Settled[] {
  return [...grouped(posts(history), intentOf).values()].flatMap((attempts) => {
    const good = attempts.filter(({ outcome }) => outcome.kind === 'ok');
    const [first] = good;
    if (first?.outcome.kind !== 'ok') return [];
    return [{ room: first.room, seq: first.outcome.answer.seq, invoked: Math.min(...attempts.map(({ invoked }) => invoked)), ended: Math.min(...good.map(({ ended }) => ended)) }];
  });
}

/** What was acknowledged before another was first sent stands before it. */
export const earlierFirst: Rule = (history) =>
  [...grouped(settled(history), ({ room }) => String(room)).values()].flatMap((all) => {
    const byEnd = [...all].sort((one, other) => one.ended - other.ended);
    const bySending = [...all].sort((one, other) => one.invoked - other.invoked);
    let [next, highest] = [0, undefined as Settled | undefined];
    return bySending.flatMap((later) => {
      for (; next < byEnd.length && byEnd[next]!.ended < later.invoked; next += 1) if (byEnd[next]!.seq > (highest?.seq ?? 0)) highest = byEnd[next];
      return highest !== undefined && highest.seq > later.seq ? [`room ${later.room} gave seq ${later.seq} to what was sent after seq ${highest.seq} was acknowledged`] : [];
    });
  });

/**
 * What one connection sent into a room without waiting stands in the order of sending. Only first attempts count: a retry comes later by
 * intention; and only of what did not go another way meanwhile, which may have been the quicker one.
 */
export const senderOrder: Rule = (history) => {
  const firsts = [...grouped(posts(history), intentOf).values()].flatMap((attempts) => {
    const first = attempts.reduce((one, other) => (other.invoked < one.invoked ? other : one));
    return attempts.some(({ lane, invoked }) => lane !== first.lane && invoked < first.ended) ? [] : [first];
  });
  const sent = firsts.filter((post): post is PostAttempt & { lane: string } => post.lane !== null && post.outcome.kind === 'ok');
  return [...grouped(sent, ({ lane, room }) => `${lane}/${room}`).values()].flatMap((lane) => {
    const numbers = [...lane].sort((one, other) => one.invoked - other.invoked).map(({ outcome }) => (outcome.kind === 'ok' ? outcome.answer.seq : 0));
    const wrong = numbers.findIndex((seq, index) => index > 0 && seq < numbers[index - 1]!);
    return wrong < 0 ? [] : [`a sender's message got seq ${numbers[wrong]} in room ${lane[0]!.room}, the one he sent before it ${numbers[wrong - 1]}`];
  });
};
