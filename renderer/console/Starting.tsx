import { Button } from 'antd';
import { useStore } from 'zustand';
import { useTexts } from '../chat/language';
import { RowSkeletons } from './inbox/RowSkeletons';
import type { Session } from './session';
import { consoleTexts } from './texts';

/** The console's outline while the kept sign-in is being resumed; why it is not, where the server is away. */
export function Starting({ session }: { session: Session }) {
  const t = useTexts(consoleTexts);
  const isOffline = useStore(session.sync.store, (state) => state.connection === 'offline');
  return (
    <main className="starting">
      <div className="inbox">
        {isOffline ? (
          <div className="room-list">
            <div className="empty" role="status">
              <p className="empty-title">{t('not_started')}</p>
              <p className="empty-hint">{t('not_started_hint')}</p>
              <Button onClick={() => session.sync.wake()}>{t('reconnect_now')}</Button>
            </div>
          </div>
        ) : (
          <>
            <RowSkeletons />
            <p className="status-line" role="status">
              {t('starting')}
            </p>
          </>
        )}
      </div>
      <div className="panes-place" />
    </main>
  );
}
