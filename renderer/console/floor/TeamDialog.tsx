import { useEffect, useRef, useState } from 'react';
import type { FloorExpert, FloorRoom } from '../../../protocol/floor';
import { Avatar } from '../../chat/Avatar';
import { ageText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { cleanName, fullName } from '../../chat/names';
import { useChat, useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { useNow } from '../hooks';
import { IconButton } from '../IconButton';
import { BackIcon, ChevronIcon } from '../icons';
import { teamProblem } from '../team/SeatActions';
import { ColleagueLoad } from './ColleagueLoad';
import { floorTexts } from './floor_texts';
import { LookView } from './LookView';
import './floor.css';

/** What everybody has changes with every message: whoever looks asks again. */
const AGAIN_MS = 15_000;

type Place = { member: FloorExpert; room: FloorRoom | null };

/** Colleagues with what they have; members of one's own teams with their rooms, which can be looked at. */
export function TeamDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(floorTexts);
  const { sync } = useConsole();
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    void sync.floor?.refresh();
    const timer = setInterval(() => void sync.floor?.refresh(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [sync]);
  /** The person or room that was just left: the focus goes back to its line. */
  const [left, setLeft] = useState<number | null>(null);
  const backLink = useRef<HTMLButtonElement>(null);
  // What was pressed is gone with its list, and must not take the focus with it.
  useEffect(() => {
    if (place !== null && left === null) backLink.current?.focus();
  }, [place, left]);
  const title = place === null ? t('team') : t('rooms_of', { name: fullName(place.member.user) });
  const go = (to: Place) => {
    setLeft(null);
    setPlace(to);
  };
  const back = () => {
    if (place === null) return;
    setLeft(place.room?.room ?? place.member.user.id);
    setPlace(place.room ? { ...place, room: null } : null);
  };
  return (
    <Dialog title={title} onClose={onClose} className="dialog-team">
      <div className="team-body">
        {place !== null && (
          <button type="button" ref={backLink} className="link-button team-back" onClick={back}>
            <BackIcon size={14} /> {t('back')}
          </button>
        )}
        {place === null && <Members left={left} onOpen={(member) => go({ member, room: null })} />}
        {place !== null && place.room === null && <Rooms member={place.member} left={left} onOpen={(room) => go({ ...place, room })} />}
        {place?.room && <LookView member={place.member} room={place.room} onTaken={onClose} />}
      </div>
    </Dialog>
  );
}

function Members({ left, onOpen }: { left: number | null; onOpen(member: FloorExpert): void }) {
  const t = useTexts(floorTexts);
  const floor = useChat((state) => state.floor);
  const [led, others] = [floor.filter(({ is_led }) => is_led === true), floor.filter(({ is_led }) => is_led !== true)];
  return (
    <>
      {led.length > 0 && (
        <section>
          <h3 className="team-part">{t('your_teams')}</h3>
          <ul className="team-list">
            {led.map((member) => (
              <Member key={member.user.id} member={member} is_left={member.user.id === left} onOpen={() => onOpen(member)} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3 className="team-part">{t('colleagues')}</h3>
        <ul className="team-list">
          {others.map((member) => (
            <Member key={member.user.id} member={member} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Member({ member, is_left = false, onOpen }: { member: FloorExpert; is_left?: boolean; onOpen?: () => void }) {
  const t = useTexts(floorTexts);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (is_left) opener.current?.focus();
  }, [is_left]);
  const name = fullName(member.user);
  return (
    <li className="team-row">
      <Avatar id={member.user.id} name={name} size="s" />
      <span className="team-lines">
        <span className="team-name ellipsis">
          <Name name={name} />
        </span>
        <span className="team-more">
          <ColleagueLoad expert={member} />
          <Owed member={member} />
        </span>
      </span>
      {onOpen && <Capacity member={member} />}
      {onOpen && (
        <IconButton ref={opener} name={t('rooms_of', { name })} onClick={onOpen}>
          <span className="team-open">
            <ChevronIcon size={14} />
          </span>
        </IconButton>
      )}
    </li>
  );
}

function Owed({ member: { owed, oldest_owed_since } }: { member: FloorExpert }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const now = useNow();
  if (owed === undefined) return null;
  if (owed === 0 || oldest_owed_since == null) return <span>{t('owed_none')}</span>;
  return <span className="is-owed">{t('owed_count', { count: owed, age: ageText(oldest_owed_since, language, new Date(now)) })}</span>;
}

/** How many orders he may have; it is kept when the field is left. */
function Capacity({ member }: { member: FloorExpert }) {
  const t = useTexts(floorTexts);
  const { sync } = useConsole();
  const shown = member.capacity === null ? '' : String(member.capacity);
  const keep = (text: string) => {
    const capacity = text.trim() === '' ? null : Number(text);
    if (text !== shown && (capacity === null || (Number.isInteger(capacity) && capacity >= 0))) void sync.floor?.setCapacity(member.user.id, capacity).catch(() => undefined);
  };
  return (
    <label className="team-limit" title={t('capacity')}>
      <span aria-hidden="true">{t('capacity_short')}</span>
      <input
        key={shown}
        className="team-capacity"
        type="number"
        min={0}
        defaultValue={shown}
        placeholder="∞"
        aria-label={t('capacity_of', { name: fullName(member.user) })}
        onBlur={(event) => keep(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </label>
  );
}

function Rooms({ member, left, onOpen }: { member: FloorExpert; left: number | null; onOpen(room: FloorRoom): void }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const now = useNow();
  const { sync } = useConsole();
  const [rooms, setRooms] = useState<readonly FloorRoom[] | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let isGone = false;
    sync.floor?.roomsOf(member.user.id).then(
      (list) => !isGone && setRooms(list),
      (error: unknown) => !isGone && setProblem(teamProblem(error, language)),
    );
    return () => {
      isGone = true;
    };
  }, [sync, member.user.id, language]);
  if (problem !== '') return <p role="alert" className="queue-problem">{problem}</p>;
  if (rooms?.length === 0) return <p className="form-hint">{t('no_rooms')}</p>;
  return (
    <ul className="team-list">
      {rooms?.map((room) => (
        <li key={room.room} className="team-row">
          <span className="team-lines">
            <span className="team-name ellipsis" title={`#${room.order} ${cleanName(room.order_title)}`}>
              #{room.order} <bdi>{room.order_title}</bdi>
            </span>
            <span className="team-more">
              <Name name={fullName(room.client)} />
              {room.owed_since && <span className="is-owed">{ageText(room.owed_since, language, new Date(now))}</span>}
            </span>
          </span>
          <button type="button" autoFocus={room.room === left} className="button" aria-label={t('look_at', { order: room.order })} onClick={() => onOpen(room)}>
            {t('look')}
          </button>
        </li>
      ))}
    </ul>
  );
}
