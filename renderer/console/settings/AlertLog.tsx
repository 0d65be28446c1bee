import { Input } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { AlertEntry, AlertOutcome } from '../../../protocol/desktop';
import { dayText, fullText, listDate } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { alertTexts } from '../alert_texts';
import { useConsole } from '../context';
import type { AlertHistory } from '../host';
import { answerOf, filterLog, groupOf, NO_LOG_FILTER, sumsOf } from './alert_log_view';
import type { LogFilter } from './alert_log_view';
import { ChoiceRow, SettingsGroup } from './rows';
import { TestAlert } from './TestAlert';

const REFRESH_MS = 3_000;
const GROUPS = ['all', 'shown', 'folded', 'silent'] as const;

/** Every alert and what became of it, so that silence can be explained. */
export function AlertLog({ query = '' }: { query?: string }) {
  const t = useTexts(alertTexts);
  const { host } = useConsole();
  const [history, setHistory] = useState<AlertHistory>({ entries: [], days: [] });
  const [filter, setFilter] = useState<LogFilter>({ ...NO_LOG_FILTER, query });
  const { entries } = history;
  const change = (part: Partial<LogFilter>) => setFilter((before) => ({ ...before, ...part }));

  const load = useCallback(() => {
    host.getAlertLog().then(setHistory, () => {});
  }, [host]);
  useEffect(() => {
    load();
    const timer = setInterval(load, REFRESH_MS);
    return () => clearInterval(timer);
  }, [load]);

  return (
    <SettingsGroup title={t('log')}>
      <TestAlert onDone={load} />
      {entries.length === 0 ? (
        <p className="soft settings-empty">{t('log_empty')}</p>
      ) : (
        <>
          <Input size="small" aria-label={t('log_search')} placeholder={t('log_search')} value={filter.query} onChange={(event) => change({ query: event.target.value })} />
          <Answer entries={entries} query={filter.query} />
          <ChoiceRow name={t('log_filter')} value={filter.group} options={GROUPS.map((value) => ({ value, label: t(`log_${value}`) }))} onChange={(group) => change({ group, outcome: null })} />
          <Reason entries={entries} filter={filter} onChange={(outcome) => change({ outcome })} />
          <Entries entries={filterLog(entries, filter)} />
          <Days days={history.days} />
        </>
      )}
    </SettingsGroup>
  );
}

/** The last word about the chat that is looked for. */
function Answer({ entries, query }: { entries: readonly AlertEntry[]; query: string }) {
  const t = useTexts(alertTexts);
  const language = useLanguage();
  if (query.trim() === '') return null;
  const found = answerOf(entries, query);
  return (
    <p className="settings-note alert-answer" role="status">
      {found ? t('log_answer', { title: found.title, time: listDate(found.at, language), outcome: t(`outcome_${found.outcome}`) }) : t('log_answer_none')}
    </p>
  );
}

/** Narrows the log to one reason; offers those that are in it. */
function Reason({ entries, filter, onChange }: { entries: readonly AlertEntry[]; filter: LogFilter; onChange: (outcome: AlertOutcome | null) => void }) {
  const t = useTexts(alertTexts);
  const outcomes = [...new Set(entries.map(({ outcome }) => outcome))].filter((outcome) => filter.group === 'all' || groupOf(outcome) === filter.group).sort();
  return (
    <label className="settings-row">
      <span className="settings-name">{t('log_reason')}</span>
      <select className="settings-select" value={filter.outcome ?? ''} onChange={(event) => onChange(outcomes.find((outcome) => outcome === event.target.value) ?? null)}>
        <option value="">{t('log_any_reason')}</option>
        {outcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {t(`outcome_${outcome}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Entries({ entries }: { entries: readonly AlertEntry[] }) {
  const t = useTexts(alertTexts);
  const language = useLanguage();
  if (entries.length === 0) return <p className="soft settings-empty">{t('log_nothing')}</p>;
  return (
    <ol className="alert-log" tabIndex={0} aria-label={t('log')}>
      {entries.map((entry, index) => (
        <li key={`${entry.at} ${index}`} className={`alert-entry is-${entry.outcome}`} title={entry.detail}>
          <time dateTime={entry.at} title={fullText(entry.at, language)}>
            {listDate(entry.at, language)}
          </time>
          <span className="alert-entry-lines">
            <span className="ellipsis">
              <bdi>{entry.title}</bdi>
              {entry.kind !== 'message' && entry.kind !== 'test' && <span className="alert-kind">{t(`kind_${entry.kind}`)}</span>}
            </span>
            <span className="soft">{t(`outcome_${entry.outcome}`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Days({ days }: { days: AlertHistory['days'] }) {
  const t = useTexts(alertTexts);
  const language = useLanguage();
  return (
    <table className="alert-days">
      <caption className="visually-hidden">{t('log_days')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('log_day')}</th>
          <th scope="col">{t('log_shown')}</th>
          <th scope="col">{t('log_folded')}</th>
          <th scope="col">{t('log_silent')}</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, counts }) => {
          const sums = sumsOf(counts);
          return (
            <tr key={day}>
              {/* Noon: midnight of one zone is another day in the next. */}
              <th scope="row">{dayText(`${day}T12:00:00`, language)}</th>
              <td>{sums.shown}</td>
              <td>{sums.folded}</td>
              <td>{sums.silent}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
