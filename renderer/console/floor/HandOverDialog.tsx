import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Room } from '../../../protocol/entities';
import type { FloorExpert } from '../../../protocol/floor';
import { TRANSFER_COMMENT_MAX } from '../../../protocol/limits';
import { Avatar } from '../../chat/Avatar';
import { useLanguage, useTexts } from '../../chat/language';
import { Name } from '../../chat/Name';
import { cleanName, fullName } from '../../chat/names';
import { draftRooms } from '../../sync/drafts';
import { useChat, useConsole, useDesk, useT } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { clientName } from '../inbox/client';
import { teamProblem } from '../team/SeatActions';
import { ColleagueLoad } from './ColleagueLoad';
import { floorTexts } from './floor_texts';
import { givable, shareOut } from './share';
import './floor.css';

type Which = 'all' | 'owed' | 'chosen';

/** Offers one order, or a whole shift, to colleagues; one order may go into a queue as well. */
export function HandOverDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(floorTexts);
  const tc = useT();
  const language = useLanguage();
  const { sync, me, desk } = useConsole();
  const handing = useDesk((state) => state.handing);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => (handing === null ? desk.getState().selected : new Set([handing])));
  const [which, setWhich] = useState<Which>(chosen.size > 0 ? 'chosen' : 'all');
  const [receivers, setReceivers] = useState<ReadonlySet<number>>(new Set());
  /** Absent: to colleagues; null: into everybody's queue, else into that of a team. */
  const [queue, setQueue] = useState<number | null | undefined>(undefined);
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const known = useChat((state) => state.rooms);
  const transfers = useChat((state) => state.transfers);
  const floor = useChat((state) => state.floor);
  const allTeams = useChat((state) => state.teams);
  useEffect(() => void sync.floor?.refresh(), [sync]);

  const own = useMemo(() => givable(known.values(), transfers, me.id), [known, transfers, me.id]);
  const rooms = own.filter((room) => (which === 'all' ? true : which === 'owed' ? room.owed_since !== null : chosen.has(room.id)));
  const colleagues = floor.filter(({ user }) => user.id !== me.id);
  const taking = colleagues.filter(({ user }) => receivers.has(user.id));
  const shares = shareOut(rooms, taking);
  const isShift = handing === null;
  const [single] = rooms;
  const title = isShift ? t(which === 'chosen' ? 'chosen_over' : 'shift_end') : t('hand_over_title', { order: single?.order ?? '' });
  const canSend = rooms.length > 0 && (queue !== undefined || taking.length > 0) && !isBusy;

  const pick = (user: number, isOn: boolean) => {
    setQueue(undefined);
    setReceivers((before) => (isShift ? (isOn ? new Set([...before, user]) : new Set([...before].filter((id) => id !== user))) : new Set([user])));
  };
  const send = async () => {
    setIsBusy(true);
    setProblem('');
    try {
      if (queue !== undefined && single) await sync.floor?.giveToTeam(single.order, queue, comment.trim());
      // One colleague after the other: what was offered before one refused stays offered, and is not in the list any more.
      else for (const [to, share] of shares) if (share.length > 0) await sync.floor?.offer({ orders: share.map(({ order }) => order), to, comment: comment.trim() });
      onClose();
    } catch (error) {
      setProblem(teamProblem(error, language));
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <Dialog title={title} onClose={onClose} className="dialog-floor">
      <form
        className="dialog-column"
        onSubmit={(event) => {
          event.preventDefault();
          if (canSend) void send();
        }}
      >
        {isShift && (
          <fieldset className="floor-set">
            <legend>{t('which')}</legend>
            <div className="floor-ways">
              {(['all', 'owed', 'chosen'] as const).map((way) => (
                <label key={way} className="floor-way">
                  <input type="radio" name="which" checked={which === way} onChange={() => setWhich(way)} />
                  {t(`which_${way}`, { count: way === 'all' ? own.length : way === 'owed' ? own.filter(({ owed_since }) => owed_since !== null).length : own.filter(({ id }) => chosen.has(id)).length })}
                </label>
              ))}
            </div>
            {which === 'chosen' && <RoomChoice rooms={own} chosen={chosen} onChange={setChosen} />}
          </fieldset>
        )}
        <fieldset className="floor-set">
          <legend>{t('to_whom')}</legend>
          {isShift && <p className="form-hint">{t('to_whom_hint')}</p>}
          <div className="floor-people">
            {colleagues.map((expert, index) => (
              <label key={expert.user.id} className="floor-choice">
                <input
                  type={isShift ? 'checkbox' : 'radio'}
                  name="to"
                  {...(index === 0 && { 'data-autofocus': true })}
                  checked={queue === undefined && receivers.has(expert.user.id)}
                  onChange={(event) => pick(expert.user.id, event.target.checked)}
                />
                <Avatar id={expert.user.id} name={fullName(expert.user)} size="s" />
                <span className="floor-name ellipsis" title={fullName(expert.user)}>
                  <Name name={fullName(expert.user)} />
                </span>
                <ColleagueLoad expert={expert} />
              </label>
            ))}
            {!isShift &&
              [...allTeams.filter(({ is_closed }) => !is_closed), null].map((team) => (
                <label key={team?.id ?? 'all'} className="floor-choice">
                  <input type="radio" name="to" checked={queue === (team?.id ?? null)} onChange={() => setQueue(team?.id ?? null)} />
                  <span className="floor-name ellipsis">{team === null ? t('queue_all') : t('queue_of', { name: cleanName(team.name) })}</span>
                </label>
              ))}
          </div>
          {colleagues.length === 0 && <p className="form-hint">{t('nobody')}</p>}
        </fieldset>
        <label className="field">
          <span className="field-label">{t('comment')}</span>
          <textarea className="look-field" rows={2} value={comment} maxLength={TRANSFER_COMMENT_MAX} aria-describedby="floor-comment-hint" onChange={(event) => setComment(event.target.value)} />
          <span id="floor-comment-hint" className="form-hint">
            {t('comment_hint')}
          </span>
        </label>
        {isShift && <Preview shares={shares} colleagues={taking} />}
        {queue === undefined && <p className="form-hint">{t('until_accepted')}</p>}
        <p className="form-error" role="alert">
          {problem}
        </p>
        <div className="form-buttons">
          <Button onClick={onClose}>{tc('cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={!canSend} loading={isBusy}>
            {t(queue === undefined ? 'offer' : 'give_to_queue')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RoomChoice({ rooms, chosen, onChange }: { rooms: readonly Room[]; chosen: ReadonlySet<number>; onChange(chosen: ReadonlySet<number>): void }) {
  return (
    <div className="floor-rooms-choice">
      {rooms.map((room) => (
        <label key={room.id} className="floor-choice">
          <input
            type="checkbox"
            checked={chosen.has(room.id)}
            onChange={(event) => onChange(event.target.checked ? new Set([...chosen, room.id]) : new Set([...chosen].filter((id) => id !== room.id)))}
          />
          <span className="floor-name ellipsis">
            #{room.order} <Name name={clientName(room)} />
          </span>
        </label>
      ))}
    </div>
  );
}

function Preview({ shares, colleagues }: { shares: ReadonlyMap<number, readonly Room[]>; colleagues: readonly FloorExpert[] }) {
  const t = useTexts(floorTexts);
  const { me, sync } = useConsole();
  const drafts = draftRooms(me.id, sync.server);
  if (colleagues.length === 0) return null;
  return (
    <section className="floor-preview" aria-label={t('preview')}>
      <h3>{t('preview')}</h3>
      <ul>
        {colleagues.map(({ user }) => {
          const share = shares.get(user.id) ?? [];
          const [owed, promised, drafted] = [share.filter(({ owed_since }) => owed_since !== null).length, share.filter(({ due_at }) => due_at !== null).length, share.filter(({ id }) => drafts.has(id)).length];
          return (
            <li key={user.id}>
              <strong>{t('preview_line', { count: share.length, name: fullName(user) })}</strong>
              <span>{[owed > 0 && t('preview_owed', { count: owed }), promised > 0 && t('preview_promises', { count: promised }), drafted > 0 && t('preview_drafts', { count: drafted })].filter(Boolean).join(', ')}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
