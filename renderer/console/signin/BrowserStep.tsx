import { Button } from 'antd';
import { useTexts } from '../../chat/language';
import { signInTexts } from './sign_in_texts';
import { SignInCard } from './SignInCard';

/** While somebody signs in in the system's browser, the desktop waits here. */
export function BrowserStep({ name, onCancel }: { name: string; onCancel: () => void }) {
  const t = useTexts(signInTexts);
  return (
    <SignInCard title={t('in_browser_title')}>
      <div className="form">
        <p className="form-hint" role="status">
          {t('in_browser', { name })}
        </p>
        <Button size="large" block autoFocus onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </SignInCard>
  );
}
