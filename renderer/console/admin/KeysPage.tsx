import { Button } from 'antd';
import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import type { ApiKey, MadeKey } from '../../../protocol/admin';
import { KEY_NAME_MAX } from '../../../protocol/limits';
import { SCOPES } from '../../../protocol/scopes';
import type { Scope } from '../../../protocol/scopes';
import { fullText, listDate } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import type { HttpFailure } from '../../sync/http';
import { Dialog } from '../dialogs/Dialog';
import { PlusIcon } from '../icons';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { AdminTable, CheckSet, Field, FormEnd, PageState, SecretDialog, Select, Sure } from './parts';
import { useAdminCalls, useLoaded } from './use_admin';

const OVERLAPS = { '0': 'overlap_none', '1': 'overlap_hour', '24': 'overlap_day', '168': 'overlap_week' } as const;
type Overlap = keyof typeof OVERLAPS;

/** The marketplace's keys: made, replaced, revoked. */
export function KeysPage() {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const explain = useExplain();
  const calls = useAdminCalls();
  const load = useCallback(() => calls.keys(), [calls]);
  const loaded = useLoaded(load);
  const { value, reload } = loaded;
  const [isMaking, setIsMaking] = useState(false);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState('');

  const onMade = (key: MadeKey) => {
    setIsMaking(false);
    setRotating(null);
    setMade(key);
    reload();
  };
  const revoke = async (key: ApiKey) => {
    setRevoking(null);
    const result = await calls.revokeKey(key.id);
    setFailed(result.ok ? '' : explain(result));
    if (result.ok) setSaid(t('key_revoked', { name: key.name }));
    reload();
  };

  return (
    <>
      <div className="admin-bar">
        <p className="soft admin-hint">
          {t('keys_hint')} {value?.has_environment_key && t('environment_key')}
        </p>
        <Button type="primary" className="admin-bar-end" icon={<PlusIcon size={14} />} onClick={() => setIsMaking(true)}>
          {t('new_key')}
        </Button>
      </div>
      <PageState of={loaded} said={said} failed={failed} none={value?.keys.length === 0 && t('no_keys')} />
      {value !== null && value.keys.length > 0 && (
        <AdminTable name={t('page_keys')} heads={[t('key_name'), t('key_scopes'), t('key_made_at'), t('key_used'), t('actions')]}>
          {value.keys.map((key) => (
            <tr key={key.id}>
              <th scope="row">
                <bdi className="admin-name">{key.name}</bdi>
                {key.hint !== '' && <code className="soft admin-whole">{t('key_ends', { hint: key.hint })}</code>}
                {key.expires_at !== null && <span className="admin-second admin-warn">{t('key_until', { time: fullText(key.expires_at, language) })}</span>}
              </th>
              <td>
                {key.scopes.length === SCOPES.length ? (
                  t('all_scopes')
                ) : (
                  <ul className="admin-scopes">
                    {key.scopes.map((scope) => (
                      <li key={scope}>{t(`scope_${scope}`)}</li>
                    ))}
                  </ul>
                )}
              </td>
              <td>{listDate(key.created_at, language)}</td>
              <td>{key.last_used_at === null ? t('never') : listDate(key.last_used_at, language)}</td>
              <td className="admin-deeds">
                {key.expires_at === null && (
                  <Button size="small" aria-label={t('rotate_title', { name: key.name })} onClick={() => setRotating(key)}>
                    {t('rotate')}
                  </Button>
                )}
                <Button size="small" danger aria-label={`${t('revoke')}: ${key.name}`} onClick={() => setRevoking(key)}>
                  {t('revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </AdminTable>
      )}
      {isMaking && <KeyForm onMade={onMade} onClose={() => setIsMaking(false)} />}
      {rotating !== null && <RotationForm of={rotating} onMade={onMade} onClose={() => setRotating(null)} />}
      {revoking !== null && <Sure title={t('revoke')} text={t('revoke_sure', { name: revoking.name })} deed={t('revoke')} onSure={() => void revoke(revoking)} onClose={() => setRevoking(null)} />}
      {made !== null && <SecretDialog title={t('secret_title', { name: made.key.name })} hint={t('secret_hint')} value={made.secret} onClose={() => setMade(null)} />}
    </>
  );
}

function KeyForm({ onMade, onClose }: { onMade: (key: MadeKey) => void; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const explain = useExplain();
  const calls = useAdminCalls();
  const errorId = useId();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [failure, setFailure] = useState<HttpFailure | 'fill_name' | 'fill_scopes' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (name.trim() === '') return setFailure('fill_name');
    if (scopes.length === 0) return setFailure('fill_scopes');
    setFailure(null);
    setIsBusy(true);
    const result = await calls.makeKey(name.trim(), scopes);
    setIsBusy(false);
    if (result.ok) onMade(result.body);
    else setFailure(result);
  };
  const error = failure === null ? null : typeof failure === 'string' ? t(failure) : failure.code === 'conflict' ? t('key_taken') : explain(failure);
  return (
    <Dialog title={t('new_key')} onClose={onClose} className="dialog-small">
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Field label={t('key_name')}>{(id) => <input id={id} data-autofocus className="plain-field" maxLength={KEY_NAME_MAX} value={name} autoComplete="off" aria-describedby={errorId} onChange={(event) => setName(event.target.value)} />}</Field>
        <CheckSet name={t('key_scopes')} all={SCOPES} chosen={scopes} labelOf={(scope) => t(`scope_${scope}`)} onChange={setScopes} />
        <FormEnd error={error} errorId={errorId} deed={t('create')} isBusy={isBusy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function RotationForm({ of, onMade, onClose }: { of: ApiKey; onMade: (key: MadeKey) => void; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const explain = useExplain();
  const calls = useAdminCalls();
  const [overlap, setOverlap] = useState<Overlap>('24');
  const [error, setError] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await calls.rotateKey(of.id, Number(overlap));
    if (result.ok) onMade(result.body);
    else setError(explain(result));
  };
  return (
    <Dialog title={t('rotate_title', { name: of.name })} onClose={onClose} className="dialog-small">
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p className="form-hint">{t('rotate_hint')}</p>
        <Select label={t('overlap')} value={overlap} choices={(Object.keys(OVERLAPS) as Overlap[]).map((hours) => ({ value: hours, label: t(OVERLAPS[hours]) }))} onChange={setOverlap} />
        <FormEnd error={error} deed={t('rotate')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
