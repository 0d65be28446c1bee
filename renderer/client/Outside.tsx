import { useTexts } from '../chat/language';
import type { SignInResult } from '../sync/auth';
import { Card } from './Card';
import { clientTexts } from './client_texts';
import type { Phase } from './entrance';
import { SignIn } from './SignIn';

export type OutsideProps = {
  reason: Extract<Phase, { kind: 'outside' }>['reason'];
  login(email: string, password: string): Promise<SignInResult>;
};

/** For whoever is not signed in: why, and how to get in. */
export function Outside({ reason, login }: OutsideProps) {
  const t = useTexts(clientTexts);
  if (reason === 'expert_account') {
    return (
      <Card title={t('expert_account')}>
        <p>{t('expert_account_hint')}</p>
        <a className="button button-main" href="/console">
          {t('to_console')}
        </a>
        <SignIn login={login} />
      </Card>
    );
  }
  const isRefused = reason === 'invite_refused';
  return (
    <Card title={t(isRefused ? 'invite_refused' : reason === 'session_ended' ? 'session_ended' : 'welcome')}>
      <p role={isRefused ? 'alert' : undefined}>{t(isRefused ? 'invite_refused_hint' : 'welcome_hint')}</p>
      <SignIn login={login} />
    </Card>
  );
}
