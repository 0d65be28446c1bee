import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { readFrameOrigin } from '../../../protocol/frames';
import type { AllowedFrame, AllowedFrames } from '../../../protocol/admin';
import { FRAMES_MAX, FRAME_NOTE_MAX, FRAME_ORIGIN_MAX } from '../../../protocol/limits';
import { useTexts } from '../../chat/language';
import { Dialog } from '../dialogs/Dialog';
import { useExplain } from '../settings/explain';
import { frameTexts } from './frame_texts';
import { Field, FormEnd } from './parts';
import { useAdminCalls } from './use_admin';

/** One more site: what is typed becomes what browsers write, or is told why it cannot. */
export function FrameForm({ known, onAllowed, onClose }: { known: AllowedFrames; onAllowed: (frame: AllowedFrame) => void; onClose: () => void }) {
  const tf = useTexts(frameTexts);
  const explain = useExplain();
  const calls = useAdminCalls();
  const errorId = useId();
  const [site, setSite] = useState('https://');
  const [note, setNote] = useState('');
  const [error, setError] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    const read = readFrameOrigin(site, known.takes_local);
    if ('flaw' in read) return setError(tf(`flaw_${read.flaw}`, { meant: read.meant }));
    setError('');
    setIsBusy(true);
    const result = await calls.allowFrame(read.origin, note.trim());
    setIsBusy(false);
    if (result.ok) return onAllowed(result.body);
    if (result.code !== 'conflict') setError(explain(result));
    else setError(known.frames.length >= FRAMES_MAX ? tf('too_many', { max: FRAMES_MAX }) : tf('taken'));
  };
  return (
    <Dialog title={tf('new')} onClose={onClose} className="dialog-small">
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Field label={tf('site_label')}>
          {(id) => <input id={id} data-autofocus type="url" className="plain-field" maxLength={FRAME_ORIGIN_MAX} value={site} autoComplete="off" spellCheck={false} aria-describedby={`${errorId} ${errorId}-hint`} aria-invalid={error !== ''} onChange={(event) => setSite(event.target.value)} />}
        </Field>
        <p id={`${errorId}-hint`} className="form-hint">
          {tf('site_hint')}
        </p>
        <Field label={tf('note_label')}>{(id) => <input id={id} className="plain-field" maxLength={FRAME_NOTE_MAX} value={note} autoComplete="off" onChange={(event) => setNote(event.target.value)} />}</Field>
        <FormEnd error={error} errorId={errorId} deed={tf('allow')} isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
