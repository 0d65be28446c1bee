import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { AlertEntry } from '../../../protocol/desktop';
import { fullText, listDate } from '../../chat/dates';
import { useLanguage } from '../../chat/language';
import { useConsole, useT } from '../context';
import { SettingsGroup } from './rows';

const REFRESH_MS = 3_000;

/** Every alert and what became of it, so that silence can be explained. */
export function AlertLog() {
  const t = useT();
  const language = useLanguage();
  const { host } = useConsole();
  const [entries, setEntries] = useState<readonly AlertEntry[]>([]);

  const load = useCallback(() => {
    host.getAlertLog().then(setEntries, () => {});
  }, [host]);
  useEffect(() => {
    load();
    const timer = setInterval(load, REFRESH_MS);
    return () => clearInterval(timer);
  }, [load]);
  const test = () => void host.testAlert(t('test_alert_title'), t('test_alert_body')).then(load);

  return (
    <SettingsGroup
      title={t('alert_log')}
      aside={
        <Button size="small" onClick={test}>
          {t('test_alert')}
        </Button>
      }
    >
      {entries.length === 0 ? (
        <p className="soft settings-empty">{t('alert_log_empty')}</p>
      ) : (
        <ol className="alert-log" tabIndex={0} aria-label={t('alert_log')}>
          {entries.map((entry, index) => (
            <li key={`${entry.at} ${index}`} className={`alert-entry is-${entry.outcome}`} title={entry.detail}>
              <time dateTime={entry.at} title={fullText(entry.at, language)}>
                {listDate(entry.at, language)}
              </time>
              <span className="alert-entry-lines">
                <bdi className="ellipsis">{entry.title}</bdi>
                <span className="soft">{t(`outcome_${entry.outcome}`)}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </SettingsGroup>
  );
}
