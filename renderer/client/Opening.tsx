import { useEffect } from 'react';
import { useTexts } from '../chat/language';
import { TimelineSkeleton } from '../chat/Skeleton';
import { clientTexts } from './client_texts';
import { Card } from './Card';

const RETRY_MS = 5_000;

/** While it is not known yet who comes. */
export function Opening() {
  return (
    <main className="page page-opening">
      <TimelineSkeleton />
    </main>
  );
}

/** The server cannot be reached: tries again by itself, when the network is back, and when asked. */
export function Waiting({ onTry }: { onTry(): void }) {
  const t = useTexts(clientTexts);
  useEffect(() => {
    const timer = setTimeout(onTry, RETRY_MS);
    window.addEventListener('online', onTry);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', onTry);
    };
  }, [onTry]);
  return (
    <Card title={t('cannot_reach')}>
      <p>{t('cannot_reach_hint')}</p>
      <button type="button" className="button button-main" onClick={onTry}>
        {t('try_now')}
      </button>
    </Card>
  );
}
