import { Button } from 'antd';
import { useEffect } from 'react';
import { useTexts } from '../../chat/language';
import type { Host } from '../host';
import { UpdateRow } from '../shell/UpdateRow';
import { signInTexts } from './sign_in_texts';
import { SignInCard } from './SignInCard';

/** The server asks for a newer program: the desktop offers it, a browser loads the page anew. */
export function TooOldScreen({ host }: { host: Host }) {
  const t = useTexts(signInTexts);
  const { shell } = host;
  useEffect(() => shell?.checkForUpdates(), [shell]);
  return (
    <SignInCard title={t('too_old_title')}>
      <div className="form">
        <p className="form-hint">{t(shell ? 'too_old_desktop' : 'too_old_browser')}</p>
        {shell ? (
          <UpdateRow shell={shell} />
        ) : (
          <Button type="primary" size="large" block onClick={() => location.reload()}>
            {t('too_old_reload')}
          </Button>
        )}
      </div>
    </SignInCard>
  );
}
