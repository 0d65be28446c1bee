import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import type { AdminUser } from '../../../protocol/admin';
import type { Role } from '../../../protocol/entities';
import { EMAIL_MAX, NAME_MAX } from '../../../protocol/limits';
import { useTexts } from '../../chat/language';
import { fullName } from '../../chat/names';
import type { HttpFailure } from '../../sync/http';
import { useConsole } from '../context';
import { Dialog } from '../dialogs/Dialog';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { Field, FormEnd, Select } from './parts';
import { roleChoices } from './roles';
import { useAdminCalls } from './use_admin';

export type UserFormProps = { user: AdminUser | null; onSaved: (user: AdminUser, wantsLink: boolean) => void; onClose: () => void };

/** A new account, or the names and the role of one. */
export function UserForm({ user, onSaved, onClose }: UserFormProps) {
  const t = useTexts(adminTexts);
  const explain = useExplain();
  const { me } = useConsole();
  const calls = useAdminCalls();
  const errorId = useId();
  const [email, setEmail] = useState(user?.email ?? '');
  const [first, setFirst] = useState(user?.first_name ?? '');
  const [last, setLast] = useState(user?.last_name ?? '');
  const [role, setRole] = useState<Role>(user?.role ?? 'expert');
  const [wantsLink, setWantsLink] = useState(true);
  const [failure, setFailure] = useState<HttpFailure | 'fill_all' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isSelf = user?.id === me.id;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    const names = { first_name: first.trim(), last_name: last.trim(), role };
    if (names.first_name === '' || names.last_name === '' || (!user && email.trim() === '')) return setFailure('fill_all');
    setFailure(null);
    setIsBusy(true);
    const result = await (user ? calls.changeUser(user.id, names) : calls.makeUser({ ...names, email: email.trim() }));
    setIsBusy(false);
    if (result.ok) onSaved(result.body, !user && wantsLink && role !== 'client');
    else setFailure(result);
  };
  const error = (() => {
    if (failure === null) return null;
    if (failure === 'fill_all') return t('fill_all');
    if (failure.code === 'conflict') return t(user ? 'role_conflict' : 'email_taken');
    return failure.code === 'bad_request' && !user ? t('bad_email') : explain(failure);
  })();

  return (
    <Dialog title={user ? t('edit_user', { name: fullName(user) }) : t('new_user')} onClose={onClose} className="dialog-small">
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        {!user && (
          <Field label={t('email')}>
            {(id) => <input id={id} data-autofocus type="email" className="plain-field" maxLength={EMAIL_MAX} value={email} autoComplete="off" aria-describedby={errorId} onChange={(event) => setEmail(event.target.value)} />}
          </Field>
        )}
        <Field label={t('first_name')}>{(id) => <input id={id} data-autofocus={user ? true : undefined} className="plain-field" maxLength={NAME_MAX} value={first} autoComplete="off" aria-describedby={errorId} onChange={(event) => setFirst(event.target.value)} />}</Field>
        <Field label={t('last_name')}>{(id) => <input id={id} className="plain-field" maxLength={NAME_MAX} value={last} autoComplete="off" aria-describedby={errorId} onChange={(event) => setLast(event.target.value)} />}</Field>
        <Select label={t('role')} value={role} choices={roleChoices(t)} is_disabled={isSelf} onChange={setRole} />
        {isSelf && <p className="form-hint">{t('own_role_hint')}</p>}
        {!user && role !== 'client' && (
          <label className="admin-check">
            <input type="checkbox" checked={wantsLink} onChange={(event) => setWantsLink(event.target.checked)} />
            {t('create_link')}
          </label>
        )}
        <FormEnd error={error} errorId={errorId} deed={t(user ? 'save' : 'create')} isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
