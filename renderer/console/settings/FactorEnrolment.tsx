import { Button } from 'antd';
import { Suspense, useId, useRef, useState } from 'react';
import type { FactorBegun } from '../../../protocol/answers';
import { lazily } from '../../chat/lazily';
import { useTexts } from '../../chat/language';
import type { HttpFailure } from '../../sync/http';
import { useConsole } from '../context';
import { CodeField } from '../signin/CodeField';
import { PasswordField } from '../signin/PasswordField';
import { signInTexts } from '../signin/sign_in_texts';
import { accountTexts } from './account_texts';
import { useExplain } from './explain';
import { FactorForm } from './FactorForm';

const KeyPicture = lazily(async () => (await import('./KeyPicture')).KeyPicture);

/** password ──right──▶ key ──its first code──▶ recovery codes */
type Step = { name: 'password' } | { name: 'key'; begun: FactorBegun } | { name: 'codes'; codes: readonly string[] };

/** Turns the second factor on. */
export function FactorEnrolment({ onEnd }: { onEnd: () => void }) {
  const [step, setStep] = useState<Step>({ name: 'password' });
  if (step.name === 'password') return <PasswordStep onBegun={(begun) => setStep({ name: 'key', begun })} onCancel={onEnd} />;
  if (step.name === 'key') return <KeyStep begun={step.begun} onCodes={(codes) => setStep({ name: 'codes', codes })} onCancel={onEnd} />;
  return <RecoveryCodes codes={step.codes} onEnd={onEnd} />;
}

function PasswordStep({ onBegun, onCancel }: { onBegun: (begun: FactorBegun) => void; onCancel: () => void }) {
  const t = useTexts(accountTexts);
  const explain = useExplain();
  const { session } = useConsole();
  const errorId = useId();
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<HttpFailure | 'empty' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async () => {
    if (password === '') return setFailure('empty');
    setIsBusy(true);
    const result = await session.account.beginFactor(password);
    setIsBusy(false);
    if (result.ok) onBegun(result.body);
    else setFailure(result);
  };
  const error = failure === null ? null : failure === 'empty' ? t('fill_present') : failure.code === 'forbidden' ? t('wrong_present') : explain(failure);
  return (
    <FactorForm error={error} error_id={errorId} is_busy={isBusy} confirm={t('factor_next')} onSubmit={() => void submit()} onCancel={onCancel}>
      <PasswordField is_small label={t('present_password')} value={password} onChange={setPassword} auto_focus is_wrong={error !== null} described_by={errorId} />
    </FactorForm>
  );
}

function KeyStep({ begun, onCodes, onCancel }: { begun: FactorBegun; onCodes: (codes: readonly string[]) => void; onCancel: () => void }) {
  const t = useTexts(accountTexts);
  const ts = useTexts(signInTexts);
  const explain = useExplain();
  const { session } = useConsole();
  const errorId = useId();
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<HttpFailure | 'empty' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async () => {
    if (code.trim() === '') return setFailure('empty');
    setIsBusy(true);
    const result = await session.account.confirmFactor(code.trim());
    setIsBusy(false);
    if (result.ok) onCodes(result.body.recovery_codes);
    else setFailure(result);
  };
  const error = (() => {
    if (failure === null) return null;
    if (failure === 'empty') return ts('fill_code');
    return failure.code === 'forbidden' || failure.code === 'bad_request' ? ts('wrong_code') : explain(failure);
  })();
  return (
    <FactorForm error={error} error_id={errorId} is_busy={isBusy} confirm={ts('confirm')} onSubmit={() => void submit()} onCancel={onCancel}>
      <p className="form-hint">{t('factor_scan')}</p>
      <div className="factor-key">
        <Suspense fallback={<span className="ghost key-picture" />}>
          <KeyPicture text={begun.uri} name={t('factor_picture')} />
        </Suspense>
        <code className="factor-secret">{begun.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </div>
      <CodeField is_small label={t('factor_first')} value={code} onChange={setCode} auto_focus is_wrong={error !== null} described_by={errorId} />
    </FactorForm>
  );
}

function RecoveryCodes({ codes, onEnd }: { codes: readonly string[]; onEnd: () => void }) {
  const t = useTexts(accountTexts);
  const list = useRef<HTMLOListElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setIsCopied(true);
    } catch {
      // Where a page may not reach the clipboard, they are marked for the user's own key.
      if (list.current) window.getSelection()?.selectAllChildren(list.current);
    }
  };
  return (
    <div className="form account-form">
      <p className="form-notice is-good" role="status">
        {t('factor_codes')}
      </p>
      <ol className="recovery-codes" ref={list} aria-label={t('factor_codes_name')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="form-buttons">
        <Button onClick={() => void copy()}>{t(isCopied ? 'copied' : 'copy')}</Button>
        <Button type="primary" autoFocus onClick={onEnd}>
          {t('codes_kept')}
        </Button>
      </div>
    </div>
  );
}
