import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { FormEvent } from 'react';
import { useStore } from 'zustand';
import { EMAIL_MAX, NAME_MAX, PASSWORD_MAX, PASSWORD_MIN } from '../../../protocol/limits';
import { useLanguage, useTexts } from '../../chat/language';
import type { HttpFailure } from '../../sync/http';
import type { Gate } from '../gate';
import type { Host } from '../host';
import { consoleTexts } from '../texts';
import { useCountdown } from './countdown';
import { PasswordField } from './PasswordField';
import { signInCalls } from './sign_in_calls';
import { signInTexts } from './sign_in_texts';
import { SignInCard } from './SignInCard';

/** Makes the first administrator of an empty installation, by a code of the server's log, and leads to the sign-in. */
export function SetUpScreen({ host, gate, code: brought }: { host: Host; gate: Gate; code: string }) {
  const t = useTexts(signInTexts);
  const tc = useTexts(consoleTexts);
  const language = useLanguage();
  const server = useStore(host.state, (state) => state.server) ?? '';
  const calls = useMemo(() => signInCalls(server, language), [server, language]);
  const [code, setCode] = useState(brought);
  const [email, setEmail] = useState('');
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<HttpFailure | 'too_short' | 'set_up_fill' | 'bad_email' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [wait, setWait] = useCountdown();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || wait > 0) return;
    const given = { code: code.trim(), email: email.trim(), first_name: first.trim(), last_name: last.trim() };
    if (Object.values(given).includes('')) return setFailure('set_up_fill');
    if (!/^\S+@\S+\.\S+$/.test(given.email)) return setFailure('bad_email');
    if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX) return setFailure('too_short');
    setFailure(null);
    setIsBusy(true);
    const result = await calls.setUp({ ...given, password });
    setIsBusy(false);
    if (result.ok) return gate.toSignIn('set_up');
    setFailure(result);
    if (result.code === 'rate_limited') setWait(Math.ceil(result.retry_after ?? 60));
  };
  const error = (() => {
    if (wait > 0) return tc('too_often', { count: wait });
    if (failure === null || typeof failure === 'string') return failure && t(failure);
    if (failure.code === 'not_found') return t('set_up_gone');
    if (failure.code === 'unauthorized' || failure.code === 'bad_request') return t('set_up_wrong');
    if (failure.code === 'conflict') return t('set_up_taken');
    return failure.code === 'offline' ? tc('sign_in_offline') : failure.message;
  })();
  const field = (label: string, value: string, onChange: (value: string) => void, more: { type?: string; maxLength: number; autoComplete: string; autoFocus?: boolean }) => (
    <label className="field">
      <span className="field-label">{label}</span>
      <Input size="large" value={value} status={failure === 'set_up_fill' && value.trim() === '' ? 'error' : ''} aria-describedby="sign-in-error" onChange={(event) => onChange(event.target.value)} {...more} />
    </label>
  );

  return (
    <SignInCard title={t('set_up_title')}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <p className="form-hint">{t('set_up_hint')}</p>
        {field(t('set_up_code'), code, setCode, { maxLength: 200, autoComplete: 'off', autoFocus: brought === '' })}
        {field(tc('email'), email, setEmail, { type: 'email', maxLength: EMAIL_MAX, autoComplete: 'username', autoFocus: brought !== '' })}
        {field(t('set_up_first_name'), first, setFirst, { maxLength: NAME_MAX, autoComplete: 'given-name' })}
        {field(t('set_up_last_name'), last, setLast, { maxLength: NAME_MAX, autoComplete: 'family-name' })}
        <PasswordField label={tc('password')} is_new value={password} onChange={setPassword} auto_focus={false} is_wrong={failure === 'too_short' || (failure === 'set_up_fill' && password === '')} />
        <p id="sign-in-error" className="form-error" role="alert">
          {error}
        </p>
        <Button type="primary" size="large" htmlType="submit" block loading={isBusy} disabled={wait > 0}>
          {t('set_up_create')}
        </Button>
        <button type="button" className="link-button sign-in-link" onClick={() => gate.toSignIn(null)}>
          {t('back')}
        </button>
      </form>
    </SignInCard>
  );
}
