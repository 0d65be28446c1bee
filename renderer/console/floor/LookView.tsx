import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { Message, RoomEvent } from '../../../protocol/entities';
import type { FloorExpert, FloorRoom, Look } from '../../../protocol/floor';
import { MESSAGE_TEXT_MAX } from '../../../protocol/limits';
import type { Note } from '../../../protocol/notes';
import { Bubble } from '../../chat/Bubble';
import { ConfirmDialog } from '../../chat/ConfirmDialog';
import { EventLine } from '../../chat/EventLine';
import { Attachments } from '../../chat/files/Attachments';
import { useLanguage, useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { newUuid } from '../../sync/uuid';
import { useConsole } from '../context';
import { EyeIcon } from '../icons';
import { teamProblem } from '../team/SeatActions';
import { floorTexts } from './floor_texts';

type Line = { key: string; after: number; at: string } & ({ message: Message } | { note: Note } | { event: RoomEvent });

/** A colleague's room as his lead reads it: nothing here tells anybody that it is read. */
export function LookView({ member, room, onTaken }: { member: FloorExpert; room: FloorRoom; onTaken: () => void }) {
  const t = useTexts(floorTexts);
  const language = useLanguage();
  const { sync, me, openRoom } = useConsole();
  const [look, setLook] = useState<Look | null>(null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const fail = useCallback((error: unknown) => setProblem(teamProblem(error, language)), [language]);
  const load = useCallback(() => {
    setProblem('');
    sync.floor?.look(room.room).then(setLook, fail);
  }, [sync, room.room, fail]);
  useEffect(load, [load]);
  const older = () => {
    const first = look?.messages[0]?.seq;
    if (look === null || first === undefined) return;
    sync.floor?.look(room.room, first).then((page) => setLook({ ...look, messages: [...page.messages, ...look.messages], has_more: page.has_more }), fail);
  };
  const whisper = () => {
    sync.floor?.whisper(room.room, note, newUuid()).then(() => {
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
      <div className="look-lines" tabIndex={0} aria-label={room.order_title} role="log">
        {look?.has_more && (
          <button type="button" className="link-button" onClick={older}>
            {t('older')}
          </button>
        )}
        {look && linesOf(look).map((line) => <LookLine key={line.key} line={line} client={client} />)}
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

/** Everything in its place; events and notes from before the loaded messages are left out. */
export function linesOf({ messages, notes, events, has_more }: Look): Line[] {
  const from = has_more ? (messages[0]?.seq ?? 0) : 0;
  const lines: Line[] = [
    ...messages.map((message) => ({ key: `m${message.id}`, after: message.seq, at: '', message })),
    ...events.filter(({ after_seq }) => after_seq >= from).map((event) => ({ key: `e${event.id}`, after: event.after_seq, at: event.created_at, event })),
    ...notes.filter(({ after_seq }) => after_seq >= from).map((note) => ({ key: `n${note.id}`, after: note.after_seq, at: note.created_at, note })),
  ];
  return lines.sort((one, two) => one.after - two.after || (one.at < two.at ? -1 : one.at > two.at ? 1 : 0));
}

function LookLine({ line, client }: { line: Line; client: number }) {
  const t = useTexts(floorTexts);
  if ('event' in line) return <EventLine event={line.event} />;
  if ('note' in line) {
    return (
      <p className="look-whisper" dir="auto">
        <strong>{t('note_of', { name: line.note.author_name })}</strong> {line.note.deleted_at === null ? line.note.note : t('deleted')}
      </p>
    );
  }
  const { message } = line;
  return (
    <Bubble
      sender={message.sender}
      sender_name={message.sender_name}
      is_own={false}
      is_first
      is_last={message.sender === client}
      text={message.deleted_at === null ? message.message : t('deleted')}
      created_at={message.created_at}
      edited_at={message.edited_at}
      is_deleted={message.deleted_at !== null}
      files={message.attachments.length > 0 ? <Attachments attachments={message.attachments} /> : null}
    />
  );
}
