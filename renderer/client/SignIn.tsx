import { useId, useState, type FormEvent } from 'react';
import { useTexts } from '../chat/language';
import type { SignInResult } from '../sync/auth';
import { clientTexts } from './client_texts';

export type SignInProps = { login(email: string, password: string): Promise<SignInResult> };

/** E-mail and password, for those who have them. */
export function SignIn({ login }: SignInProps) {
  const t = useTexts(clientTexts);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(null);
    const result = await login(String(data.get('email')).trim(), String(data.get('password')));
    setIsBusy(false);
    if (result.ok) return;
    if (result.code === 'unauthorized' || result.code === 'bad_request') setProblem(t('wrong_password'));
    else if (result.code === 'rate_limited' && result.retry_after) setProblem(t('wait_seconds', { count: Math.ceil(result.retry_after) }));
    else setProblem(result.message);
  };

  return (
    <form className="sign-in" onSubmit={(event) => void onSubmit(event)} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('or_sign_in')}</h2>
      <label>
        <span>{t('email')}</span>
        <input className="field" name="email" type="email" autoComplete="username" required maxLength={254} />
      </label>
      <label>
        <span>{t('password')}</span>
        <input className="field" name="password" type="password" autoComplete="current-password" required maxLength={200} />
      </label>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="button button-main button-wide" disabled={isBusy}>
        {t(isBusy ? 'signing_in' : 'sign_in')}
      </button>
    </form>
  );
}
