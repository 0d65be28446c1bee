import { useCallback, useEffect, useState } from 'react';
import type { FloorExpert, FloorRoom } from '../../../protocol/floor';
import { ageText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { cleanName, fullName } from '../../chat/names';
import { useChat, useConsole } from '../context';
import { useNow } from '../hooks';
import { teamProblem } from '../team/SeatActions';
import { floorTexts } from './floor_texts';
import { longestFirst, type WaitingRoom } from './waiting';

/** The rooms of one member, to be looked at. */
export function MemberRooms({ member, left, onOpen }: { member: FloorExpert; left: number | string | null; onOpen(room: FloorRoom): void }) {
  const { sync } = useConsole();
  const id = member.user.id;
  const load = useCallback(async () => ((await sync.floor?.roomsOf(id)) ?? []).map((room) => ({ room, member: null })), [sync, id]);
  return <Rooms load={load} left={left} none="no_rooms" onOpen={({ room }) => onOpen(room)} />;
}

/** All rooms of the led teams in which a client waits, whoever has them, the longest owed first. */
export function WaitingRooms({ left, onOpen }: { left: number | string | null; onOpen(member: FloorExpert, room: FloorRoom): void }) {
  const { sync } = useConsole();
  const owing = useChat((state) => state.floor).filter(({ is_led, owed = 0 }) => is_led === true && owed > 0);
  // Asked for again when somebody has more or less to answer, and not whenever the list was.
  const key = owing.map(({ user, owed, oldest_owed_since: since }) => `${user.id} ${owed} ${since}`).join();
  const load = useCallback(
    async () => longestFirst(await Promise.all(owing.map(async (member) => ((await sync.floor?.roomsOf(member.user.id)) ?? []).map((room) => ({ room, member }))))),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- The key says when it is another list.
    [sync, key],
  );
  return <Rooms load={load} left={left} none="nobody_waits" onOpen={({ member, room }) => member && onOpen(member, room)} />;
}

type Shown = { room: FloorRoom; member: FloorExpert | null };
type RoomsProps<T extends Shown> = { load: () => Promise<T[]>; left: number | string | null; none: 'no_rooms' | 'nobody_waits'; onOpen(one: T): void };

function Rooms<T extends Shown | WaitingRoom>({ load, left, none, onOpen }: RoomsProps<T>) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const now = useNow();
  const [rooms, setRooms] = useState<readonly T[] | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let isGone = false;
    load().then(
      (list) => !isGone && setRooms(list),
      (error: unknown) => !isGone && setProblem(teamProblem(error, language)),
    );
    return () => {
      isGone = true;
    };
  }, [load, language]);
  if (problem !== '') return <p role="alert" className="queue-problem">{problem}</p>;
  if (rooms?.length === 0) return <p className="form-hint">{t(none)}</p>;
  return (
    <ul className="team-list">
      {rooms?.map((one) => {
        const { room, member } = one;
        return (
          <li key={room.room} className="team-row">
            <span className="team-lines">
              <span className="team-name ellipsis" title={`#${room.order} ${cleanName(room.order_title)}`}>
                #{room.order} <bdi>{room.order_title}</bdi>
              </span>
              <span className="team-more">
                {room.owed_since && <span className="is-owed">{t('waits', { age: ageText(room.owed_since, language, new Date(now)) })}</span>}
                <Name name={fullName(room.client)} />
                {member && <span>{t('at_expert', { name: fullName(member.user) })}</span>}
              </span>
            </span>
            <button type="button" autoFocus={room.room === left} className="button" aria-label={t('look_at', { order: room.order })} onClick={() => onOpen(one)}>
              {t('look')}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
