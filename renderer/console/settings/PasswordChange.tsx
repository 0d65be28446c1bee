import { Button } from 'antd';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../../protocol/limits';
import { useTexts } from '../../chat/language';
import type { HttpFailure } from '../../sync/http';
import { useConsole } from '../context';
import { PasswordField } from '../signin/PasswordField';
import { signInTexts } from '../signin/sign_in_texts';
import { accountTexts } from './account_texts';
import { useExplain } from './explain';
import { SettingsGroup } from './rows';

/** Another password, by whoever knows the present one. */
export function PasswordChange() {
  const t = useTexts(accountTexts);
  const [isOpen, setIsOpen] = useState(false);
  const [outcome, setOutcome] = useState<{ ended: number } | null>(null);
  const open = () => {
    setOutcome(null);
    setIsOpen(true);
  };
  const done = (ended: number) => {
    setOutcome({ ended });
    setIsOpen(false);
  };
  return (
    <SettingsGroup title={t('password')} aside={!isOpen && <Button size="small" onClick={open}>{t('change_password')}</Button>}>
      <p className="settings-status soft" role="status">
        {outcome && `${t('password_changed')} ${outcome.ended > 0 ? t('ended', { count: outcome.ended }) : ''}`}
      </p>
      {isOpen && <PasswordForm onDone={done} onCancel={() => setIsOpen(false)} />}
    </SettingsGroup>
  );
}

function PasswordForm({ onDone, onCancel }: { onDone: (ended: number) => void; onCancel: () => void }) {
  const t = useTexts(accountTexts);
  const ts = useTexts(signInTexts);
  const explain = useExplain();
  const { session } = useConsole();
  const errorId = useId();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [failure, setFailure] = useState<HttpFailure | 'length' | 'empty' | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (present === '') return setFailure('empty');
    if (next.length < PASSWORD_MIN || next.length > PASSWORD_MAX) return setFailure('length');
    setFailure(null);
    setIsBusy(true);
    const result = await session.account.changePassword(present, next);
    setIsBusy(false);
    if (result.ok) onDone(result.body.ended);
    else setFailure(result);
  };
  const error = (() => {
    if (failure === null) return null;
    if (failure === 'empty') return t('fill_present');
    if (failure === 'length') return ts('too_short');
    return failure.code === 'forbidden' ? t('wrong_present') : explain(failure);
  })();
  const isPresentWrong = failure === 'empty' || (failure !== null && failure !== 'length' && failure.code === 'forbidden');

  return (
    <form className="form account-form" onSubmit={(event) => void submit(event)} noValidate>
      <PasswordField is_small label={t('present_password')} value={present} onChange={setPresent} auto_focus is_wrong={isPresentWrong} described_by={errorId} />
      <PasswordField is_small label={ts('new_password')} is_new value={next} onChange={setNext} auto_focus={false} is_wrong={failure === 'length'} described_by={errorId} />
      <p className="form-hint">{t('password_hint')}</p>
      <p id={errorId} className="form-error" role="alert">
        {error}
      </p>
      <div className="form-buttons">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {ts('set_password')}
        </Button>
      </div>
    </form>
  );
}
