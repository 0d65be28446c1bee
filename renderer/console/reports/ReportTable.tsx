import type { ReactNode } from 'react';
import type { Report, ReportKey, ReportLine, ReportRow, Spread } from '../../../protocol/reports';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { durationText, partInTime, percentText } from './report_numbers';
import { reportTexts } from './report_texts';

const SPREADS = ['first_answer', 'first_answer_working', 'next_answer', 'next_answer_working'] as const;

/** All numbers of a report, the sum first. */
export function ReportTable({ report, by }: { report: Report; by: ReportKey }) {
  const t = useTexts(reportTexts);
  const language = useLanguage();
  const count = (value: number | null) => (value === null ? t('none') : value.toLocaleString(language));
  const spread = ({ median, p90 }: Spread) => (median === null ? t('none') : t('spread', { median: durationText(median, language)!, p90: durationText(p90, language) ?? t('none') }));
  const day = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const nameOf = ({ key, name }: ReportLine) => (by === 'day' || by === 'week' ? day.format(Date.parse(key)) : name === null || name === '' ? t('unknown', { id: key }) : cleanName(name));
  const columns: { name: string; hint?: string; of: (row: ReportRow) => string }[] = [
    { name: t('orders'), of: (row) => count(row.orders) },
    { name: t('client_messages'), of: (row) => count(row.client_messages) },
    { name: t('expert_messages'), of: (row) => count(row.expert_messages) },
    { name: t('answers'), of: (row) => count(row.answers) },
    ...SPREADS.map((name) => ({ name: t(name), hint: t('spread_hint'), of: (row: ReportRow) => spread(row[name]) })),
    { name: t('levels'), of: (row) => percentText(partInTime(row), language) ?? t('none') },
    { name: t('resolved'), of: (row) => count(row.resolved) },
    { name: t('resolution'), hint: t('spread_hint'), of: (row) => spread(row.resolution) },
    { name: t('promises'), of: (row) => `${count(row.promises_kept)} / ${count(row.promises_late)}` },
    { name: t('ratings'), of: (row) => (row.rating === null ? t('none') : `${row.rating.toLocaleString(language, { maximumFractionDigits: 1 })} (${count(row.ratings)})`) },
    ...(by === 'day' || by === 'week' ? [{ name: t('owed_at_end'), of: (row: ReportRow) => count(row.owed_at_end) }] : []),
  ];
  const cells = (row: ReportRow) => columns.map(({ name, of }) => <td key={name}>{of(row)}</td>);
  return (
    <Scrolling name={t('table')}>
      <table className="report-table">
        <caption>
          {t('table')} <span className="soft">· {t('spread_hint')}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t(`by_${by}`)}</th>
            {columns.map(({ name, hint }) => (
              <th key={name} scope="col" title={hint}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="report-total">
            <th scope="row">{t('total')}</th>
            {cells(report.total)}
          </tr>
          {report.lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">
                <bdi>{nameOf(line)}</bdi>
              </th>
              {cells(line)}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** What experts have now. */
export function LoadTable({ load }: { load: Report['load'] }) {
  const t = useTexts(reportTexts);
  if (load.length === 0) return null;
  return (
    <Scrolling name={t('load')}>
      <table className="report-table">
        <caption>{t('load')}</caption>
        <thead>
          <tr>
            {(['expert', 'owed_now', 'open_orders', 'capacity'] as const).map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {load.map(({ expert, name, owed, open_orders, capacity }) => (
            <tr key={expert}>
              <th scope="row">
                <bdi>{cleanName(name)}</bdi>
              </th>
              <td>{owed}</td>
              <td>{open_orders}</td>
              <td>{capacity ?? t('no_capacity')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** A table that scrolls sideways where it does not fit, also by key. */
function Scrolling({ name, children }: { name: string; children: ReactNode }) {
  const t = useTexts(reportTexts);
  return (
    <div className="report-scroll" tabIndex={0} role="region" aria-label={t('scroll', { name })}>
      {children}
    </div>
  );
}
