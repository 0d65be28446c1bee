import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { FormEvent } from 'react';
import { useStore } from 'zustand';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../../protocol/limits';
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

/** Sets the password by a letter's link, and leads to the sign-in. */
export function NewPasswordScreen({ host, gate, token }: { host: Host; gate: Gate; token: string }) {
  const t = useTexts(signInTexts);
  const tc = useTexts(consoleTexts);
  const language = useLanguage();
  const server = useStore(host.state, (state) => state.server) ?? '';
  const calls = useMemo(() => signInCalls(server, language), [server, language]);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<HttpFailure | 'length' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [wait, setWait] = useCountdown();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || wait > 0) return;
    if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX) return setFailure('length');
    setFailure(null);
    setIsBusy(true);
    const result = await calls.redeemReset(token, password);
    setIsBusy(false);
    if (result.ok) return gate.toSignIn('password_set');
    setFailure(result);
    if (result.code === 'rate_limited') setWait(Math.ceil(result.retry_after ?? 60));
  };
  const isUseless = failure !== null && failure !== 'length' && failure.code === 'unauthorized';
  const error = (() => {
    if (wait > 0) return tc('too_often', { count: wait });
    if (failure === 'length') return t('too_short');
    if (failure === null || failure.code === 'rate_limited') return null;
    return failure.code === 'offline' ? tc('sign_in_offline') : failure.message;
  })();

  if (isUseless) {
    return (
      <SignInCard title={t('new_password_title')}>
        <div className="form">
          <p className="form-notice" role="alert">
            {t('link_useless')}
          </p>
          <Button type="primary" size="large" block autoFocus onClick={() => gate.toSignIn('forgot')}>
            {t('ask_new_link')}
          </Button>
          <button type="button" className="link-button sign-in-link" onClick={() => gate.toSignIn(null)}>
            {t('back')}
          </button>
        </div>
      </SignInCard>
    );
  }
  return (
    <SignInCard title={t('new_password_title')}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <p className="form-hint">{t('new_password_hint')}</p>
        <PasswordField label={t('new_password')} is_new value={password} onChange={setPassword} auto_focus is_wrong={error !== null && wait === 0} />
        <p id="sign-in-error" className="form-error" role="alert">
          {error}
        </p>
        <Button type="primary" size="large" htmlType="submit" block loading={isBusy} disabled={wait > 0}>
          {t('set_password')}
        </Button>
        <button type="button" className="link-button sign-in-link" onClick={() => gate.toSignIn(null)}>
          {t('back')}
        </button>
      </form>
    </SignInCard>
  );
}
