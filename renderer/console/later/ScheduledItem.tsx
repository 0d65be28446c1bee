import { useState } from 'react';
import { Button } from 'antd';
import { errorText, isErrorCode } from '../../../protocol/errors';
import type { Scheduled } from '../../../protocol/later';
import { isInput } from '../../chat/elements';
import { useLanguage, useTexts } from '../../chat/language';
import type { Later } from '../../sync/later';
import { laterTexts } from './later_texts';
import { fromField, isSameClock, plannedText, ownZone, toField } from './moments';

export type ScheduledItemProps = { scheduled: Scheduled; later: Later; client_zone: string | null };

/** One message that waits for its time, or was refused at it: edit, send now, cancel. */
export function ScheduledItem({ scheduled, later, client_zone }: ScheduledItemProps) {
  const t = useTexts(laterTexts);
  const language = useLanguage();
  const [isEditing, setIsEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const moment = new Date(scheduled.send_at);
  const isRefused = scheduled.state === 'refused';
  const run = (deed: Promise<void>) => {
    setProblem(null);
    deed.catch((error: { code?: unknown }) => setProblem(isErrorCode(error.code) ? errorText(error.code, language) : errorText('unavailable', language)));
  };
  const sendNow = () => run(later.change({ id: scheduled.id, send_at: new Date().toISOString(), expect_seq: null }));
  const theirs = client_zone !== null && !isSameClock(moment, client_zone, ownZone()) ? plannedText(moment, language, client_zone) : null;

  if (isEditing) {
    return (
      <li className="scheduled-item">
        <EditForm scheduled={scheduled} onCancel={() => setIsEditing(false)} onSave={(message, send_at) => later.change({ id: scheduled.id, message, send_at }).then(() => setIsEditing(false))} />
      </li>
    );
  }
  return (
    <li className={`scheduled-item ${isRefused ? 'is-refused' : ''}`}>
      <p className="scheduled-text" dir="auto">
        {scheduled.message || t('files', { count: scheduled.attachments.length })}
      </p>
      <p className="scheduled-when">
        <time dateTime={scheduled.send_at}>{plannedText(moment, language)}</time>
        {theirs && <span> · {t('for_client', { time: theirs })}</span>}
        {scheduled.expect_seq !== null && !isRefused && <span> · {t('quiet_mark')}</span>}
        {scheduled.message !== '' && scheduled.attachments.length > 0 && <span> · {t('files', { count: scheduled.attachments.length })}</span>}
      </p>
      {isRefused && scheduled.error && (
        <p className="scheduled-problem" role="alert">
          {scheduled.error === 'room_moved' ? t('refused_moved') : scheduled.error === 'not_found' ? t('refused_gone') : t('refused', { reason: errorText(scheduled.error, language) })}
        </p>
      )}
      {problem && (
        <p className="scheduled-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="scheduled-actions">
        <Button size="small" onClick={() => setIsEditing(true)}>
          {t('edit')}
        </Button>
        <Button size="small" onClick={sendNow}>
          {t('send_now')}
        </Button>
        <Button size="small" onClick={() => run(later.cancel(scheduled.id))}>
          {t(isRefused ? 'put_away' : 'remove')}
        </Button>
      </div>
    </li>
  );
}

function EditForm({ scheduled, onSave, onCancel }: { scheduled: Scheduled; onSave: (message: string, sendAt: string) => Promise<void>; onCancel: () => void }) {
  const t = useTexts(laterTexts);
  const language = useLanguage();
  const [text, setText] = useState(scheduled.message);
  const [field, setField] = useState(() => toField(new Date(scheduled.send_at)));
  const [problem, setProblem] = useState<string | null>(null);
  const canSave = text.trim() !== '' || scheduled.attachments.length > 0;
  const save = () => {
    const moment = fromField(field);
    if (moment === null || moment.getTime() <= Date.now()) return setProblem(t('past'));
    onSave(text, moment.toISOString()).catch((error: { code?: unknown }) => setProblem(errorText(isErrorCode(error.code) ? error.code : 'unavailable', language)));
  };
  return (
    // No form of its own: it may stand in the composer's.
    <div
      className="scheduled-edit"
      onKeyDown={(event) => {
        const isEnter = event.key === 'Enter' && isInput(event.target);
        if (event.key !== 'Escape' && !isEnter) return;
        event.preventDefault();
        event.stopPropagation();
        if (!isEnter) onCancel();
        else if (canSave) save();
      }}
    >
      <textarea className="scheduled-field" aria-label={t('message')} rows={3} dir="auto" value={text} autoFocus onChange={(event) => setText(event.target.value)} />
      <input className="when-field" type="datetime-local" aria-label={t('pick')} value={field} required onChange={(event) => setField(event.target.value)} />
      {problem && (
        <p className="scheduled-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="scheduled-actions">
        <Button size="small" type="primary" disabled={!canSave} onClick={save}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
