import { Button, Switch } from 'antd';
import { useCallback, useId, useState } from 'react';
import type { FormEvent } from 'react';
import type { Retention, RetentionExtent } from '../../../protocol/admin';
import { RETENTION_DAYS_MAX, RETENTION_DAYS_MIN } from '../../../protocol/limits';
import { useTexts } from '../../chat/language';
import { useExplain } from '../settings/explain';
import { adminTexts } from './admin_texts';
import { Field, Problem, Sure } from './parts';
import { useAdminCalls, useLoaded } from './use_admin';

/** For how long what was written about closed orders is kept. */
export function RetentionPage() {
  const t = useTexts(adminTexts);
  const calls = useAdminCalls();
  const load = useCallback(() => calls.retention(), [calls]);
  const { value, problem, reload } = useLoaded(load);
  return (
    <>
      <p className="soft admin-hint">{t('retention_hint')}</p>
      {problem !== null && <Problem text={problem} onAgain={reload} />}
      {value !== null && <RetentionForm kept={value} />}
    </>
  );
}

function RetentionForm({ kept }: { kept: Retention }) {
  const t = useTexts(adminTexts);
  const explain = useExplain();
  const calls = useAdminCalls();
  const switchId = useId();
  const [isOn, setIsOn] = useState(kept.is_on);
  const [days, setDays] = useState(String(kept.days));
  const [extent, setExtent] = useState<RetentionExtent | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState('');
  const count = Number(days);
  const isGood = count >= RETENTION_DAYS_MIN && count <= RETENTION_DAYS_MAX;

  const look = async (): Promise<boolean> => {
    setSaid('');
    setFailed('');
    if (!isGood) {
      setFailed(t('retention_days_bad', { min: RETENTION_DAYS_MIN, max: RETENTION_DAYS_MAX }));
      return false;
    }
    const result = await calls.previewRetention(count);
    if (result.ok) setExtent(result.body);
    else setFailed(explain(result));
    return result.ok;
  };
  const save = async () => {
    setIsAsked(false);
    const result = await calls.setRetention({ is_on: isOn, days: count });
    if (result.ok) setSaid(t(isOn ? 'retention_on' : 'retention_off'));
    else setFailed(explain(result));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await look())) return;
    // Nothing comes back once it is emptied: whoever switches it on has seen how much that is.
    if (isOn) setIsAsked(true);
    else await save();
  };
  const text = extent && (extent.messages + extent.files + extent.notes === 0 ? t('retention_nothing') : t('retention_extent', { messages: extent.messages, files: extent.files, notes: extent.notes, rooms: extent.rooms }));

  return (
    <form className="form admin-form" onSubmit={(event) => void submit(event)} noValidate>
      <div className="admin-check">
        <Switch id={switchId} checked={isOn} onChange={setIsOn} aria-label={t('retention_switch')} />
        <label htmlFor={switchId}>{t('retention_switch')}</label>
      </div>
      <Field label={t('retention_days')}>{(id) => <input id={id} className="plain-field admin-short" inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value.replace(/\D/g, '').slice(0, 4))} />}</Field>
      <p className="admin-said" role="status">
        {said || text}
      </p>
      <p className="form-error" role="alert">
        {failed}
      </p>
      <div className="form-buttons admin-form-buttons">
        <Button onClick={() => void look()}>{t('retention_look')}</Button>
        <Button type="primary" htmlType="submit">
          {t('save')}
        </Button>
      </div>
      {isAsked && <Sure title={t('retention_sure_title')} text={`${text ?? ''} ${t('retention_sure')}`} deed={t('retention_switch_on')} onSure={() => void save()} onClose={() => setIsAsked(false)} />}
    </form>
  );
}
