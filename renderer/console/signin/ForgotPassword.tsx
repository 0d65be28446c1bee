import { Button, Input } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTexts } from '../../chat/language';
import type { HttpFailure } from '../../sync/http';
import { consoleTexts } from '../texts';
import { useCountdown } from './countdown';
import { saveEmail } from './remembered_email';
import type { SignInCalls } from './sign_in_calls';
import { signInTexts } from './sign_in_texts';
import { SignInCard } from './SignInCard';

type Problem = Pick<HttpFailure, 'code' | 'message'> | 'empty' | null;

/** Has a link for a new password sent. Whether there is such an account is told to nobody. */
export function ForgotPassword({ calls, email: known, onBack }: { calls: SignInCalls; email: string; onBack: () => void }) {
  const t = useTexts(signInTexts);
  const tc = useTexts(consoleTexts);
  const [email, setEmail] = useState(known);
  const [problem, setProblem] = useState<Problem>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const [wait, setWait] = useCountdown();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || wait > 0) return;
    if (email.trim() === '') return setProblem('empty');
    setProblem(null);
    setIsBusy(true);
    const result = await calls.askReset(email.trim());
    setIsBusy(false);
    if (!result.ok) {
      setProblem(result);
      if (result.code === 'rate_limited') setWait(Math.ceil(result.retry_after ?? 60));
      return;
    }
    saveEmail(email.trim());
    setIsSent(true);
  };
  const error = (() => {
    if (wait > 0) return tc('too_often', { count: wait });
    if (problem === 'empty') return t('fill_email');
    if (problem === null || problem.code === 'rate_limited') return null;
    if (problem.code === 'bad_request') return t('bad_email');
    return problem.code === 'offline' ? tc('sign_in_offline') : problem.message;
  })();

  return (
    <SignInCard title={t('forgot_title')}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        {isSent ? (
          <p className="form-notice is-good" role="status">
            {t('link_sent')}
          </p>
        ) : (
          <>
            <p className="form-hint">{t('forgot_hint')}</p>
            <label className="field">
              <span className="field-label">{tc('email')}</span>
              <Input
                size="large"
                type="email"
                name="email"
                autoComplete="username"
                autoFocus
                value={email}
                status={error && wait === 0 ? 'error' : ''}
                aria-describedby="sign-in-error"
                onChange={(event) => setEmail(event.target.value)}
              />
            </label>
            <p id="sign-in-error" className="form-error" role="alert">
              {error}
            </p>
            <Button type="primary" size="large" htmlType="submit" block loading={isBusy} disabled={wait > 0}>
              {t('send_link')}
            </Button>
          </>
        )}
        <button type="button" className="link-button sign-in-link" autoFocus={isSent} onClick={onBack}>
          {t('back')}
        </button>
      </form>
    </SignInCard>
  );
}
