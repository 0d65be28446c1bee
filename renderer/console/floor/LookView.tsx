import { Button } from 'antd';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { FloorExpert, FloorRoom, Look } from '../../../protocol/floor';
import { MESSAGE_TEXT_MAX } from '../../../protocol/limits';
import type { Note } from '../../../protocol/notes';
import { Bubble } from '../../chat/Bubble';
import { ConfirmDialog } from '../../chat/ConfirmDialog';
import { DayLine } from '../../chat/DayLine';
import { EventLine } from '../../chat/EventLine';
import { Attachments } from '../../chat/files/Attachments';
import { layOut, type Item } from '../../chat/items';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { newUuid } from '../../sync/uuid';
import { useConsole } from '../context';
import { EyeIcon } from '../icons';
import { teamProblem } from '../team/SeatActions';
import { floorTexts } from './floor_texts';

/** A colleague's room as his lead reads it: nothing here tells anybody that it is read. */
export function LookView({ member, room, onTaken }: { member: FloorExpert; room: FloorRoom; onTaken: () => void }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const { sync, me, openRoom } = useConsole();
  const [look, setLook] = useState<Look | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const attempt = useRef({ note: '', id: '' });
  const lines = useRef<HTMLDivElement>(null);
  /** How far above the end the reader stands when older messages come in above him. */
  const fromEnd = useRef(0);
  const fail = useCallback((error: unknown) => setProblem(teamProblem(error, language)), [language]);
  const load = useCallback(() => {
    setProblem('');
    fromEnd.current = 0;
    sync.floor?.look(room.room).then(setLook, fail);
  }, [sync, room.room, fail]);
  useEffect(load, [load]);
  useLayoutEffect(() => {
    if (lines.current) lines.current.scrollTop = lines.current.scrollHeight - fromEnd.current;
  }, [look]);
  const older = () => {
    const first = look?.messages[0]?.seq;
    if (look === null || first === undefined) return;
    sync.floor?.look(room.room, first).then((page) => {
      const place = lines.current!;
      fromEnd.current = place.scrollHeight - place.scrollTop;
      // The button goes away with the oldest page, and would take the focus with it.
      if (!page.has_more) place.focus();
      setLook({ ...look, messages: [...page.messages, ...look.messages], has_more: page.has_more });
    }, fail);
  };
  const whisper = () => {
    // The same text again, by a second click or after an answer that was lost, is the same note.
    if (attempt.current.note !== note) attempt.current = { note, id: newUuid() };
    sync.floor?.whisper(room.room, note, attempt.current.id).then(() => {
      attempt.current = { note: '', id: '' };
      setNote('');
      load();
    }, fail);
  };
  const takeOver = () => {
    setIsAsking(false);
    sync.floor?.takeOver(room.order).then((taken) => {
      onTaken();
      openRoom(taken.id);
    }, fail);
  };
  const client = room.client.id;
  return (
    <div className="look">
      <p className="look-banner" role="note">
        <EyeIcon size={14} />
        <span>{t('looking', { name: fullName(member.user) })}</span>
      </p>
      <p className="look-title">
        #{room.order} <bdi>{room.order_title}</bdi> · <bdi>{fullName(room.client)}</bdi>
      </p>
      <div className="look-lines" ref={lines} tabIndex={0} aria-label={room.order_title} role="log">
        {look?.has_more && (
          <button type="button" className="link-button" onClick={older}>
            {t('older')}
          </button>
        )}
        {look && itemsOf(look).map((item) => <LookItem key={item.key} item={item} client={client} />)}
      </div>
      {problem !== '' && (
        <p role="alert" className="queue-problem">
          {problem}
        </p>
      )}
      <label className="field look-note">
        <span className="field-label">{t('whisper')}</span>
        <textarea className="look-field" rows={2} maxLength={MESSAGE_TEXT_MAX} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className="form-buttons">
        <Button onClick={load}>{t('refresh')}</Button>
        <Button disabled={note.trim() === ''} onClick={whisper}>
          {t('whisper_send')}
        </Button>
        {me.role === 'lead' && (
          <Button type="primary" onClick={() => setIsAsking(true)}>
            {t('take_over')}
          </Button>
        )}
      </div>
      {isAsking && <ConfirmDialog question={t('take_over_question', { order: room.order, name: fullName(member.user) })} confirm={t('take_over')} onConfirm={takeOver} onCancel={() => setIsAsking(false)} />}
    </div>
  );
}

/** Laid out as for those who are in the room; nobody's bubbles are the reader's own. */
const itemsOf = ({ messages, notes, events, has_more }: Look): Item[] =>
  layOut({ me: 0, messages, events, asides: notes.map(asideOf), outbox: [], new_seq: null, has_older: has_more });

const asideOf = (note: Note) => ({ key: `note ${note.id}`, after_seq: note.after_seq, at: note.created_at, node: <Whisper note={note} /> });

function Whisper({ note }: { note: Note }) {
  const t = useTexts(floorTexts);
  return (
    <p className="look-whisper" dir="auto">
      <strong>{t('note_of', { name: note.author_name })}</strong> {note.deleted_at === null ? note.note : t('deleted')}
    </p>
  );
}

/** The experts' side stands where its expert sees it, with its names. */
function LookItem({ item, client }: { item: Item; client: number }) {
  if (item.kind === 'day') return <DayLine at={item.at} />;
  if (item.kind === 'event') return <EventLine event={item.event} />;
  if (item.kind === 'aside') return item.aside.node;
  if (item.kind !== 'message') return null;
  const { message, is_first, is_last } = item;
  return (
    <Bubble
      sender={message.sender}
      sender_name={message.sender_name}
      is_own={message.sender !== client}
      is_named
      is_first={is_first}
      is_last={is_last}
      text={message.message}
      created_at={message.created_at}
      edited_at={message.edited_at}
      is_deleted={message.deleted_at !== null}
      files={message.attachments.length > 0 ? <Attachments attachments={message.attachments} /> : null}
    />
  );
}
