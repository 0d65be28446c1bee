import { useId, useState } from 'react';
import { useTexts } from '../../chat/language';
import type { HttpFailure } from '../../sync/http';
import { useConsole } from '../context';
import { CodeField } from '../signin/CodeField';
import { PasswordField } from '../signin/PasswordField';
import { signInTexts } from '../signin/sign_in_texts';
import { accountTexts } from './account_texts';
import { useExplain } from './explain';
import { FactorForm } from './FactorForm';

/** Turns the second factor off: that takes both factors. */
export function FactorRemoval({ onEnd }: { onEnd: () => void }) {
  const t = useTexts(accountTexts);
  const ts = useTexts(signInTexts);
  const explain = useExplain();
  const { session } = useConsole();
  const errorId = useId();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<HttpFailure | 'empty' | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async () => {
    if (password === '' || code.trim() === '') return setFailure('empty');
    setIsBusy(true);
    const result = await session.account.removeFactor(password, code.trim());
    setIsBusy(false);
    // Not on any more: turned off elsewhere.
    if (result.ok || result.code === 'conflict') onEnd();
    else setFailure(result);
  };
  const error = (() => {
    if (failure === null) return null;
    if (failure === 'empty') return t('fill_both_factors');
    return failure.code === 'forbidden' || failure.code === 'bad_request' ? t('wrong_factors') : explain(failure);
  })();

  return (
    <FactorForm error={error} error_id={errorId} is_busy={isBusy} confirm={t('factor_disable')} is_danger onSubmit={() => void submit()} onCancel={onEnd}>
      <PasswordField is_small label={t('present_password')} value={password} onChange={setPassword} auto_focus is_wrong={error !== null} described_by={errorId} />
      <CodeField is_small label={ts('code')} value={code} onChange={setCode} auto_focus={false} is_wrong={error !== null} described_by={errorId} />
      <p className="form-hint">{ts('code_hint')}</p>
    </FactorForm>
  );
}
