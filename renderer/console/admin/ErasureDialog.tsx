import { useCallback, useState } from 'react';
import type { FormEvent } from 'react';
import type { AdminUser } from '../../../protocol/admin';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import { Dialog } from '../dialogs/Dialog';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { Field, FormEnd } from './parts';
import { useAdminCalls, useLoaded } from './use_admin';

/** Erases a person: shows how much that is, and asks for his address once more. */
export function ErasureDialog({ user, onErased, onClose }: { user: AdminUser; onErased: () => void; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const explain = useExplain();
  const calls = useAdminCalls();
  const load = useCallback(() => calls.previewErasure(user.id), [calls, user.id]);
  const { value, problem } = useLoaded(load);
  const [email, setEmail] = useState('');
  const [failed, setFailed] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (email.trim().toLowerCase() !== user.email) return setFailed(t('erase_other_email'));
    setIsBusy(true);
    const result = await calls.erase(user.id, user.email);
    setIsBusy(false);
    if (result.ok) onErased();
    else setFailed(result.code === 'conflict' ? t('erase_conflict') : explain(result));
  };
  return (
    <Dialog title={t('erase_title', { name: fullName(user) })} onClose={onClose} className="dialog-small">
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <p className="form-hint">{t(user.role === 'client' ? 'erase_hint_client' : 'erase_hint_staff')}</p>
        {user.role === 'client' && value !== null && <p className="form-notice">{t('retention_extent', value)}</p>}
        {problem !== null && <p role="alert">{problem}</p>}
        <Field label={t('erase_confirm', { email: user.email })}>{(id) => <input id={id} data-autofocus type="email" className="plain-field" value={email} autoComplete="off" onChange={(event) => setEmail(event.target.value)} />}</Field>
        <FormEnd error={failed} deed={t('erase')} isBusy={isBusy} isDangerous onClose={onClose} />
      </form>
    </Dialog>
  );
}
