import { Button, Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useStore } from 'zustand';
import { useLanguage, useTexts } from '../../chat/language';
import type { SignInWays } from '../../../protocol/answers';
import { RemoveAccount } from '../accounts/RemoveAccount';
import type { Gate, SignInNotice } from '../gate';
import type { Failure, Host } from '../host';
import { consoleTexts } from '../texts';
import { BrowserStep } from './BrowserStep';
import { CodeStep } from './CodeStep';
import { useCountdown } from './countdown';
import { ForgotPassword } from './ForgotPassword';
import { PasswordField } from './PasswordField';
import { loadEmail, saveEmail } from './remembered_email';
import { signInCalls } from './sign_in_calls';
import type { SignInCalls } from './sign_in_calls';
import { signInTexts } from './sign_in_texts';
import { SignInCard } from './SignInCard';

/** Email and password; what went wrong is said in plain words. */
export function SignInScreen({ host, gate, notice }: { host: Host; gate: Gate; notice: SignInNotice }) {
  const t = useTexts(consoleTexts);
  const ts = useTexts(signInTexts);
  const language = useLanguage();
  const server = useStore(host.state, (state) => state.server);
  const keepsSecrets = useStore(host.state, (state) => state.keeps_secrets);
  const [email, setEmail] = useState(loadEmail);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<Pick<Failure, 'code' | 'message'> | 'empty' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [wait, setWait] = useCountdown();
  const [needsCode, setNeedsCode] = useState(false);
  const [hasForgotten, setHasForgotten] = useState(notice === 'forgot');
  const [isInBrowser, setIsInBrowser] = useState(false);
  const isStopped = useRef(false);
  const calls = useMemo(() => signInCalls(server ?? '', language), [server, language]);
  const ways = useWays(calls);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || wait > 0) return;
    if (email.trim() === '' || password === '') return setFailure('empty');
    void attempt();
  };
  const attempt = async (code?: string) => {
    setFailure(null);
    setIsBusy(true);
    saveEmail(email.trim());
    const result = await gate.signIn(email.trim(), password, code);
    setIsBusy(false);
    if (result.ok) return setPassword('');
    if (result.needs_code && code === undefined) return setNeedsCode(true);
    // Whoever has changed the password meanwhile is asked for the new one.
    if (result.code === 'unauthorized' && !result.needs_code) setNeedsCode(false);
    setFailure(result);
    if (result.code === 'rate_limited') setWait(Math.ceil(result.retry_after ?? 60));
  };
  const stopBrowser = () => {
    isStopped.current = true;
    host.browserSignIn?.stop();
  };
  const goToBrowser = async () => {
    setFailure(null);
    isStopped.current = false;
    setIsInBrowser(true);
    const result = await gate.signInByBrowser();
    setIsInBrowser(false);
    if (result.ok || isStopped.current) return;
    if (result.code === 'unauthorized') return gate.toSignIn('sso_refused');
    if (result.code === 'rate_limited') return setWait(Math.ceil(result.retry_after ?? 60));
    setFailure(result);
  };
  const error = (() => {
    if (wait > 0) return t('too_often', { count: wait });
    if (failure === 'empty') return t('fill_both');
    if (!failure || failure.code === 'rate_limited') return null;
    if (failure.code === 'unauthorized' || failure.code === 'bad_request') return needsCode ? ts('wrong_code') : t('wrong_password');
    if (failure.code === 'offline') return t('sign_in_offline');
    return failure.message;
  })();

  // What the server or the network did is not the fault of what was typed.
  const isWrong = wait === 0 && (failure === 'empty' || failure?.code === 'unauthorized' || failure?.code === 'bad_request');

  const startOver = () => {
    setNeedsCode(false);
    setFailure(null);
    setPassword('');
  };
  if (needsCode) return <CodeStep error={error} is_busy={isBusy} is_waiting={wait > 0} onCode={(code) => void attempt(code)} onBack={startOver} />;
  if (isInBrowser) return <BrowserStep name={ways?.oidc?.name ?? ''} onCancel={stopBrowser} />;
  if (hasForgotten) return <ForgotPassword calls={calls} email={email} onBack={() => setHasForgotten(false)} />;
  return (
    <SignInCard title={t('sign_in_title')}>
      <form className="form" onSubmit={submit} noValidate>
        {notice === 'ended' && <p className="form-notice">{t('signed_out_notice')}</p>}
        {notice === 'password_set' && <p className="form-notice is-good" role="status">{ts('password_set')}</p>}
        {notice === 'set_up' && <p className="form-notice is-good" role="status">{ts('set_up_done')}</p>}
        {(notice === 'sso_refused' || notice === 'sso_away') && (
          <p className="form-notice" role="alert">
            {ts(notice)}
          </p>
        )}
        {notice === 'client_account' && (
          <p className="form-notice" role="alert">
            {t('client_account')}{' '}
            <a href={`${server ?? ''}/c`} target="_blank" rel="noopener noreferrer">
              {t('client_page')}
            </a>
          </p>
        )}
        {host.kind === 'desktop' && server && (
          <p className="sign-in-server">
            <span className="ellipsis">
              {t('sign_in_server')}: <b>{server}</b>
            </span>
            <button type="button" className="link-button" onClick={gate.changeServer}>
              {t('address_change')}
            </button>
          </p>
        )}
        <label className="field">
          <span className="field-label">{t('email')}</span>
          <Input
            size="large"
            type="email"
            name="email"
            autoComplete="username"
            autoFocus={email === ''}
            value={email}
            status={isWrong ? 'error' : ''}
            aria-describedby="sign-in-error"
            onChange={(event) => setEmail(event.target.value)}
          />
        </label>
        <PasswordField value={password} onChange={setPassword} auto_focus={email !== ''} is_wrong={isWrong} />
        <p id="sign-in-error" className="form-error" role="alert">
          {error}
        </p>
        <Button type="primary" size="large" htmlType="submit" block loading={isBusy} disabled={wait > 0}>
          {t(isBusy ? 'signing_in' : 'sign_in')}
        </Button>
        {ways?.oidc && (host.kind === 'browser' || ways.oidc.desktop) && (
          <>
            <p className="sign-in-or">{ts('or')}</p>
            <Button size="large" block {...(host.kind === 'browser' ? { href: ways.oidc.url } : { onClick: () => void goToBrowser() })}>
              {ts('sso', { name: ways.oidc.name })}
            </Button>
          </>
        )}
        {ways?.password_reset && (
          <button type="button" className="link-button sign-in-link" onClick={() => setHasForgotten(true)}>
            {ts('forgot')}
          </button>
        )}
        {ways?.needs_setup && (
          <button type="button" className="link-button sign-in-link" onClick={() => gate.toSetUp('')}>
            {ts('set_up_offer')}
          </button>
        )}
        <RemoveAccount host={host} />
        {!keepsSecrets && <p className="form-hint">{t('no_secrets')}</p>}
      </form>
    </SignInCard>
  );
}

/** How one can sign in here; null until the server has said so. */
function useWays(calls: SignInCalls): SignInWays | null {
  const [ways, setWays] = useState<SignInWays | null>(null);
  useEffect(() => {
    let isGone = false;
    void calls.ways().then((known) => {
      if (!isGone) setWays(known);
    });
    return () => {
      isGone = true;
    };
  }, [calls]);
  return ways;
}
