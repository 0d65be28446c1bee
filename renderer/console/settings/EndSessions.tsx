import { Button } from 'antd';
import { useState } from 'react';
import { ConfirmDialog } from '../../chat/ConfirmDialog';
import { useTexts } from '../../chat/language';
import { useConsole } from '../context';
import { accountTexts } from './account_texts';

type Reach = 'others' | 'all';

/** Signs all other devices out, or all of them; asks before. `has_others`: whether there is any. */
export function EndSessions({ has_others, onEnded }: { has_others: boolean; onEnded: () => void }) {
  const t = useTexts(accountTexts);
  const { session, signOut } = useConsole();
  const [asking, setAsking] = useState<Reach | null>(null);
  const [busy, setBusy] = useState<Reach | null>(null);
  const [outcome, setOutcome] = useState<{ ended: number } | 'failed' | null>(null);

  const end = async (reach: Reach) => {
    setAsking(null);
    setBusy(reach);
    const result = await session.account.revokeAll(reach === 'others');
    setBusy(null);
    setOutcome(result.ok ? result.body : 'failed');
    if (result.ok && reach === 'all') return signOut(true);
    onEnded();
  };

  return (
    <>
      <div className="settings-row">
        <span className={outcome === 'failed' ? 'late-text' : 'soft'} role="status">
          {outcome !== null && (outcome === 'failed' ? t('end_failed') : t('ended', { count: outcome.ended }))}
        </span>
        <span className="settings-buttons">
          {has_others && (
            <Button size="small" loading={busy === 'others'} onClick={() => setAsking('others')}>
              {t('end_others')}
            </Button>
          )}
          <Button size="small" danger loading={busy === 'all'} onClick={() => setAsking('all')}>
            {t('end_all')}
          </Button>
        </span>
      </div>
      {asking && <ConfirmDialog question={t(`end_${asking}_question`)} confirm={t(`end_${asking}`)} onConfirm={() => void end(asking)} onCancel={() => setAsking(null)} />}
    </>
  );
}
