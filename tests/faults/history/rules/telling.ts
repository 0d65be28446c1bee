import { grouped, type Rule, type Telling } from '../history';

const posted = (all: readonly Telling[]): Telling[] => all.filter(({ kind }) => kind === 'message.posted');

/** Whatever stands in the tables was told to the receiver of webhooks, and taken by it, at least once. */
export const everythingTold: Rule = ({ timelines, tellings }) => {
  if (tellings === null) return [];
  const taken = new Set(posted(tellings.all).filter(({ isTaken }) => isTaken).map(({ message }) => message));
  return timelines
    .filter(({ place }) => place === tellings.truth)
    .flatMap(({ room, messages }) => messages.filter(({ id, seq }) => seq > (tellings.from.get(room) ?? 0) && !taken.has(id)).map(({ id }) => `the receiver has not taken message ${id} of room ${room}`));
};

/** What is told again is told under the same id, and an id means one event. */
export const tellingsKeepTheirId: Rule = ({ tellings }) => {
  const all = tellings?.all ?? [];
  return [
    ...[...grouped(posted(all), ({ message }) => String(message))].filter(([, same]) => new Set(same.map(({ event }) => event)).size > 1).map(([message]) => `message ${message} was told as posted under several ids`),
    ...[...grouped(all, ({ event }) => event)].filter(([, same]) => new Set(same.map(({ kind, message }) => `${kind}/${message}`)).size > 1).map(([event]) => `${event} stands for several events`),
  ];
};

/** In each room nothing is told before everything ahead of it has been taken; what is told again may come late. */
export const toldInOrder: Rule = ({ tellings }) => {
  if (tellings === null) return [];
  return [...grouped(posted(tellings.all), ({ room }) => String(room)).values()].flatMap((all) => {
    const { room, seq: first } = all[0]!;
    // What was said while the receiver was made known may have been told, or not.
    let taken = Math.min(first - 1, tellings.from.get(room) ?? 0);
    return all.flatMap(({ seq, isTaken }) => {
      const isEarly = seq > taken + 1;
      const says = isEarly ? [`room ${room} was told of ${seq} when ${taken} was the last that had been taken`] : [];
      if (isTaken) taken = Math.max(taken, seq);
      return says;
    });
  });
};
