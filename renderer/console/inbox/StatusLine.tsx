import { errorText } from '../../../protocol/errors';
import type { Language } from '../../../protocol/errors';
import { ageText, isSameDay, listDate, timeText } from '../../chat/dates';
import { useLasting } from '../../chat/Connection';
import { useLanguage, useTexts } from '../../chat/language';
import { countLate } from '../../store/deadlines';
import { totals } from '../../store/select';
import { useChat, useConsole, useT } from '../context';
import { useNow } from '../hooks';
import { levelTexts } from '../service_levels/level_texts';
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

  const asOf = useChat((state) => state.as_of);
  const asOfText = asOf === null ? null : asOfOf(asOf, language);
  const offlineText = asOfText === null ? t('offline') : t('offline_as_of', { time: asOfText });
  const brokenText = connection === 'connecting' ? t('connecting') : problem && problem !== 'offline' ? errorText(problem, language) : offlineText;
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
      {isBroken && asOfText !== null && connection === 'connecting' && <p className="status-line">{t('as_of', { time: asOfText })}</p>}
      {isBroken && waiting > 0 && <p className="status-line">{t('outbox_waits', { count: waiting })}</p>}
    </footer>
  );
}

/** The time, with its day where that is not today. */
function asOfOf(at: number, language: Language): string {
  const moment = new Date(at).toISOString();
  const time = timeText(moment, language);
  return isSameDay(moment, new Date().toISOString()) ? time : `${listDate(moment, language)}, ${time}`;
}

function OwedSummary() {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const sums = useChat(totals);
  const overdue = useChat((state) => countLate(state, now));
  const tl = useTexts(levelTexts);
  if (sums.owed_rooms === 0 || sums.oldest_owed_since === null) return <span className="status-owed">{t('all_quiet')}</span>;
  const late = overdue > 0 || isLate(sums.oldest_owed_since, now);
  const age = ageText(sums.oldest_owed_since, language, new Date(now));
  return (
    <button type="button" data-why="owed" className={`status-owed is-owed ${late ? 'is-late' : ''}`}>
      {t('owed_summary', { count: sums.owed_rooms, age: overdue === 0 ? age : tl('late_rooms', { count: overdue }) })}
    </button>
  );
}
