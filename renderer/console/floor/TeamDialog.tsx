import { useEffect, useRef, useState } from 'react';
import type { FloorExpert, FloorRoom } from '../../../protocol/floor';
import { Avatar } from '../../chat/Avatar';
import { ageText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { fullName } from '../../chat/names';
import { useChat, useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { useNow } from '../hooks';
import { IconButton } from '../IconButton';
import { BackIcon, ChevronIcon } from '../icons';
import { ColleagueLoad } from './ColleagueLoad';
import { teamProblem } from '../team/SeatActions';
import { floorTexts } from './floor_texts';
import { LookView } from './LookView';
import { MemberRooms, WaitingRooms } from './TeamRooms';
import './floor.css';

/** What everybody has changes with every message: whoever looks asks again. */
const AGAIN_MS = 15_000;

/** Nobody, all who wait, or somebody's rooms; and of these one that is looked at. */
type Place = { is_waiting: boolean; member: FloorExpert | null; room: FloorRoom | null };
const START: Place = { is_waiting: false, member: null, room: null };

/** Colleagues with what they have; members of one's own teams with their rooms, which can be looked at. */
export function TeamDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(floorTexts);
  const { sync } = useConsole();
  const [place, setPlace] = useState<Place>(START);
  useEffect(() => {
    void sync.floor?.refresh();
    const timer = setInterval(() => void sync.floor?.refresh(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [sync]);
  /** The person, room or list that was just left: the focus goes back to its line. */
  const [left, setLeft] = useState<number | 'waiting' | null>(null);
  const backLink = useRef<HTMLButtonElement>(null);
  // What was pressed is gone with its list, and must not take the focus with it.
  useEffect(() => {
    if (place !== START && left === null) backLink.current?.focus();
  }, [place, left]);
  const go = (to: Place) => {
    setLeft(null);
    setPlace(to);
  };
  const back = () => {
    setLeft(place.room?.room ?? place.member?.user.id ?? 'waiting');
    setPlace(place.room ? { ...place, room: null, ...(place.is_waiting && { member: null }) } : START);
  };
  const title = place.member ? t('rooms_of', { name: fullName(place.member.user) }) : t(place.is_waiting ? 'waiting' : 'team');
  return (
    <Dialog title={title} onClose={onClose} className="dialog-team">
      <div className="dialog-column">
        {place !== START && (
          <button type="button" ref={backLink} className="link-button team-back" onClick={back}>
            <BackIcon size={14} /> {t('back')}
          </button>
        )}
        {place === START && <Members left={left} onOpen={(member) => go({ ...START, member })} onWaiting={() => go({ ...START, is_waiting: true })} />}
        {place.is_waiting && place.room === null && <WaitingRooms left={left} onOpen={(member, room) => go({ ...place, member, room })} />}
        {!place.is_waiting && place.member && place.room === null && <MemberRooms member={place.member} left={left} onOpen={(room) => go({ ...place, room })} />}
        {place.member && place.room && <LookView member={place.member} room={place.room} onTaken={onClose} />}
      </div>
    </Dialog>
  );
}

function Members({ left, onOpen, onWaiting }: { left: number | 'waiting' | null; onOpen(member: FloorExpert): void; onWaiting(): void }) {
  const t = useTexts(floorTexts);
  const floor = useChat((state) => state.floor);
  const [problem, setProblem] = useState('');
  const [led, others] = [floor.filter(({ is_led }) => is_led === true), floor.filter(({ is_led }) => is_led !== true)];
  return (
    <>
      {led.length > 0 && (
        <section>
          <h3 className="team-part">{t('your_teams')}</h3>
          {problem !== '' && (
            <p className="team-problem" role="alert">
              {problem}
            </p>
          )}
          <WaitingLine led={led} is_left={left === 'waiting'} onOpen={onWaiting} />
          <ul className="team-list">
            {led.map((member) => (
              <Member key={member.user.id} member={member} is_left={member.user.id === left} onOpen={() => onOpen(member)} onProblem={setProblem} />
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

/** All clients who wait for somebody of these, and the way to them. */
function WaitingLine({ led, is_left, onOpen }: { led: readonly FloorExpert[]; is_left: boolean; onOpen: () => void }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const now = useNow();
  const count = led.reduce((sum, { owed = 0 }) => sum + owed, 0);
  const oldest = led.flatMap(({ oldest_owed_since: since }) => since ?? []).sort()[0];
  if (oldest === undefined) return <p className="team-waiting">{t('nobody_waits')}</p>;
  return (
    <p className="team-waiting">
      <span className="is-owed">{t('owed_count', { count, age: ageText(oldest, language, new Date(now)) })}</span>
      <button type="button" className="button" autoFocus={is_left} onClick={onOpen}>
        {t('show_waiting')}
      </button>
    </p>
  );
}

function Member({ member, is_left = false, onOpen, onProblem }: { member: FloorExpert; is_left?: boolean; onOpen?: () => void; onProblem?: (problem: string) => void }) {
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
      {onProblem && <Capacity member={member} onProblem={onProblem} />}
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
function Capacity({ member, onProblem }: { member: FloorExpert; onProblem: (problem: string) => void }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const { sync } = useConsole();
  const shown = member.capacity === null ? '' : String(member.capacity);
  const keep = (field: HTMLInputElement) => {
    const typed = field.value;
    const capacity = typed.trim() === '' ? null : Number(typed);
    // What is no number reads as nothing, and nothing would mean: as many as come.
    if (field.validity.badInput || (capacity !== null && !(Number.isInteger(capacity) && capacity >= 0))) field.value = shown;
    if (field.value === shown) return;
    onProblem('');
    sync.floor?.setCapacity(member.user.id, capacity).catch((error: unknown) => {
      if (field.value === typed) field.value = shown;
      onProblem(teamProblem(error, language));
    });
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
        onBlur={(event) => keep(event.target)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </label>
  );
}
