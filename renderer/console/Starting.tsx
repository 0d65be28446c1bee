import { useStore } from 'zustand';
import { useTexts } from '../chat/language';
import { RowSkeletons } from './inbox/RowSkeletons';
import type { Session } from './session';
import { consoleTexts } from './texts';

/** The console's outline while the kept sign-in is being resumed. */
export function Starting({ session }: { session: Session }) {
  const t = useTexts(consoleTexts);
  const isOffline = useStore(session.sync.store, (state) => state.connection === 'offline');
  return (
    <main className="starting">
      <div className="inbox">
        <RowSkeletons />
        <p className="status-line" role="status">
          {isOffline ? t('sign_in_offline') : t('starting')}
        </p>
      </div>
      <div className="panes-place" />
    </main>
  );
}
