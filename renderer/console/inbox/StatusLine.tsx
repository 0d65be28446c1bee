import { errorText } from '../../../protocol/errors';
import { ageText } from '../../chat/dates';
import { useLasting } from '../../chat/Connection';
import { useLanguage } from '../../chat/language';
import { totals } from '../../store/select';
import { useChat, useConsole, useT } from '../context';
import { useNow } from '../hooks';
import { isLate } from './owed';

const QUIET_MS = 1_500;

/** The foot of the list: the connection, what waits to be sent, and who waits for an answer. */
export function StatusLine() {
  const t = useT();
  const { sync } = useConsole();
  const connection = useChat((state) => state.connection);
  const problem = useChat((state) => state.problem);
  const language = useLanguage();
  const isCaughtUp = useChat((state) => state.is_caught_up);
  const waiting = useChat((state) => state.outbox.filter((entry) => entry.state === 'pending').length);
  const keeps = useChat((state) => state.keeps_outbox);
  const isBroken = useLasting(connection === 'offline' || connection === 'connecting', QUIET_MS);
  const isBehind = useLasting(connection === 'online' && !isCaughtUp, QUIET_MS);

  const brokenText = connection === 'connecting' ? t('connecting') : problem && problem !== 'offline' ? errorText(problem, language) : t('offline');
  const text = isBroken ? brokenText : isBehind ? t('catching_up') : null;
  return (
    <footer className="status" data-connection={connection} data-caught-up={isCaughtUp}>
      {!keeps && <p className="status-line is-warning">{t('not_kept')}</p>}
      <div className={`status-line ${isBroken ? 'is-broken' : ''}`} role="status">
        <span className={`status-dot is-${isBroken ? connection : 'online'}`} aria-hidden="true" />
        <span className="status-text">{text ?? t('online')}</span>
        {isBroken && (
          <button type="button" className="link-button" onClick={() => sync.wake()}>
            {t('reconnect_now')}
          </button>
        )}
        {!isBroken && <OwedSummary />}
      </div>
      {isBroken && waiting > 0 && <p className="status-line">{t('outbox_waits', { count: waiting })}</p>}
    </footer>
  );
}

function OwedSummary() {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const sums = useChat(totals);
  if (sums.owed_rooms === 0 || sums.oldest_owed_since === null) return <span className="status-owed">{t('all_quiet')}</span>;
  const late = isLate(sums.oldest_owed_since, now);
  const age = ageText(sums.oldest_owed_since, language, new Date(now));
  return <span className={`status-owed is-owed ${late ? 'is-late' : ''}`}>{t('owed_summary', { count: sums.owed_rooms, age })}</span>;
}
