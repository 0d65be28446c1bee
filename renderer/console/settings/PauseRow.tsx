import { Button } from 'antd';
import { timeText } from '../../chat/dates';
import { useLanguage } from '../../chat/language';
import { useConsole, useHost, useT } from '../context';
import { useNow } from '../hooks';

/** No button asks for more, so what lasts longer was asked for without an end. */
const LONGEST_MS = 24 * 60 * 60_000;

/** Silence for a while, and its end. */
export function PauseRow() {
  const t = useT();
  const language = useLanguage();
  const { host } = useConsole();
  const now = useNow();
  const until = useHost((state) => state.paused_until);
  const isPaused = until !== null && Date.parse(until) > now;
  const hasEnd = isPaused && Date.parse(until) - now < LONGEST_MS;
  return (
    <div className="settings-row">
      <span className="settings-name">{hasEnd ? t('paused_until', { time: timeText(until, language) }) : t(isPaused ? 'paused_for_good' : 'pause')}</span>
      <span className="settings-buttons">
        {isPaused ? (
          <Button size="small" onClick={() => void host.pauseAlerts(0)}>
            {t('pause_end')}
          </Button>
        ) : (
          <>
            <Button size="small" onClick={() => void host.pauseAlerts(30)}>
              {t('pause_minutes', { count: 30 })}
            </Button>
            <Button size="small" onClick={() => void host.pauseAlerts(60)}>
              {t('pause_hours', { count: 1 })}
            </Button>
            <Button size="small" onClick={() => void host.pauseAlerts(480)}>
              {t('pause_hours', { count: 8 })}
            </Button>
          </>
        )}
      </span>
    </div>
  );
}
