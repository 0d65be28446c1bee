import type { ExpertLoad, Report, ReportKey, ReportLine, ReportRow, Spread } from '../../../protocol/reports';
import { useLanguage, useTexts } from '../../chat/language';
import { cleanName } from '../../chat/names';
import { WideTable } from '../WideTable';
import { durationText, partInTime, percentText } from './report_numbers';
import { reportTexts } from './report_texts';

const SPREADS = ['first_answer', 'first_answer_working', 'next_answer', 'next_answer_working'] as const;

/** `second`: what stands under the number. A column of which no line has anything is `null` everywhere, and left out. */
type Column = { name: string; of: (row: ReportRow) => string | null; second?: (row: ReportRow) => string | null };

/** All numbers of a report, the sum first; `earlier`: the sum of the days before, to hold it against. */
export function ReportTable({ report, by, earlier }: { report: Report; by: ReportKey; earlier: { days: { from: string; to: string }; total: ReportRow } | null }) {
  const t = useTexts(reportTexts);
  const language = useLanguage();
  const count = (value: number | null) => (value === null ? null : value.toLocaleString(language));
  const spread = (name: string, of: (row: ReportRow) => Spread): Column => ({ name, of: (row) => durationText(of(row).median, language), second: (row) => durationText(of(row).p90, language) });
  const day = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const isByTime = by === 'day' || by === 'week';
  const nameOf = ({ key, name }: ReportLine) => (isByTime ? day.format(Date.parse(key)) : name === null || name === '' ? t('unknown', { id: key }) : cleanName(name));
  const columns: Column[] = [
    { name: t('orders'), of: (row) => count(row.orders) },
    { name: t('client_messages'), of: (row) => count(row.client_messages) },
    { name: t('expert_messages'), of: (row) => count(row.expert_messages) },
    { name: t('answers'), of: (row) => count(row.answers) },
    ...SPREADS.map((name) => spread(t(name), (row) => row[name])),
    { name: t('levels'), of: (row) => percentText(partInTime(row), language) },
    { name: t('resolved'), of: (row) => count(row.resolved) },
    spread(t('resolution'), (row) => row.resolution),
    { name: t('promises'), of: (row) => (row.promises_kept + row.promises_late === 0 ? null : `${count(row.promises_kept)} / ${count(row.promises_late)}`) },
    { name: t('ratings'), of: (row) => row.rating?.toLocaleString(language, { maximumFractionDigits: 1 }) ?? null, second: (row) => t('of_ratings', { count: row.ratings }) },
    ...(isByTime ? [{ name: t('owed_at_end'), of: (row: ReportRow) => count(row.owed_at_end) }] : []),
  ];
  const rows: readonly ReportRow[] = [report.total, ...(earlier ? [earlier.total] : []), ...report.lines];
  const [known, unknown] = [columns.filter(({ of }) => rows.some((row) => of(row) !== null)), columns.filter(({ of }) => rows.every((row) => of(row) === null))];
  const cells = (row: ReportRow) =>
    known.map(({ name, of, second }) => {
      const text = of(row);
      return (
        <td key={name}>
          {text ?? t('none')}
          {text !== null && second && <span className="report-second">{second(row)}</span>}
        </td>
      );
    });
  return (
    <>
      <WideTable name={t('table')}>
        <table className="report-table">
          <caption>
            {t('table')} <span className="soft">· {t('spread_hint')}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t(`by_${by}`)}</th>
              {known.map(({ name }) => (
                <th key={name} scope="col">
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
            {earlier && (
              <tr className="report-earlier">
                <th scope="row">
                  {t('earlier')}
                  <span className="report-second">{short.formatRange(Date.parse(earlier.days.from), Date.parse(earlier.days.to))}</span>
                </th>
                {cells(earlier.total)}
              </tr>
            )}
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
      </WideTable>
      {report.lines.length === 0 && <p className="soft reports-note">{t(by === 'label' ? 'no_labels' : 'no_lines')}</p>}
      {unknown.length > 0 && <p className="soft reports-note">{t('nothing_of', { names: unknown.map(({ name }) => name).join(' · ') })}</p>}
    </>
  );
}

/** What experts have now, and all of them together. */
export function LoadTable({ load }: { load: Report['load'] }) {
  const t = useTexts(reportTexts);
  const language = useLanguage();
  if (load.length === 0) return null;
  const sum = (of: (one: ExpertLoad) => number) => load.reduce((all, one) => all + of(one), 0);
  const count = (value: number | null) => value?.toLocaleString(language) ?? t('no_capacity');
  return (
    <WideTable name={t('load')}>
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
          {load.length > 1 && (
            <tr className="report-total">
              <th scope="row">{t('total')}</th>
              <td>{count(sum(({ owed }) => owed))}</td>
              <td>{count(sum(({ open_orders }) => open_orders))}</td>
              <td>{count(load.some(({ capacity }) => capacity === null) ? null : sum(({ capacity }) => capacity ?? 0))}</td>
            </tr>
          )}
          {load.map(({ expert, name, owed, open_orders, capacity }) => (
            <tr key={expert}>
              <th scope="row">
                <bdi>{cleanName(name)}</bdi>
              </th>
              <td>{count(owed)}</td>
              <td>{count(open_orders)}</td>
              <td>{count(capacity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
