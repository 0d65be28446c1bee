import { memo, useState, type KeyboardEvent } from 'react';
import { MESSAGE_TEXT_MAX } from '../../../protocol/limits';
import type { User } from '../../../protocol/entities';
import type { Note } from '../../../protocol/notes';
import { chatTexts } from '../../chat/chat_texts';
import { cleanText } from '../../chat/clean_text';
import { ConfirmDialog } from '../../chat/ConfirmDialog';
import { fullText, timeText } from '../../chat/dates';
import { Icon } from '../../chat/Icon';
import { useLanguage, useTexts } from '../../chat/language';
import { linkify } from '../../chat/linkify';
import { Name } from '../../chat/Name';
import { fullName } from '../../chat/names';
import { LockIcon } from './LockIcon';
import { cutAtMentions } from './mentions';
import { notesTexts } from './notes_texts';

export type NoteProps = {
  note: Note;
  me: number;
  /** The mentioned who are not in the room. */
  absent: readonly User[];
  /** Rejects with an `Error` whose message is for people. */
  onEdit(note: Note, text: string): Promise<void>;
  onDelete(note: Note): Promise<void>;
  onInvite(users: readonly User[]): Promise<void>;
};

/** An internal note in its place between the messages. */
export const NoteView = memo(function NoteView({ note, me, absent, onEdit, onDelete, onInvite }: NoteProps) {
  const t = useTexts(notesTexts);
  const chat = useTexts(chatTexts);
  const language = useLanguage();
  const [doing, setDoing] = useState<'nothing' | 'editing' | 'deleting'>('nothing');
  const [problem, setProblem] = useState<string | null>(null);
  const isDeleted = note.deleted_at !== null;
  const isOwn = note.author === me;
  const attempt = (deed: Promise<void>) => {
    setProblem(null);
    deed.then(() => setDoing('nothing'), (error: unknown) => setProblem(error instanceof Error ? error.message : null));
  };

  return (
    <aside className={`note ${isDeleted ? 'is-deleted' : ''}`} aria-label={t('label')} data-note={note.id} tabIndex={-1}>
      <div className="note-head">
        <LockIcon />
        <strong className="note-label">{t('label')}</strong>
        <span className="note-author">
          {isOwn ? chat('you') : <Name name={note.author_name} />}
        </span>
        <span className="note-meta">
          {note.edited_at !== null && !isDeleted && <span title={fullText(note.edited_at, language)}>{chat('edited')} </span>}
          <time dateTime={note.created_at} title={fullText(note.created_at, language)}>
            {timeText(note.created_at, language)}
          </time>
        </span>
        {isOwn && !isDeleted && doing !== 'editing' && (
          <span className="note-actions">
            <button type="button" className="icon-button" aria-label={t('edit')} title={t('edit')} onClick={() => setDoing('editing')}>
              <Icon name="edit" />
            </button>
            <button type="button" className="icon-button" aria-label={t('delete')} title={t('delete')} onClick={() => setDoing('deleting')}>
              <Icon name="delete" />
            </button>
          </span>
        )}
      </div>
      {doing === 'editing' ? (
        <NoteField text={note.note} onSave={(text) => attempt(onEdit(note, text))} onCancel={() => setDoing('nothing')} />
      ) : (
        <div className="note-text" dir="auto">
          {isDeleted ? t('deleted') : <NoteText note={note} me={me} />}
        </div>
      )}
      {absent.length > 0 && !isDeleted && doing !== 'editing' && (
        <div className="note-absent">
          {t('absent', { names: absent.map(fullName).join(', ') })}{' '}
          <button type="button" className="link-button" onClick={() => attempt(onInvite(absent))}>
            {t('invite_now')}
          </button>
        </div>
      )}
      {problem !== null && (
        <div className="note-problem" role="alert">
          {problem}
        </div>
      )}
      {doing === 'deleting' && (
        <ConfirmDialog question={t('delete_question')} confirm={chat('delete')} onConfirm={() => attempt(onDelete(note))} onCancel={() => setDoing('nothing')} />
      )}
    </aside>
  );
});

function NoteText({ note, me }: { note: Note; me: number }) {
  return cutAtMentions(note.note, note.mentions).map(({ text, user }, index) =>
    user ? (
      <bdi key={index} className={`mention ${user.id === me ? 'is-me' : ''}`}>
        {text}
      </bdi>
    ) : (
      <span key={index}>{linkify(text)}</span>
    ),
  );
}

function NoteField({ text, onSave, onCancel }: { text: string; onSave(text: string): void; onCancel(): void }) {
  const t = useTexts(notesTexts);
  const chat = useTexts(chatTexts);
  const [value, setValue] = useState(text);
  const canSave = value.trim() !== '' && value.length <= MESSAGE_TEXT_MAX;
  const save = () => canSave && onSave(cleanText(value));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div className="note-edit">
      {/* The reader asked for it a moment ago. */}
      <textarea autoFocus rows={Math.min(8, value.split('\n').length + 1)} dir="auto" aria-label={t('edit')} value={value} onChange={(event) => setValue(event.target.value)} onKeyDown={onKeyDown} />
      <div className="note-edit-buttons">
        <button type="button" className="button button-main" disabled={!canSave} onClick={save}>
          {chat('save')}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {chat('cancel')}
        </button>
      </div>
    </div>
  );
}
