import { Button } from 'antd';
import { Suspense, useCallback, useEffect, useId, useRef, useState } from 'react';
import { REPORT_DAYS_MAX } from '../../../protocol/limits';
import type { Report, ReportKey, ReportRow } from '../../../protocol/reports';
import { dayNumberText } from '../../chat/dates';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import type { HttpResult } from '../../sync/http';
import { useLoaded } from '../admin/use_admin';
import { useConsole, useT } from '../context';
import { IconButton } from '../IconButton';
import { BackIcon } from '../icons';
import { ownZone } from '../later/moments';
import { useExplain } from '../settings/explain';
import { ReportChart } from './chart_on_demand';
import { CHARTS, daysBefore, isNothing, lastDays, type ChartName } from './report_numbers';
import { LoadTable, ReportTable } from './ReportTable';
import { reportTexts } from './report_texts';
import './reports.css';

const RANGES = [7, 30, 90];
const USUAL_DAYS = 30;
const MOST_DAYS = 90;
const KEYS = ['day', 'week', 'expert', 'label'] as const satisfies readonly ReportKey[];
const DAY_MS = 86_400_000;

/** The sum of the days before, and what it was asked by. */
type Earlier = { query: string; total: ReportRow };

/** How the work goes, in numbers, in place of list and panes. */
export function Reports() {
  const t = useTexts(reportTexts);
  const tc = useT();
  const language = useLanguage();
  const explain = useExplain();
  const { desk, session, me } = useConsole();
  const heading = useRef<HTMLHeadingElement>(null);
  const [days, setDays] = useState(() => lastDays(USUAL_DAYS, dayNumberText(new Date())));
  const [by, setBy] = useState<ReportKey>('day');
  const [expert, setExpert] = useState('');
  const [chart, setChart] = useState<ChartName>('first_answer');
  const [failed, setFailed] = useState('');
  const today = dayNumberText(new Date());
  const wrongId = useId();
  const isRange = days.from !== '' && days.from <= days.to && Date.parse(days.to) - Date.parse(days.from) < REPORT_DAYS_MAX * DAY_MS;
  const isWrong = !isRange && days.from !== '' && days.to !== '';
  const queryOf = (range: typeof days) => new URLSearchParams({ ...range, zone: ownZone(), by, ...(expert !== '' && { expert }) }).toString();
  const query = queryOf(days);
  const [asked, setAsked] = useState({ query, days });
  // Half a date is no question.
  if (isRange && asked.query !== query) setAsked({ query, days });
  const load = useCallback(() => session.ask<Report>('GET', `/api/reports?${asked.query}`), [session, asked.query]);
  const { value, problem, is_loading, reload } = useLoaded(load);
  const [isCompared, setIsCompared] = useState(false);
  const earlierDays = daysBefore(asked.days);
  const earlierQuery = isCompared ? queryOf(earlierDays) : '';
  const loadEarlier = useCallback(
    async (): Promise<HttpResult<Earlier | null>> => {
      if (earlierQuery === '') return { ok: true, status: 200, body: null };
      const result = await session.ask<Report>('GET', `/api/reports?${earlierQuery}`);
      return result.ok ? { ...result, body: { query: earlierQuery, total: result.body.total } } : result;
    },
    [session, earlierQuery],
  );
  const { value: earlier, problem: earlierProblem } = useLoaded(loadEarlier);
  // Once known they stay, also while a single one is looked at.
  const [experts, setExperts] = useState<Report['load']>([]);
  if (value !== null && expert === '' && experts !== value.load) setExperts(value.load);

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], .ant-dropdown:not(.ant-dropdown-hidden)')) return;
      event.preventDefault();
      desk.setState({ section: null });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [desk]);

  const download = async () => {
    const result = await session.ask<{ csv: string }>('GET', `/api/reports/export?${asked.query}`);
    if (!result.ok) return setFailed(explain(result));
    setFailed('');
    const url = URL.createObjectURL(new Blob([result.body.csv], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `report_${days.from}_${days.to}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  const isEmpty = value !== null && isNothing(value.total);
  const isByTime = by === 'day' || by === 'week';
  const drawable = (Object.keys(CHARTS) as ChartName[]).filter((name) => value !== null && value.lines.some((line) => CHARTS[name](line) !== null));
  const drawn = drawable.includes(chart) ? chart : (drawable[0] ?? 'answers');
  return (
    <section className="reports" aria-labelledby="reports-heading">
      <header className="reports-head">
        <IconButton name={t('back')} action="reports" onClick={() => desk.setState({ section: null })}>
          <BackIcon />
        </IconButton>
        <h2 id="reports-heading" ref={heading} tabIndex={-1}>
          {tc('reports')}
        </h2>
        <Button size="small" onClick={() => void download()} disabled={value === null}>
          {t('export')}
        </Button>
      </header>
      <div className="reports-bar">
        <div className="reports-days" role="group" aria-label={t('range')}>
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className="reports-field">
              {t(end)}
              <input type="date" value={days[end]} aria-invalid={isWrong} aria-describedby={isWrong ? wrongId : undefined} onChange={(event) => setDays({ ...days, [end]: event.target.value })} />
            </label>
          ))}
          <span className="reports-ranges">
            {RANGES.map((count) => {
              const range = lastDays(count, today);
              const isChosen = range.from === days.from && range.to === days.to;
              return (
                <Button key={count} size="small" className={isChosen ? 'is-chosen' : ''} aria-pressed={isChosen} onClick={() => setDays(range)}>
                  {t('last_days', { count })}
                </Button>
              );
            })}
          </span>
        </div>
        <label className="reports-field">
          {t('by')}
          <select value={by} onChange={(event) => setBy(event.target.value as ReportKey)}>
            {KEYS.map((key) => (
              <option key={key} value={key}>
                {t(`by_${key}`)}
              </option>
            ))}
          </select>
        </label>
        {me.role !== 'expert' && (
          <label className="reports-field">
            {t('expert')}
            <select value={expert} onChange={(event) => setExpert(event.target.value)}>
              <option value="">{t('all_experts')}</option>
              {experts.map((one) => (
                <option key={one.expert} value={one.expert}>
                  {cleanName(one.name)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="reports-check">
          <input type="checkbox" checked={isCompared} onChange={(event) => setIsCompared(event.target.checked)} />
          {t('compare')}
        </label>
      </div>
      {isWrong && (
        <p id={wrongId} className="form-error" role="alert">
          {t('bad_range', { max: REPORT_DAYS_MAX })}
        </p>
      )}
      <p className="soft reports-note">{t('zone', { zone: ownZone() })}</p>
      {(problem !== null || failed !== '' || earlierProblem !== null) && (
        <p className="settings-note" role="alert">
          {problem ?? (failed || earlierProblem)}
          <Button size="small" onClick={problem === null && failed !== '' ? () => void download() : reload}>
            {t('again')}
          </Button>
        </p>
      )}
      <p className="visually-hidden" role="status">
        {is_loading ? t('loading') : ''}
      </p>
      {value !== null && (
        <div className={is_loading ? 'reports-body is-loading' : 'reports-body'}>
          {isEmpty && (
            <div className="report-empty">
              <p>{t('empty')}</p>
              <p className="soft">{t('empty_next')}</p>
              <span className="reports-ranges">
                {expert !== '' && <Button onClick={() => setExpert('')}>{t('show_all_experts')}</Button>}
                {lastDays(MOST_DAYS, today).from < days.from && <Button onClick={() => setDays(lastDays(MOST_DAYS, today))}>{t('show_days', { count: MOST_DAYS })}</Button>}
              </span>
            </div>
          )}
          {!isEmpty && isByTime && value.lines.length > 1 && (
            <div className="reports-drawing">
              <label className="reports-field">
                {t('chart')}
                <select value={drawn} onChange={(event) => setChart(event.target.value as ChartName)}>
                  {drawable.map((name) => (
                    <option key={name} value={name}>
                      {t(name)}
                    </option>
                  ))}
                </select>
              </label>
              <Suspense fallback={<div className="report-chart" />}>
                <ReportChart lines={value.lines} chart={drawn} language={language} />
              </Suspense>
            </div>
          )}
          {!isEmpty && <ReportTable report={value} by={by} earlier={earlier?.query === earlierQuery && earlierQuery !== '' ? { days: earlierDays, total: earlier.total } : null} />}
          <LoadTable load={value.load} />
        </div>
      )}
    </section>
  );
}
